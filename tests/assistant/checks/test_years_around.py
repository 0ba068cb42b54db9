import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.years_around import check_years_around
from tests.assistant.checks.making import claim, source

AFTER = "Der Wiederaufbau begann erst nach 1850, die Planung im Jahr 1848."
BEFORE = "Vor dem Jahr 2020 gab es keine Fähre; 2025 fuhr die erste."


def missed(said, told, language="en", spoken="de"):
    return check_years_around(claim(said, language), [source(told, spoken)]).missed


@pytest.mark.parametrize(
    ("said", "language", "told", "wrong"),
    [
        ("It began in 1850.", "en", AFTER, ("1850",)),
        ("It began after 1850.", "en", AFTER, ()),
        ("It began before 1850.", "en", AFTER, ("1850",)),
        ("Empezó en 1850.", "es", AFTER, ("1850",)),
        ("Empezó después de 1850.", "es", AFTER, ()),
        ("Elle commença à partir de 1850.", "fr", AFTER, ()),
        ("It was rebuilt from 1850 on.", "en", AFTER, ()),
        ("It was planned in 1848.", "en", AFTER, ()),
        ("There was no ferry in 2020.", "en", BEFORE, ("2020",)),
        ("There was none before the year 2020.", "en", BEFORE, ()),
        ("The first ran in 2025.", "en", BEFORE, ()),
    ],
)
def test_a_year_that_is_only_a_limit_is_not_told_as_the_year(said, language, told, wrong):
    assert missed(said, told, language) == wrong


def test_a_year_that_the_source_also_names_alone_may_be_told():
    assert missed("It began in 1850.", f"{AFTER} Gebaut wurde 1850.") == ()


def test_a_failure_says_what_the_source_has():
    finding = check_years_around(claim("It began in 1850."), [source(AFTER)])
    assert finding.reasons == ("the source has not 1850 itself but after 1850",)


@given(st.integers(1500, 2100), st.sampled_from([("en", "after"), ("de", "nach"), ("pl", "po")]))
def test_what_says_the_same_is_never_caught(year, words):
    language, after = words
    assert missed(f"Es war {after} {year}.", f"Es war nach {year}.", language) == ()
