"""Listed: what is told of one of those in a list is not told of another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.listed import check_listed
from assistant.checks.records import Claim, Source

TOWNS = "Steinau, Ritzen, Hainfeld, Mahlitz und Groß-Lupp"
MAYOR = "„Das war schwer“, sagte Bürgermeister Tom Roth."
TOLD = f"Sechs Orte machten mit: {TOWNS}. In Ritzen heizt ein Werk 163 Häuser. {MAYOR}"


def missed(town, told=TOLD, heading=""):
    claim = Claim(f"Tom Roth ist der Mann von {town}.", "de", f"Wer regiert {town}?")
    return check_listed(claim, [Source(MAYOR, "de", told, heading=heading, whole=told)]).missed


@pytest.mark.parametrize("town", ["Steinau", "Hainfeld", "Mahlitz", "Groß-Lupp"])
def test_who_is_told_of_one_town_is_not_told_of_another_in_the_list(town):
    assert missed(town) == (town,)


def test_the_town_that_is_taken_up_passes_and_so_does_one_of_no_list():
    assert not missed("Ritzen")
    assert not missed("Talheim")


def test_who_is_told_right_after_the_list_may_be_anybodys():
    assert not missed("Steinau", f"Sechs Orte machten mit: {TOWNS}. {MAYOR}")


def test_what_the_heading_names_passes():
    assert not missed("Steinau", heading="Besuch in Steinau")


def test_a_list_may_have_a_comma_before_its_last_name():
    told = f"Three joined: Steinau, Ritzen, and Hainfeld. In Ritzen it is warm. {MAYOR}"
    assert missed("Hainfeld", told) == ("Hainfeld",)
    assert not missed("Ritzen", told)


def test_a_source_that_is_nowhere_in_its_release_is_not_judged():
    assert not missed("Steinau", f"Sechs Orte machten mit: {TOWNS}. In Ritzen heizt ein Werk.")


@given(st.permutations(["Almdorf", "Bersau", "Cronach", "Delme"]), st.integers(0, 3))
def test_of_each_list_only_what_is_taken_up_passes(towns, place):
    listed = f"{', '.join(towns[:-1])} und {towns[-1]}"
    told = f"Es sind {listed}. In {towns[place]} wird gebaut. {MAYOR}"
    for town in towns:
        assert missed(town, told) == (() if town == towns[place] else (town,))
