from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.quote import Numbering, cite
from documents.errors import IndexUnavailable
from documents.records import Sentence, Status
from tests.assistant.making import evidence_of

THREE = evidence_of("Es regnet.", "Es schneit.", "Es hagelt.")


def pointing(start, end, text="Es regnet. Es schneit."):
    """Return evidence whose sentence claims to stand at ``text[start:end]``."""
    item = evidence_of(text)[0]
    return replace(item, sentence=Sentence(item.passage, start, end))


def test_a_citation_says_where_its_quote_stands_and_whose_it_is():
    item = THREE[1]
    citation = cite(item, 4)
    assert citation.quote == "Es schneit."
    assert citation.quote == item.release.text[citation.start : citation.end]
    assert citation.number == 4
    assert (citation.document, citation.title) == ("a.txt", "Meldung")
    assert (citation.language, citation.date) == ("de", item.release.published)
    assert citation.content_hash == item.release.content_hash
    assert citation.status is Status.PUBLISHED


def test_a_citation_of_direct_speech_says_who_speaks():
    item = THREE[0]
    spoken = replace(item, sentence=replace(item.sentence, speaker="Eva Lux"))
    assert cite(spoken, 1).speaker == "Eva Lux"
    assert cite(item, 1).speaker is None


@given(st.text(min_size=1, max_size=60), st.integers(-5, 70), st.integers(-5, 70))
def test_a_quote_is_the_text_at_its_offsets_or_does_not_leave_the_house(text, start, end):
    item = pointing(start, end, text=f"a{text}b")
    try:
        citation = cite(item, 1)
    except IndexUnavailable:
        assert not (0 <= start < end <= len(text) + 2 and item.release.text[start:end].strip())
        return
    assert citation.quote == item.release.text[citation.start : citation.end]
    assert (citation.start, citation.end) == (start, end)
    assert citation.quote.strip()


@pytest.mark.parametrize(("start", "end"), [(0, 999), (5, 5), (9, 3), (-3, 5), (10, 11)])
def test_offsets_outside_the_text_are_an_error_with_a_remedy(start, end):
    with pytest.raises(IndexUnavailable, match="beleg reindex --rebuild"):
        cite(pointing(start, end), 1)


def test_evidence_is_numbered_by_first_use_as_footnotes_are():
    numbering = Numbering(THREE)
    assert [c.number for c in numbering.number([2])] == [1]
    assert [c.number for c in numbering.number([0, 2])] == [2, 1]
    assert [(c.number, c.quote) for c in numbering.used] == [(1, "Es hagelt."), (2, "Es regnet.")]


def test_words_that_answer_are_marked_where_their_sentence_has_them():
    numbering = Numbering(THREE)
    numbering.mark({0: "regnet", 1: "hagelt", 2: ""})
    for citation in numbering.number([0, 1, 2]):
        text = THREE[0].release.text
        marked = citation.answer and text[slice(*citation.answer)]
        assert marked == ("regnet" if citation.number == 1 else None)
    assert numbering.used[0].answer == numbering.number([0])[0].answer


@given(st.text("Es regnt.", max_size=8), st.integers(0, 2))
def test_what_is_marked_stands_in_the_quote(words, place):
    numbering = Numbering(THREE)
    numbering.mark({place: words})
    (citation,) = numbering.number([place])
    assert bool(citation.answer) is (bool(words) and words in citation.quote)
    if citation.answer:
        start, end = citation.answer
        assert citation.start <= start < end <= citation.end
        assert THREE[place].release.text[start:end] == words


@given(st.lists(st.lists(st.integers(0, 2), max_size=3), max_size=8))
def test_numbers_have_no_gaps_and_never_change(uses):
    numbering = Numbering(THREE)
    given_numbers = {}
    for places in uses:
        for place, citation in zip(places, numbering.number(places), strict=True):
            assert given_numbers.setdefault(place, citation.number) == citation.number
            assert citation.quote == THREE[place].sentence.text
    used = numbering.used
    assert [citation.number for citation in used] == list(range(1, len(used) + 1))
    assert len(used) == len(given_numbers)
