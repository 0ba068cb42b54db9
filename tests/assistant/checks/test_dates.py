from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.dates import check_dates, find_dates
from tests.assistant.checks.making import claim, source

LANGUAGES = "bg cs da de el en es et fi fr hr it nl no pl pt ro ru sk sl sv tr uk zh ja".split()  # noqa: SIM905


def said(text, language):
    return [(each.day, each.month, each.year) for each in find_dates(text, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Am 5. und 6. November 2025", "de"),
        ("on 5 and 6 November 2025", "en"),
        ("November 5–6, 2025", "en"),
        ("les 5 et 6 novembre 2025", "fr"),
        ("el 5 y el 6 de noviembre de 2025", "es"),
        ("5. a 6. listopadu 2025", "cs"),
        ("2025年11月5日和6日", "zh"),
        ("05.-06. November 2025", "de"),
    ],
)
def test_two_days_of_a_month_are_two_dates(text, language):
    assert said(text, language) == [(5, 11, 2025), (6, 11, 2025)]


def test_a_number_of_things_before_a_range_of_days_is_no_day():
    said_in_french = said("200 artistes de 25 pays du 10 au 19 juillet", "fr")
    assert said_in_french == [(10, 7, None), (19, 7, None)]


def test_an_inflected_month_is_the_month():
    assert said("w styczniu 2026", "pl") == said("V lednu 2026", "cs") == [(None, 1, 2026)]


def test_may_is_a_month_only_where_it_stands_in_a_date():
    assert said("They may come in May", "en") == [(None, 5, None)]
    assert said("May they march", "en") == []


def test_a_day_from_here_and_a_month_from_there_make_no_date():
    held = source("Am 5. März und am 1. Juli tagte der Rat.")
    found = check_dates(claim("on 5 July"), [held])
    assert found.missed == ("5 July",)
    assert found.reasons == ("the date 5 July is in no source",)


def test_the_year_of_the_release_completes_a_date_and_no_other_year_does():
    held = source("Am 5. März tagte der Rat.")
    assert not check_dates(claim("on 5 March 2026"), [held]).missed
    assert check_dates(claim("on 5 March 2025"), [held]).missed


def test_a_weekday_must_be_the_sources_or_that_of_its_date():
    held = source("außer montags, seit dem 21. Februar 2026")
    assert not check_dates(claim("except Mondays, from Saturday"), [held]).missed
    assert check_dates(claim("except Tuesdays"), [held]).missed == ("tuesday",)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(LANGUAGES))
def test_a_date_written_out_in_any_language_is_read_back(day, language):
    text = f"({format_date(day, 'long', locale=language)})"
    assert said(text, language) == [(day.day, day.month, day.year)]


@given(
    st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    st.sampled_from(LANGUAGES),
    st.sampled_from(LANGUAGES),
)
def test_a_date_holds_itself_and_no_other_in_any_two_languages(day, other, here, there):
    held = source(f"({format_date(day, 'long', locale=there)})", there)
    written = claim(f"({format_date(other, 'long', locale=here)})", here)
    assert (not check_dates(written, [held]).missed) is (day == other)


@given(st.text(max_size=200), st.sampled_from([*LANGUAGES, "xx", ""]))
def test_no_text_whatever_breaks_the_reader_of_dates(text, language):
    for found in find_dates(text, language):
        assert 0 <= found.start < found.end <= len(text)
        assert 1 <= found.month <= 12


def test_another_season_is_caught_where_the_source_names_one():
    held = source("La ligne ouvrira au printemps 2027.", "fr")
    assert check_dates(claim("Die Linie öffnet im Frühjahr 2027.", "de"), [held]).missed == ()
    assert check_dates(claim("Die Linie öffnet im Herbst 2027.", "de"), [held]).missed == (
        "Herbst",
    )
    dated = source("La ligne ouvrira le 3 mai 2027.", "fr")
    assert check_dates(claim("The line opens in spring 2027."), [dated]).missed == ()


def test_mai_is_no_month_in_romanian_unless_it_is_dated():
    assert find_dates("nu vor mai fi posibile", "ro") == ()
    assert [each.month for each in find_dates("pe 9 mai 2026", "ro")] == [5]


@pytest.mark.parametrize(
    ("said", "language", "wrong"),
    [
        ("Anträge sind ab dem 1. Juli möglich.", "de", ()),
        ("Applications are open from 1 July.", "en", ()),
        ("Applications are open on 1 July.", "en", ()),
        ("Las solicitudes podrán presentarse hasta el 1 de julio.", "es", ("hasta el",)),
        ("Anträge sind bis zum 1. Juli möglich.", "de", ("bis zum",)),
    ],
)
def test_from_a_day_is_not_until_it(said, language, wrong):
    held = source("Les demandes pourront être déposées à partir du 1er juillet.", "fr")
    assert check_dates(claim(said, language), [held]).missed == wrong
