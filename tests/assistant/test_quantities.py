from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from assistant.quantities import find_quantities, missing_numbers

LANGUAGES = ["de", "en", "fr", "es", "it", "pl", "nl", "pt", "cs", "sv", "fi", "hu", "ru", "el"]


def values(text, language):
    return {value for q in find_quantities(text, language).numbers for value in q.readings}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("bis zu 50 Millionen Euro", "de"),
        ("up to 50 million euros", "en"),
        ("up to €50m", "en"),
        ("jusqu'à 50 millions d'euros", "fr"),
        ("do 50 mln euro", "pl"),
        ("50 milionów euro", "pl"),
        ("fino a 50 milioni di euro", "it"),
        ("hasta 50 millones de euros", "es"),
        ("50 млн евро", "ru"),
        ("50 εκατομμύρια ευρώ", "el"),
        ("5000万欧元", "zh"),
    ],
)
def test_fifty_million_is_the_same_number_in_every_language(text, language):
    assert values(text, language) == {Decimal(50_000_000)}


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1,2 mil milhões de euros", "pt", "1200000000"),
        ("3 mil millones de euros", "es", "3000000000"),
        ("100.000 GPUs", "de", "100000"),
        ("100,000 GPUs", "en", "100000"),
        ("100 000 GPU", "fr", "100000"),
        ("100\u202f000 GPU", "fr", "100000"),
        ("1,5 Prozent", "de", "1.5"),
        ("1.5 per cent", "en", "1.5"),
        ("1.234.567,89", "de", "1234567.89"),
        ("1,5 Mrd. Euro", "de", "1500000000"),
        ("cinq centres", "fr", "5"),
        ("fünf Zentren", "de", "5"),
    ],
)
def test_formats_of_each_language_are_read(text, language, value):
    assert values(text, language) == {Decimal(value)}


def test_a_figure_in_another_languages_format_keeps_both_readings():
    assert values("100.000 GPUs", "en") == {Decimal(100_000), Decimal(100)}


def test_names_with_figures_are_no_quantities():
    assert values("3IA, H100 und PostGen@2 in ScaDS.AI", "de") == set()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("am 5. November 2025", "de"),
        ("le 5 novembre 2025", "fr"),
        ("on 5 November 2025", "en"),
        ("5 listopada 2025", "pl"),
        ("05.11.2025", "de"),
        ("2025-11-05", "en"),
        ("2025年11月5日", "zh"),
        ("11/15/2025", "en"),
    ],
)
def test_a_date_gives_its_day_its_year_and_its_month(text, language):
    found = find_quantities(text, language)
    assert Decimal(2025) in found.values
    assert found.months == {11}


def missing(statement, language, evidence, evidence_language="de"):
    return missing_numbers(
        find_quantities(statement, language), find_quantities(evidence, evidence_language)
    )


def test_a_changed_number_is_missing_from_its_evidence():
    assert missing("It has 50,000 GPUs.", "en", "mit 100.000 GPUs") == ("50,000",)


def test_a_number_without_its_scale_is_missing():
    assert missing("It is 50 euros.", "en", "bis zu 50 Millionen Euro") == ("50",)


def test_a_number_word_supports_a_figure_and_a_figure_a_number_word():
    assert missing("The 5 centres", "en", "die fünf Zentren") == ()
    assert missing("The five centres", "en", "die 5 Zentren") == ()


def test_a_time_of_day_may_be_written_in_another_way():
    assert missing("à 14.30", "fr", "um 14:30 Uhr") == ()
    assert missing("à 14.45", "fr", "um 14:30 Uhr") == ("14.45",)


@given(st.integers(1000, 10**9), st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_a_number_written_for_one_language_supports_it_written_for_another(number, here, there):
    said = f"x {format_decimal(number, locale=here)} x"
    held = f"x {format_decimal(number, locale=there)} x"
    assert missing(said, here, held, there) == ()


@given(st.integers(1000, 10**9), st.integers(1000, 10**9), st.sampled_from(LANGUAGES))
def test_another_number_is_never_supported(number, other, language):
    said = find_quantities(f"x {format_decimal(number, locale=language)} x", language)
    held = find_quantities(f"x {format_decimal(other, locale=language)} x", language)
    assert (not missing_numbers(said, held)) == (number == other)


@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_every_quantity_is_where_it_says(text, language):
    for quantity in find_quantities(text, language).numbers:
        assert text[quantity.start : quantity.end] == quantity.written
