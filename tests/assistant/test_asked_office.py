"""Who asks who is mayor wants a sentence that has the mayor in it."""

import pytest

from assistant.asked_office import asked_offices, of_the_office
from tests.assistant.making import evidence_of


@pytest.mark.parametrize(
    ("question", "language", "office"),
    [
        ("Wer ist Bürgermeister von Talheim?", "de", "mayor"),
        ("Wer ist der neue Oberbürgermeister?", "de", "mayor"),
        ("Who is the chief executive of Northsea?", "en", "chief executive"),
        ("Who is Talheim's mayor?", "en", "mayor"),
        ("Qui est la ministre de l'Énergie ?", "fr", "minister"),
        ("Chi è il direttore generale?", "it", "chief executive"),
        ("Kto jest burmistrzem Talheim?", "pl", "mayor"),
        ("¿Quién es la alcaldesa?", "es", "mayor"),
        ("Кто мэр Тальхайма?", "ru", "mayor"),
    ],
)
def test_who_holds_which_office_is_asked(question, language, office):
    assert asked_offices(question, language) == {office}


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who met the mayor?", "en"),
        ("Wie heißt die Pressesprecherin?", "de"),  # a press contact may be all that tells it
        ("What did the mayor say?", "en"),
        ("Was sagte der Bürgermeister?", "de"),
        ("Qui a rencontré la ministre ?", "fr"),
        ("Who is Ada Roth?", "en"),
        ("Who is Ada Roth, who met the mayor?", "en"),
        ("What is the price, and who is it that the mayor met?", "en"),
    ],
)
def test_who_only_names_an_office_asks_for_none(question, language):
    assert asked_offices(question, language) == frozenset()


def test_only_sentences_with_the_office_are_left_in_whatever_language():
    mayor, other = "Bürgermeisterin Ada Roth kam.", "Tom Karger leitet das Archiv."
    evidence = evidence_of(other, mayor, language="de")
    kept = of_the_office(frozenset({"mayor"}), evidence)
    assert [item.sentence.text for item in kept] == [mayor]


def test_where_no_sentence_has_the_office_or_none_is_asked_all_are_left():
    evidence = evidence_of("Tom Karger leitet das Archiv.", language="de")
    assert of_the_office(frozenset({"mayor"}), evidence) == list(evidence)
    assert of_the_office(frozenset(), evidence) == list(evidence)


def test_a_president_may_be_called_chief_executive_and_the_other_way_round():
    told = "To ważne, powiedział Tomasz Wierzchosz, prezes zarządu spółki."
    evidence = evidence_of("To dobrze.", told, language="pl")
    for office in ("president", "chief executive"):
        assert [e.sentence.text for e in of_the_office(frozenset({office}), evidence)] == [told]
