import pytest

from assistant.checks.dictionary import is_inflected, is_word, knows
from assistant.languages import answered_in


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("Waldes", "de"),
        ("waldes", "de"),  # as a sloppy model writes it
        ("bosques", "es"),
        ("forests", "en"),
        ("lasów", "pl"),
        ("šume", "hr"),
        ("skogen", "no"),
    ],
)
def test_words_of_a_language_are_known_in_whatever_form(word, language):
    assert is_word(word, language)


@pytest.mark.parametrize(("word", "language"), [("Waldes", "es"), ("consumnachfrage", "de")])
def test_words_of_another_language_or_of_none_are_not(word, language):
    assert not is_word(word, language)


def test_a_word_with_an_ending_is_told_from_its_basic_form():
    assert is_inflected("Waldes", "de")
    assert not is_inflected("Wald", "de")
    assert not is_inflected("Qwrtz", "de")


def test_of_a_language_without_a_dictionary_nothing_is_known():
    assert not knows("zh")
    assert not is_word("森林", "zh")
    assert not is_inflected("森林", "zh")


def test_most_languages_of_answers_have_one():
    without = {code for code in answered_in() if not knows(code)}
    assert without <= {"ar", "zh", "ja", "ko", "mt", "he", "th", "vi"}
