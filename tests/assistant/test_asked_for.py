"""What a question calls by a word that no sentence has."""

from datetime import date

import pytest

from assistant.asked_for import is_untold
from tests.assistant.making import evidence_of

MEETING = "Das Treffen fand in Talheim statt."


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wo findet das nächste Treffen statt?", "de"),
        ("Where will the next meeting be?", "en"),
        ("Où aura lieu la prochaine rencontre ?", "fr"),
        ("¿Dónde será la próxima reunión?", "es"),
        ("Gdzie odbędzie się następne spotkanie?", "pl"),
        ("Где пройдёт следующая встреча?", "ru"),
        ("次の会議はどこですか", "ja"),
        ("Who is the CEO of Talheim Telecom?", "en"),
        ("Wer ist Bürgermeister von Talheim?", "de"),
        ("Qui est le maire ?", "fr"),
        ("Qui est le directeur commercial de Talheim Telecom ?", "fr"),
        ("Was kostet die Brücke?", "de"),
        ("How much did the bridge cost?", "en"),
        ("Combien coûte le pont ?", "fr"),
        ("¿Cuánto costó el puente?", "es"),
        ("Wer ist Bundesministerin?", "de"),
        ("Wie heißt der Ministerpräsident?", "de"),
        ("Wer leitet KAI?", "de"),
        ("Who heads KAI?", "en"),
        ("Qui dirige KAI ?", "fr"),
        ("Kto kieruje KAI?", "pl"),
    ],
)
def test_what_comes_next_and_who_holds_an_office_must_be_told(question, language):
    assert is_untold(question, language, evidence_of(MEETING))


@pytest.mark.parametrize(
    ("question", "language", "sentence"),
    [
        ("Where will the next meeting be?", "en", "Das nächste Treffen ist in Bonn."),
        ("Where will the next meeting be?", "en", "2026 treffen sich die Zentren in Bonn."),
        ("Where will the next meeting be?", "en", "In Bonn soll man sich wiedersehen."),
        ("What happened the next day?", "en", MEETING),
        ("What stands next to the hall?", "en", MEETING),
        ("Was geschah am nächsten Tag?", "de", MEETING),
        ("Who is the mayor?", "en", "Bürgermeisterin Ada Roth kam."),
        ("Who is the chief executive?", "en", "Vorstandsvorsitzende Ada Roth kam."),
        ("Where was the meeting?", "en", MEETING),
        ("Was kostet die Brücke?", "de", "Sie kostet 5 Millionen Euro."),
        ("Was kostet der Eintritt?", "de", "Er ist kostenlos."),
        ("Wie viel kostet es an Zeit?", "de", "Die 5 Euro sind gut angelegt."),
        ("Who heads KAI?", "en", "Direktorin Ada Roth kam."),
        ("Who heads KAI?", "en", "Die Präsidentin Ada Roth kam."),
        ("Who heads the board?", "en", MEETING),  # not called by a name: it may be told otherwise
    ],
)
def test_what_is_told_or_not_asked_for_is_not_missed(question, language, sentence):
    assert not is_untold(question, language, evidence_of(sentence, published=date(2025, 11, 6)))


def test_a_language_without_the_words_is_not_judged():
    assert not is_untold("Who is the CEO?", "en", evidence_of("Ada Roth.", language="ga"))


def test_a_sum_far_behind_what_is_nearest_is_of_something_else():
    far = evidence_of(MEETING, "Sie ist neu.", "Sie ist lang.", "Der Bund gibt 5 Millionen Euro.")
    assert is_untold("Was kostet die Brücke?", "de", far)
    assert not is_untold("Was kostet die Brücke?", "de", far[1:])
