"""Who does one thing while another does another, does not do the other's."""

import pytest

from assistant.checks.sides import check_sides
from tests.assistant.checks.making import claim, source

SUNG = source(
    "Lea Kern sang die Hymne in Talheim, während Ruth Seger sie in die Gebärdensprache übersetzte."
)
OPENING = source("While Lea Kern sang the anthem, Ruth Seger translated it.", "en")
DEEDS = {"sang": "sang", "übersetzte": "translated", "translated": "translated"}


def by_deed(text, others):
    """Return 1 for a text with the same deed, else .5."""

    def deeds(words):
        return {deed for word, deed in DEEDS.items() if word in words}

    return [1.0 if deeds(text) & deeds(other) else 0.5 for other in others]


def missed(text, language="en", question="", held=SUNG):
    return check_sides(claim(text, language, question), [held], by_deed).missed


@pytest.mark.parametrize("held", [SUNG, OPENING])
@pytest.mark.parametrize(
    ("text", "question", "wrong"),
    [
        ("Lea Kern sang the anthem.", "", False),
        ("Ruth Seger translated the anthem.", "", False),
        ("Lea Kern translated the anthem.", "", True),
        ("The anthem was translated by Lea Kern.", "", True),
        ("Lea Kern.", "Who translated the anthem?", True),
        ("Lea Kern.", "Who sang the anthem?", False),
        ("Lea Kern sang, and Ruth Seger translated the anthem.", "", False),
        ("Somebody translated the anthem.", "", False),
        ("Lea Kern translated it.", "What did Lea Kern do?", False),  # for whoever asks so
    ],
)
def test_nobody_does_what_the_sentence_says_of_another_beside_them(text, question, wrong, held):
    assert bool(missed(text, question=question, held=held)) is wrong


def test_the_reason_names_who_did_it():
    (reason,) = check_sides(claim("Lea Kern translated the anthem."), [SUNG], by_deed).reasons
    assert reason == "the source says this of Seger, not of Kern"


@pytest.mark.parametrize(
    "held",
    [
        "Lea Kern sang die Hymne während der Tagung von Ruth Seger in Talheim.",
        "Lea Kern übersetzte die Hymne, während der Chor sang.",
        "Lea Kern sang die Hymne, die Ruth Seger übersetzte.",
    ],
)
def test_a_sentence_without_two_such_sides_is_not_judged(held):
    assert not missed("Lea Kern translated the anthem.", held=source(held))
