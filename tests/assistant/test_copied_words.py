import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.copied_words import (
    has_copied,
    whole_figures,
    with_its_article,
    with_its_bare_name,
    with_its_beginning,
    with_whole_figures,
)
from assistant.parse_reply import Draft
from tests.assistant.making import evidence_of

REBUILT = "Der Umbau, der 5,5 Millionen Euro gekostet hat, war am 24. September 2025 fertig."
FAIR = "Die Messe vom 11. bis 14. Mai 2027 kostet 12 Prozent mehr als die Messe im Mai."


@pytest.mark.parametrize(
    ("words", "sentence", "whole"),
    [
        ("5,5", REBUILT, "5,5 Millionen Euro"),
        ("Millionen", REBUILT, "5,5 Millionen Euro"),
        ("24.", REBUILT, "24. September 2025"),
        ("Der Umbau", REBUILT, "Der Umbau"),
        ("11.", FAIR, "11. bis 14. Mai 2027"),
        ("14. Mai", FAIR, "14. Mai 2027"),
        ("12", FAIR, "12 Prozent"),
    ],
)
def test_copied_words_are_extended_over_the_figure_that_they_cut(words, sentence, whole):
    assert whole_figures(words, sentence, "de") == whole


@pytest.mark.parametrize("words", ["Messe", "nicht da"])
def test_words_that_stand_twice_or_nowhere_stay_as_they_are(words):
    assert whole_figures(words, FAIR, "de") == words


@given(
    st.lists(
        st.sampled_from(["am", "5.", "Mai", "2027", "3,5", "Millionen", "Euro", "bis", "12", "%"]),
        min_size=1,
        max_size=9,
    ),
    st.integers(0, 8),
    st.integers(1, 4),
)
def test_whole_figures_are_words_of_the_sentence_around_what_was_copied(parts, first, most):
    sentence = " ".join(parts)
    words = " ".join(parts[first : first + most])
    whole = whole_figures(words, sentence, "de")
    assert words in whole
    assert whole in sentence or whole == words
    assert whole_figures(whole, sentence, "de").startswith(whole)


def test_a_draft_keeps_its_text_and_has_whole_figures_of_the_source_it_names():
    evidence = [*evidence_of("Es regnete 5,5 Tage."), *evidence_of(REBUILT)]
    draft = Draft("It cost 5.5 million euros.", (2,), "5,5")
    assert with_whole_figures(draft, evidence) == Draft(draft.text, (2,), "5,5 Millionen Euro")


@pytest.mark.parametrize("draft", [Draft("It rained.", (1,)), Draft("It rained.", (7,), "5,5")])
def test_a_draft_that_copied_nothing_or_names_no_source_is_left_alone(draft):
    assert with_whole_figures(draft, evidence_of(REBUILT)) is draft


@pytest.mark.parametrize(
    ("other", "words", "has"),
    [
        ("Die Umbauten kosteten Millionen.", "der Umbau", True),
        ("Die Messe kostet mehr.", "der Umbau", False),
        ("Am 24. September öffnete die Messe.", "24. September 2025", True),
        ("Die Messe kostet mehr.", "", True),
    ],
)
def test_another_sentence_has_the_copied_words_in_whatever_inflection(other, words, has):
    evidence = evidence_of(REBUILT, other)
    assert has_copied(Draft("Said.", (1,), words), evidence, 1) is has


@pytest.mark.parametrize(
    ("words", "text", "language", "whole"),
    [
        ("Nowgorod", "y Pskow.", "es", "Nowgorod y Pskow."),
        ("der Gerichtshof", "et les autres.", "fr", "Der Gerichtshof et les autres."),
        ("Nowgorod", "Pskow y Nowgorod.", "es", "Pskow y Nowgorod."),
        ("Nowgorod", "Y Pskow.", "es", "Y Pskow."),
        ("", "y Pskow.", "es", "y Pskow."),
    ],
)
def test_a_draft_that_goes_on_from_its_copied_words_begins_with_them(words, text, language, whole):
    assert with_its_beginning(Draft(text, (1,), words), language) == Draft(whole, (1,), words)


THROWN = "Trotz Mannings Problemen verfehlte er keine einzige."


@pytest.mark.parametrize(
    ("words", "text", "around", "told"),
    [
        ("Mannings", "Mannings verfehlte keine.", "Manning warf weit.", "Manning verfehlte keine."),
        ("Mannings", "Mannings threw none.", "Es warf Manning.", "Manning threw none."),
        ("Mannings", "Mannings Probleme.", "Manning warf weit.", "Mannings Probleme."),
        ("Mannings", "Mannings warf.", "Mannings warf weit.", "Mannings warf."),
        ("Problemen", "Problemen.", "Manning warf weit.", "Problemen."),
        ("", "Mannings warf.", "Manning warf weit.", "Mannings warf."),
    ],
)
def test_a_name_in_the_genitive_is_said_as_the_release_calls_him_elsewhere(
    words, text, around, told
):
    evidence = evidence_of(THROWN, around=around)
    draft = Draft(text, (1,), words)
    assert with_its_bare_name(draft, evidence).text == told


def test_what_ends_in_s_is_no_genitive_where_nothing_is_his():
    evidence = evidence_of("Es warf Mannings, ein Gast.", around="Manning warf weit.")
    draft = Draft("Mannings warf.", (1,), "Mannings")
    assert with_its_bare_name(draft, evidence) == draft


SCHOOLS = "Die Newcastle University und der Sieger trennten sich; das Kolleg blieb."


@pytest.mark.parametrize(
    ("words", "text", "language", "told"),
    [
        (
            "Newcastle University",
            "Newcastle University kam.",
            "de",
            "Die Newcastle University kam.",
        ),
        ("Kolleg", "Kolleg blieb.", "de", "Das Kolleg blieb."),
        ("Sieger", "Sieger war sie.", "de", "Sieger war sie."),  # "der" may be a dative
        ("Newcastle University", "Die Newcastle University kam.", "de", None),
        ("Newcastle University", "Newcastle University came.", "en", None),
        ("University", "Univers.", "de", None),
        (
            "Newcastle University",
            "Es war Newcastle University.",
            "de",
            "Es war die Newcastle University.",
        ),
        ("Newcastle University", "Sie kam von Newcastle University.", "de", None),
        ("Sieger", "Es war Sieger Holm.", "de", None),
    ],
)
def test_a_draft_that_begins_with_words_of_its_source_has_their_article(
    words, text, language, told
):
    draft = Draft(text, (1,), words)
    assert with_its_article(draft, evidence_of(SCHOOLS), language).text == (told or text)
