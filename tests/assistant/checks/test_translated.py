"""Translated names: what is of the dictionary may be said in other words, a proper name may not."""

import pytest

from assistant.checks.names import check_names
from assistant.checks.records import Claim, Source
from assistant.checks.speakers import check_speakers
from assistant.checks.translated import (
    NEAR_ALONE,
    NEAR_IN_MEANING,
    SURELY_TRANSLATED,
    Translation,
)

DICTIONARY = {"red", "cross", "rode", "kruis", "coach", "trainer", "marco"}
RED_CROSS = Source("Informó la Cruz Roja.", "es", "Informó la Cruz Roja.")
COACH = Source("Trainer Ruben Achterberg verlängert.", "de", "Trainer Ruben Achterberg verlängert.")


def is_common(word, _language):
    return word.lower() in DICTIONARY


def near(_text, others):
    return [NEAR_IN_MEANING] * len(others)


def far(_text, others):
    return [0.8] * len(others)


def missed(text, language, source, similarity=near, words=is_common):
    claim = Claim(text, language)
    translation = Translation(claim, [source], similarity, words)
    return check_names(claim, [source], frozenset(), translation.accounts_for).missed


def test_words_of_the_dictionary_that_are_near_in_meaning_translate_a_name():
    assert not missed("So the Red Cross said.", "en", RED_CROSS)


def test_words_of_the_dictionary_about_something_else_do_not():
    assert missed("So the Red Cross said.", "en", RED_CROSS, far) == ("Red", "Cross")


def test_one_word_of_a_name_that_is_near_something_does_not_translate_the_whole():
    def near_by_one_word(text, others):
        return [NEAR_IN_MEANING if text == "Red" else NEAR_ALONE] * len(others)

    assert missed("So the Red Cross said.", "en", RED_CROSS, near_by_one_word) == ("Red", "Cross")
    assert not missed("So said Cross of them.", "en", RED_CROSS, near_by_one_word)


def test_a_name_that_is_in_no_dictionary_must_stand_in_the_source_by_its_letters():
    assert missed("So the Gates Group said.", "en", RED_CROSS) == ("Gates",)


def test_without_a_vocabulary_every_name_goes_by_its_letters():
    assert missed("So the Red Cross said.", "en", RED_CROSS, words=lambda *_: False)


def test_a_role_before_a_name_may_be_translated_but_not_the_surname_after_it():
    assert not missed("So said Coach Ruben Achterberg.", "en", COACH)
    assert missed("So said Trainer Ruben Cross.", "en", COACH) == ("Cross",)


def test_another_first_name_is_no_translation_of_the_first():
    source = Source("La Solenn Trévidic gana.", "es", "La Solenn Trévidic gana.")
    assert missed("E vince Marco Trévidic.", "it", source, far) == ("Marco",)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Das meldete das Rote Kreuz.", True),  # only a noun follows article and adjective
        ("Das meldete Robert Kreuz.", False),
        ("Das meldete dem Biologen Kreuz.", False),
    ],
)
def test_in_german_an_article_and_an_adjective_tell_a_noun_from_a_name(text, held):
    assert ("Kreuz" not in missed(text, "de", RED_CROSS)) is held


def test_a_translated_name_may_be_who_says_it():
    claim = Claim("Dat meldde het Rode Kruis.", "nl")
    translation = Translation(claim, [RED_CROSS], near, is_common)
    assert check_speakers(claim, [RED_CROSS]).missed
    assert not check_speakers(claim, [RED_CROSS], translation.accounts_for).missed


THEATRES = "Das Sommertheater spielte. Ein Großes Theater steht am Fluss."


@pytest.mark.parametrize(
    ("cosine", "lost"), [(SURELY_TRANSLATED, ()), (SURELY_TRANSLATED - 0.01, ("Summer",))]
)
def test_a_name_that_surely_is_a_compound_may_share_a_word_with_another_name(cosine, lost):
    source = Source("Das Sommertheater spielte.", "de", THEATRES)

    def compound(text, others):
        names = {("Summer Theatre", "Sommertheater"): cosine}
        return [names.get((text, other), 0.8) for other in others]

    dictionary = {"summer"}
    assert (
        missed(
            "So the Summer Theatre played.",
            "en",
            source,
            compound,
            lambda word, _: word.lower() in dictionary,
        )
        == lost
    )
