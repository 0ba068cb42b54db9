"""Agents: what the passage says that somebody did, nobody else did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.agents import check_agents, misattributed
from tests.assistant.checks.making import claim, source

OPENED = "Dr. Ferri Lund gab den Impuls für ein Panel über Häfen."
PANEL = source(
    OPENED, around="Moderiert von Haussprecher Tom Karger diskutierten Ada Roth und Jan Beer."
)
QUESTION = "Wer moderierte das Panel über Häfen?"


def missed(text, language="de", question=QUESTION, held=PANEL):
    return check_agents(claim(text, language, question), [held]).missed


def test_what_the_passage_says_that_another_did_does_not_hold():
    assert missed("Ferri Lund moderierte das Panel über Häfen.") == ("Lund",)
    assert missed("Ferri Lund moderated the panel.", "en", "Who moderated the panel?") == ("Lund",)


def test_a_failure_names_who_did_it():
    found = check_agents(claim("Ferri Lund moderierte das Panel.", "de", QUESTION), [PANEL])
    assert found.reasons == ("“Moderiert” is said of Karger, not of Lund",)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Tom Karger moderierte das Panel.", PANEL),
        ("Ferri Lund gab den Impuls.", PANEL),  # says nothing of moderating
        ("Tom Karger moderierte, und Ferri Lund gab den Impuls.", PANEL),
        # The source itself has the word: what it says of whom, other checks read.
        ("Ferri Lund moderierte.", source("Ferri Lund moderierte.", around=PANEL.around)),
        # No deed: an empire, and where it reached from.
        ("Ferri Lund erweiterte das Reich.", source(OPENED, around="das Reich von Rom Meer an")),
        ("Die Stadt moderierte das Panel.", PANEL),
    ],
)
def test_who_did_it_holds_and_what_is_not_told_is_not_judged(text, held):
    assert not missed(text, held=held)


@pytest.mark.parametrize(
    ("around", "language", "text"),
    [
        ("The debate, moderated by Tom Karger, was lively.", "en", "Ferri Lund moderierte."),
        ("Le débat, animé par Tom Karger, a duré.", "fr", "Ferri Lund a animé le débat."),
        ("El debate, moderado por Tom Karger, duró.", "es", "Ferri Lund moderó."),
        ("Il dibattito, moderato da Tom Karger.", "it", "Ferri Lund ha moderato."),
        ("Het debat, geleid door Tom Karger.", "nl", "Ferri Lund moderierte."),
    ],
)
def test_deeds_are_read_in_many_languages(around, language, text):
    spoken = "de" if "moderierte" in text else language
    held = source("Ferri Lund gave a talk.", language, around=around)
    found = check_agents(claim(text, spoken), [held]).missed
    assert found == (() if language == "nl" else ("Lund",))  # geleid is no form of moderierte


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_said_nobody_is_missed_that_the_source_does_not_name(text, around):
    held = source("Es regnete.", around=around)
    assert not missed(text, held=held)


def test_who_did_it_takes_the_place_of_who_did_not():
    said = claim("Dr. Ferri Lund moderierte das Panel über Häfen.", "de", QUESTION)
    assert misattributed(said, [PANEL]) == ("Dr. Ferri Lund", "Tom Karger")
    right = claim("Tom Karger moderierte das Panel über Häfen.", "de", QUESTION)
    assert misattributed(right, [PANEL]) is None


def test_an_office_of_a_house_is_no_name():
    panel = source(OPENED, around="Moderiert von KAI-Sprecher Tom Karger sprach Ada Roth.")
    said = claim("Ferri Lund moderierte das Panel.", "de", QUESTION)
    assert misattributed(said, [panel]) == ("Ferri Lund", "Tom Karger")


def test_where_two_did_it_nobody_takes_anothers_place():
    around = "Moderiert von Tom Karger sprach Ada Roth. Moderiert von Eva Nord sprach Jan Beer."
    said = claim("Ferri Lund moderierte das Panel.", "de", QUESTION)
    assert misattributed(said, [source(OPENED, around=around)]) is None


@pytest.mark.parametrize(
    ("text", "language", "holds"),
    [
        ("Tom Karger diskutierte über Häfen.", "de", False),
        ("Tom Karger discussed ports.", "en", False),
        ("Tom Karger a discuté des ports.", "fr", False),
        ("Tom Karger diskutierte mit Ada Roth und Jan Beer.", "de", False),
        ("Ada Roth diskutierte, und Tom Karger war dabei.", "de", True),
        ("Tom Karger moderierte.", "de", True),
        ("Tom Karger moderated the debate.", "en", True),
        ("Ada Roth diskutierte über Häfen.", "de", True),
        ("Ada Roth discussed ports.", "en", True),
    ],
)
def test_who_moderated_is_not_said_to_have_discussed(text, language, holds):
    held = source("Moderiert von Tom Karger diskutierten Ada Roth und Jan Beer über Häfen.")
    found = check_agents(claim(text, language), [held])
    assert (not found.missed) is holds
    assert misattributed(claim(text, language), [held]) is None


def test_a_missing_blank_behind_a_name_is_no_part_of_it():
    glued = source("Moderiert von KAI-Co-Speaker Tom Karger.diskutierten Ada Roth und Jan Beer.")
    said = claim("Tom Karger diskutierte Ada Roth und Jan Beer.", "de", "Wer sprach?")
    assert check_agents(said, [glued]).missed == ("Karger",)
