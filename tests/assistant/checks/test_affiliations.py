import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.affiliations import check_affiliations, mistaken
from assistant.checks.records import Claim
from tests.assistant.checks.making import source

PANEL = (
    "Auf dem Podium saßen Matthias Holm (Südwest X), Charlotte Peyrat-Vaux (Inria) und "
    "Laure van den Berg (AI Grid)."
)


@pytest.mark.parametrize(
    ("said", "language", "reasons"),
    [
        (
            "Matthias Holm represented Inria.",
            "en",
            ("the source sets Inria beside Charlotte Peyrat-Vaux",),
        ),
        ("Charlotte Peyrat-Vaux represented Inria.", "en", ()),
        ("Inria était représenté par Charlotte Peyrat-Vaux.", "fr", ()),
        (
            "Laure van den Berg vertrat Inria.",
            "de",
            ("the source sets Inria beside Charlotte Peyrat-Vaux",),
        ),
        (
            "Holm war für das AI Grid da.",
            "de",
            ("the source sets AI Grid beside Laure van den Berg",),
        ),
        ("Holm and Peyrat-Vaux spoke for Inria and others.", "en", ()),  # of whom one does
        ("Holm of Südwest X met people of Inria.", "en", ()),  # with a house of his own
        ("Matthias Holm was on the panel.", "en", ()),
        ("Inria was on the panel.", "en", ()),
    ],
)
def test_nobody_is_set_beside_the_house_of_somebody_else(said, language, reasons):
    assert check_affiliations(Claim(said, language), [source(PANEL)]).reasons == reasons


@pytest.mark.parametrize(
    "text",
    [
        "Matthias Holm (54) und Charlotte Peyrat-Vaux (61) sprachen.",
        "Matthias Holm (Inria) sprach.",
        "Holm sprach (auch für Inria), Peyrat-Vaux (nicht) schwieg.",
    ],
)
def test_brackets_without_houses_of_several_people_tell_nothing(text):
    claim = Claim("Charlotte Peyrat-Vaux spoke for Inria.", "en")
    assert not check_affiliations(claim, [source(text)]).missed


PEOPLE = ["Anna Holm", "Ben Kranz", "Carla Ohm", "David Lund"]
HOUSES = ["Inria", "DFKI", "Nordwerk", "Kestrel Bank"]


@given(st.permutations(PEOPLE), st.permutations(HOUSES), st.integers(0, 3), st.integers(0, 3))
def test_of_any_people_and_houses_only_those_set_together_hold(people, houses, one, other):
    panel = ", ".join(f"{who} ({house})" for who, house in zip(people, houses, strict=True))
    claim = Claim(f"{people[one]} spoke for {houses[other]}.", "en")
    found = check_affiliations(claim, [source(f"There were {panel}.", language="en")])
    assert bool(found.missed) is (one != other)


@pytest.mark.parametrize(
    ("said", "question", "exchanged"),
    [
        ("Matthias Holm did.", "Who spoke for Inria?", None),  # it does not say for whom
        (
            "Matthias Holm spoke for Inria.",
            "Who spoke for Inria?",
            ("Matthias Holm", "Charlotte Peyrat-Vaux"),
        ),
        ("Holm came from Inria.", "Where did Matthias Holm come from?", ("Inria", "Südwest X")),
        ("Holm spoke for Inria.", "Who spoke?", None),
        ("Holm spoke for Inria.", "Did Holm speak for Inria?", None),
        ("Charlotte Peyrat-Vaux spoke for Inria.", "Who spoke for Inria?", None),
    ],
)
def test_what_the_question_names_tells_which_of_the_two_is_mistaken(said, question, exchanged):
    assert mistaken(Claim(said, "en", question), [source(PANEL)]) == exchanged


def test_a_full_stop_without_a_blank_joins_nobody_to_the_next():
    panel = "Moderiert von Andreas Scholz.diskutierten Ben Kranz (Nordwerk) und Anna Holm (Inria)."
    said = Claim("Ben Kranz represented Inria.", "en", "Who represented Inria?")
    assert mistaken(said, [source(panel)]) == ("Ben Kranz", "Anna Holm")
