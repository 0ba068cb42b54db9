"""Half-years and quarters: of a statement, they are told by its source or around it."""

import pytest

from assistant.checks.lexicon import lexicon, read_words
from assistant.checks.records import Source
from assistant.checks.spans import check_spans, find_spans, find_years
from tests.assistant.checks.making import claim

HALF = Source(
    text="Der Umsatz lag bei 214 Millionen Euro.",
    language="de",
    around="Solides erstes Halbjahr 2025\nDer Umsatz lag bei 214 Millionen Euro.",
    heading="Solides erstes Halbjahr 2025",
)


def missed(text, language="en", source=HALF):
    return check_spans(claim(text, language), [source]).missed


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("In the first half of 2025, revenue was 214 million euros.", "en"),
        ("Au premier semestre, le chiffre d'affaires était de 214 millions.", "fr"),
        ("W pierwszym półroczu obroty wyniosły 214 milionów euro.", "pl"),
        ("Revenue was 214 million euros.", "en"),
    ],
)
def test_a_half_year_is_held_by_the_title_of_the_release(text, language):
    assert not missed(text, language)


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("In the second half of 2025, revenue was 214 million.", "en", "second half"),
        ("Im dritten Quartal lag der Umsatz bei 214 Millionen.", "de", "dritten Quartal"),
        ("Revenue for the full year was 214 million euros.", "en", "full year"),
        ("Sull'intero anno il fatturato è stato di 214 milioni.", "it", "intero anno"),
    ],
)
def test_another_part_of_the_year_and_the_whole_are_not(text, language, written):
    assert missed(text, language) == (written,)


def test_a_sentence_may_speak_of_the_whole_year_in_a_release_about_half_of_it():
    text = "Für das Gesamtjahr erwartet sie 430 Millionen Euro."
    source = Source(text, "de", f"{HALF.heading}\n{text}", heading=HALF.heading)
    assert not missed("It expects 430 million euros for the full year.", source=source)


def test_the_first_half_of_a_match_is_no_half_year():
    assert not find_spans("Denver scored twice in the first half.", "en")


def test_years_stand_alone_or_in_dates():
    text = "Am 3. Mai 2024 und im ganzen Jahr 2025 kamen 2.100 Gäste."
    assert find_years(text, "de") == {2024, 2025}


def test_every_span_is_known_in_the_same_languages():
    words = read_words("spans")
    assert {"half_1", "half_2", "quarter_1", "quarter_4", "year"} <= set(words)
    for concept, forms in words.items():
        assert set(forms) == lexicon("spans").languages, concept
    assert {"de", "en", "fr", "es", "it", "nl", "pl", "pt", "cs"} <= lexicon("spans").languages
