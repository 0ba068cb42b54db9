import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.records import Claim, Source
from assistant.figure_format import in_own_format

LANGUAGES = ["cs", "de", "en", "es", "fr", "it", "nl", "pl", "pt", "sv"]


def written(said, language, told, source_language):
    source = Source(told, source_language, told)
    return in_own_format(Claim(said, language), [source])


@pytest.mark.parametrize(
    ("said", "language", "told", "source_language", "better"),
    [
        ("1.160,000 miles", "en", "1.160.000 Meilen", "de", "1,160,000 miles"),
        ("Es waren 31,500 Besucher.", "de", "31,500 came.", "en", "Es waren 31.500 Besucher."),
        ("31.500 gości", "pl", "31.500 Gäste", "de", "31\u00a0500 gości"),
        ("31.500 visiteurs", "fr", "31 500 Gäste", "de", "31\u202f500 visiteurs"),
        ("3,4 per cent more", "en", "plus 3,4 Prozent", "de", "3.4 per cent more"),
        ("2.5 millions", "fr", "2.5 million", "en", "2,5 millions"),
        ("1,50 euros", "en", "1,50 Euro", "de", "1.50 euros"),
        ("1.234.567,8 km", "de", "1,234,567.8 kilometres", "en", "1.234.567,8 km"),
    ],
)
def test_a_figure_that_a_source_has_is_written_as_the_language_writes_it(
    said, language, told, source_language, better
):
    assert written(said, language, told, source_language) == better


@pytest.mark.parametrize(
    ("said", "language", "told", "source_language"),
    [
        ("Industry 4.0 grew.", "en", "Industrie 4.0 wuchs.", "de"),  # counts nothing
        ("at 14.30 hours", "en", "um 14.30 Uhr", "de"),
        ("on 05.11.2025", "en", "am 05.11.2025", "de"),
        ("40,000 people", "en", "31.500 Menschen", "de"),  # another number
        ("1,5 million", "en", "15 Hunde und 1.500 Menschen", "de"),  # the same digits otherwise
        ("31.500 guests", "xx", "31.500 Gäste", "de"),  # in no language of CLDR
    ],
)
def test_what_is_no_amount_of_the_source_stays(said, language, told, source_language):
    assert written(said, language, told, source_language) == said


@given(
    number=st.integers(1_000, 10**9),
    into=st.sampled_from(LANGUAGES),
    source_language=st.sampled_from(LANGUAGES),
)
def test_any_figure_copied_as_it_stands_comes_out_in_the_format_of_the_language(
    number, into, source_language
):
    there = format_decimal(number, "#,##0", locale=source_language)
    copied = there.replace("\u00a0", ".").replace("\u202f", ".")
    better = written(f"{copied} km", into, f"{there} km", source_language)
    assert better == f"{format_decimal(number, '#,##0', locale=into)} km"
