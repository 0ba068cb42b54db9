import re

from hypothesis import given
from hypothesis import strategies as st

from documents.blocks import Draft, join_drafts
from documents.normalise import normalise
from documents.passages import WORDS_AT_MOST, split_into_passages
from documents.records import Kind
from documents.sentences import split_into_sentences
from tests.documents.making import release_of

LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "Fazit und Ausblick",
                "Am 5. und 6. November kamen alle. Dr. Ferri sprach: „Ja. Wir kommen.“ Es regnete.",
                "- ein Punkt der Liste",
                "2. noch ein Punkt. Und mehr",
                "Pressekontakt:",
                "wort " * 90 + "Ende.",
                "wort " * 300 + "Ende.",
                "",
            ]
        ),
        st.text(max_size=60),
    ),
    min_size=1,
    max_size=30,
)
GAP = re.compile(r"\s*(?:(?:[-*•‣▪◦–·]|\d{1,2}[.)])\s+)?")


@given(LINES, st.sampled_from(["de", "fr", "en", "ja"]))
def test_passages_and_sentences_tile_the_text_but_for_blanks_and_markers(
    lines: list[str], language: str
) -> None:
    release = release_of(normalise("\n".join(lines)), language)
    position = 0
    for passage in split_into_passages(release):
        assert passage.start >= position
        for sentence in split_into_sentences(passage):
            assert passage.start <= sentence.start < sentence.end <= passage.end
            assert sentence.text == release.text[sentence.start : sentence.end]
            assert sentence.text == sentence.text.strip()
            assert GAP.fullmatch(release.text, position, sentence.start)
            position = sentence.end
        assert position == passage.end
    assert release.text[position:].strip() == ""


@given(LINES)
def test_no_passage_goes_on_beyond_a_heading(lines: list[str]) -> None:
    release = release_of(normalise("\n".join(lines)))
    headings = [block for block in release.blocks if block.kind is Kind.HEADING]
    for passage in split_into_passages(release):
        inside = [b for b in release.blocks if passage.start <= b.start < passage.end]
        kinds = [block.kind is Kind.HEADING for block in inside]
        assert kinds == sorted(kinds, reverse=True), "headings only at the start"
        above = [block for block in headings if block.start < passage.end]
        assert passage.heading == (release.text[above[-1].start : above[-1].end] if above else "")


def test_short_paragraphs_share_a_passage_and_long_ones_part() -> None:
    paragraph = "Das Treffen war lang und gut besucht. " * 10  # 70 words
    lines = ["Ein Titel", *[paragraph.strip()] * 4]
    passages = split_into_passages(release_of("\n".join(lines)))
    assert [len(passage.text.split()) for passage in passages] == [142, 140]


def test_a_short_last_paragraph_joins_the_one_before() -> None:
    lines = ["Ein Titel", "wort " * 110 + "Ende.", "Ein kurzer Schluss."]
    passages = split_into_passages(release_of("\n".join(lines)))
    assert len(passages) == 1
    assert len(passages[0].text.split()) <= WORDS_AT_MOST


def test_a_paragraph_longer_than_any_passage_stays_whole() -> None:
    long = "wort " * 400 + "Ende."
    passages = split_into_passages(release_of(f"Ein Titel\n{long}\nNoch ein Satz."))
    assert passages[0].text == f"Ein Titel\n{long}"


DRAFTS = st.lists(
    st.builds(
        Draft,
        st.text(max_size=80) | st.just("Am 5. und 6. Mai kam er. „Ja. Nein.“ Dr. Lux ging."),
        st.sampled_from(list(Kind)),
        st.sampled_from(["", "•", "2."]),
    ),
    max_size=20,
)


@given(DRAFTS)
def test_blocks_of_any_format_tile_their_text(drafts: list[Draft]) -> None:
    text, blocks = join_drafts(drafts)
    assert normalise(text) == text
    release = release_of(text, blocks=blocks)
    position = 0
    for passage in split_into_passages(release):
        for sentence in split_into_sentences(passage):
            assert GAP.fullmatch(text, position, sentence.start)
            assert sentence.text == sentence.text.strip() != ""
            position = sentence.end
    assert text[position:].strip() == ""
