import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.places import find_places
from assistant.checks.records import Claim
from assistant.country_names import with_own_countries
from tests.assistant.checks.making import source

ABROAD = source("Sie kamen aus Polen, den Niederlanden und Deutschland.")


def mended(text, language, held=ABROAD):
    return with_own_countries(Claim(text, language), [held])


@pytest.mark.parametrize(
    ("said", "language", "better"),
    [
        ("Vinieron de Polen y de Italien.", "es", "Vinieron de Polonia y de Italia."),
        ("They came from Niederlanden.", "en", "They came from Netherlands."),
        ("Deutschland a participé.", "fr", "Allemagne a participé."),
        ("Kwamen ze uit Frankreich?", "nl", "Kwamen ze uit Frankrijk?"),
    ],
)
def test_a_country_that_is_called_as_in_the_source_gets_the_name_it_has_here(
    said, language, better
):
    assert mended(said, language) == better


def test_a_foreign_name_that_begins_as_the_own_one_is_told_from_an_adjective():
    italian = source("Vengono dalla Germania e dall'Italia.", "it")
    assert mended("They came from Germania.", "en", italian) == "They came from Germany."
    assert mended("The Italian guests came.", "en", italian) == "The Italian guests came."


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Vinieron de Polonia.", "es"),
        ("They came from Germany.", "en"),
        ("De kom från Polen, Tyskland och Norge.", "sv"),  # there Poland is Polen
        ("Polens president kom.", "sv"),
        ("It is part of Microsoft Deutschland GmbH.", "en"),
        ("Przyjechali z Polen.", "pl"),  # would have to be declined
        ("Sie kamen aus Polen.", "de"),
        ("They came from Berlin and Köln.", "en"),
        ("彼らはPolenから来た。", "ja"),
    ],
)
def test_what_is_right_or_part_of_a_longer_name_stays(said, language):
    assert mended(said, language) == said


@given(st.sampled_from(["DE", "FR", "PL", "IT", "ES", "NL", "CZ", "AT"]), st.data())
def test_whatever_is_put_in_is_the_same_country(code, data):
    here = data.draw(st.sampled_from(["en", "es", "fr", "it", "nl", "pt", "sv"]))
    there = data.draw(st.sampled_from(["de", "pl", "it"]))
    foreign = Locale(there).territories[code]
    text = mended(f"12 {foreign} 34.", here, source("Es regnet.", there))
    assert text in {f"12 {name.territories[code]} 34." for name in (Locale(here), Locale(there))}
    known = {place.key for place in find_places(text, here)}
    assert known == {code}
