"""A German statement about a German release has no word that there is not."""

import pytest

from assistant.checks.own_words import check_own_words
from tests.assistant.checks.making import claim, source

MEASURED = source("Auch Daten aus geophysikalischen Messungen zeigen, wo die Schichten liegen.")


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Die Lage wird geophysikalisch messiert.", ("messiert",)),
        ("Der Raum ist unbekaut geblieben.", ("unbekaut",)),
        ("Die Lage wird geophysikalisch gemessen.", ()),
        ("Die Messungen sind geophysikalischer Art.", ()),
        ("Sie zeigen, wo die Schichten liegen.", ()),
        ("Die Firma Kvarnstenen misst.", ()),  # a name may be any word
    ],
)
def test_a_word_that_neither_release_nor_dictionary_has_is_none(text, unknown):
    assert check_own_words(claim(text, "de"), [MEASURED]).missed == unknown


def test_a_word_of_the_question_is_the_askers():
    asked = claim("Die Lage wird messiert.", "de", "Was wird messiert?")
    assert not check_own_words(asked, [MEASURED]).missed


def test_other_languages_are_not_judged():
    assert not check_own_words(claim("It was mezured.", "en"), [MEASURED]).missed
    english = source("They measure.", "en")
    assert not check_own_words(claim("Es wird messiert.", "de"), [english]).missed


@pytest.mark.parametrize(
    ("text", "language", "unknown"),
    [
        ("Ада дискutировала о карьере.", "ru", ("дискutировала",)),
        ("Το έργο κoστίζει 5 ευρώ.", "el", ("κoστίζει",)),  # a Latin o
        ("Ада дискутировала о карьере в KAI.", "ru", ()),
        ("PDF-файл у DFKI.", "ru", ()),
    ],
)
def test_in_no_language_a_word_has_letters_of_two_alphabets(text, language, unknown):
    assert check_own_words(claim(text, language), [MEASURED]).missed == unknown


def test_a_mixed_word_that_its_release_has_is_the_releases():
    held = source("Es heißt iлюминатор.", "de")
    assert not check_own_words(claim("Это iлюминатор.", "ru"), [held]).missed
