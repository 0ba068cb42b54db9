"""A statement that translates has the words of its source beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.original_words import original_words
from assistant.records import Statement
from tests.assistant.making import evidence_of

TOLD = "Die Hugenotten nutzten bis weit ins 19. Jahrhundert französische Namen, sagte Ada Roth."


def original(text, words, language="en", told=TOLD):
    return original_words(text, words, evidence_of(told), language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They used French names until the 19th year.", "en"),
        ("Ils utilisaient des noms français jusqu'au 19e an.", "fr"),
        ("До 19 года.", "ru"),
    ],
)
def test_words_that_were_translated_stand_beside_it(text, language):
    words = "bis weit ins 19. Jahrhundert"
    assert original(text, words, language) == words


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("Ada Roth said so.", "Ada Roth", TOLD),
        ("Ada Roth said so.", "sagte der Kanzler", TOLD),  # stands nowhere
        ("It costs 50 million euros.", "50 Millionen Euro", "Es kostet 50 Millionen Euro."),
        ("On 3 May 2026.", "am 3. Mai 2026", "Der Bau begann am 3. Mai 2026."),
        ("They used it.", TOLD, TOLD),  # too long
        ("They used it.", "", TOLD),
        ("They used “französische Namen”.", "französische Namen", TOLD),
    ],
)
def test_names_figures_dates_and_what_stands_nowhere_need_no_proof(text, words, told):
    assert original(text, words, told=told) == ""


def test_in_the_language_of_the_source_nothing_is_translated():
    assert original("Bis ins 19. Jahr.", "bis weit ins 19. Jahrhundert", "de") == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Until 1900.", "Until 1900 («bis 1900»)."),
        ("Until 1900", "Until 1900 («bis 1900»)"),
        ("直到1900年。", "直到1900年 («bis 1900»)。"),
    ],
)
def test_the_words_stand_before_the_full_stop(text, shown):
    assert Statement(text, (1,), supported=True, original="bis 1900").with_original == shown
    assert Statement(text, (1,), supported=True).with_original == text


@given(st.text(), st.text(), st.sampled_from(["en", "fr", "pl", "ja"]))
def test_whatever_is_copied_the_words_are_the_sources_own(text, words, language):
    found = original(text, words, language)
    assert found in TOLD
