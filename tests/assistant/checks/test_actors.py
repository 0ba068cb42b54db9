from dataclasses import replace

import pytest

from assistant.checks.actors import check_actors, find_actors
from tests.assistant.checks.making import claim, source


def standing(text, language="de", *, before="", heading="", after=""):
    around = f"{heading}\n{before} {after}"
    return replace(source(text, language, around), heading=heading, before=before)


STATE = "Dafür stellt der Bund jährlich bis zu 50 Millionen Euro bereit."
CENTRE = standing(
    "Das DFKI wird durch das BMFTR mit bis zu 11 Millionen Euro im Jahr gefördert.",
    heading="KI-Zentren tagten in Saarbrücken",
    before=STATE,
    after="Das Institut Inria war zu Gast.",
)
SHE = standing(
    "She has commanded the icebreaker Polaris.",
    "en",
    before="Freya Lindqvist takes over the coast guard.",
    after="Her predecessor Magnus Aune retires. The ministry thanked him.",
)


def missed(said, language="en", held=CENTRE):
    return check_actors(claim(said, language), [held]).missed


@pytest.mark.parametrize(
    ("said", "language", "who"),
    [
        ("The government provides 11 million for the five centres.", "en", "government"),
        ("Le gouvernement donne 11 millions aux cinq centres.", "fr", "gouvernement"),
        ("El Gobierno da 11 millones a los centros.", "es", "Gobierno"),
        ("Rząd daje ośrodkom 11 milionów.", "pl", "Rząd"),
        ("Regeringen ger 11 miljoner till centren.", "sv", "Regeringen"),
        ("Up to 11 million euros a year go to Inria.", "en", "Inria"),
    ],
)
def test_who_stands_farther_off_takes_nobodys_place(said, language, who):
    assert missed(said, language) == (who,)


def test_the_reason_tells_whom_the_source_speaks_of():
    found = check_actors(claim("The government provides 11 million."), [CENTRE])
    assert found.reasons == ("the source speaks of DFKI here, not of government",)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("DFKI receives up to 11 million euros a year.", "en"),
        ("Le DFKI reçoit du ministère jusqu'à 11 millions d'euros.", "fr"),
        ("The centre in Saarbrücken gets 11 million for DFKI.", "en"),  # of the heading
        ("The government funds DFKI with up to 11 million a year.", "en"),  # the ministry is of it
        ("Up to 11 million euros a year are paid.", "en"),
    ],
)
def test_whom_the_source_or_its_heading_names_may_act(said, language):
    assert missed(said, language) == ()


def test_a_pronoun_stands_for_who_comes_before_it_and_for_nobody_behind_it():
    assert missed("Freya Lindqvist has commanded the Polaris.", held=SHE) == ()
    assert missed("Magnus Aune has commanded the Polaris.", held=SHE) == ("Magnus Aune",)


def test_a_sentence_that_speaks_of_nobody_takes_its_names_from_the_passage():
    held = source("2028 soll die Anlage laufen.", around="Betreiber ist die Firma Kolbach AG.")
    assert missed("Kolbach AG expects the plant to run in 2028.", held=held) == ()


def test_a_kind_of_institution_without_its_name_refers_back():
    held = standing(
        "The foundation pays for the roof, as Lucia Ferrante said.",
        "en",
        before="The house belongs to the Morosin Trust.",
    )
    assert missed("The Morosin Trust pays for the roof.", held=held) == ()
    named = standing("The Calvi Foundation pays for the dome.", "en", before="Luca Morosin has it.")
    assert missed("Luca Morosin pays for the dome.", held=named) == ("Morosin",)


def test_an_actor_is_a_name_or_an_office_with_what_belongs_to_it():
    text = "On Monday the Morosin Foundation (MF) wrote to the government in Bern."
    found = [text[who.start : who.end] for who in find_actors(text, "en")]
    assert found == ["Morosin Foundation (MF", "government in Bern"]
