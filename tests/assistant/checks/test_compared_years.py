import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.compared_years import check_compared_years
from tests.assistant.checks.making import claim, source

PRICE = "Er liegt derzeit bei 12,4 Cent je Kilowattstunde, 2024 waren es 13,1 Cent."
REVENUE = "Der Umsatz lag 2024 bei 58,7 Millionen Euro (Vorjahr: 54,2 Millionen Euro)."
BOTH = "Im Jahr 2024 stieg der Umsatz auf 58,7 Millionen Euro, der Gewinn auf 4,2 Millionen Euro."
AGAINST = "Der Gewinn liegt bei 9,8 Millionen Euro gegenüber 11,3 Millionen im Jahr 2023."
BESIDE = "Der Umsatz lag bei 12 Millionen Euro, der Gewinn 2025 bei 3 Millionen Euro."
RISE = (
    "Zwischen 1991 und 2000 stieg die Fläche von 415.000 auf 587.000 Quadratkilometer "
    "(von 160.000 auf 227.000 Quadratmeilen)."
)


def missed(said, told, *, question="", language="en", year=2025):
    checked = check_compared_years(claim(said, language, question), [source(told, year=year)])
    return checked.missed


@pytest.mark.parametrize(
    ("said", "told", "wrong"),
    [
        ("In 2024 it was 12.4 cents.", PRICE, ("12.4",)),
        ("In 2024 it was 13.1 cents.", PRICE, ()),
        ("It is 12.4 cents at present.", PRICE, ()),
        ("Revenue was 54.2 million euros in 2024.", REVENUE, ("54.2 million",)),
        ("Revenue was 58.7 million euros in 2024.", REVENUE, ()),
        ("The profit was 4.2 million euros in 2024.", BOTH, ()),  # one year for all of it
        ("Revenue was 58.7 million euros in 2024.", BOTH, ()),
        ("In 2024 it was 12.4 per cent.", PRICE, ()),  # counts something else
        ("Profit was 9.8 million euros in 2023.", AGAINST, ("9.8 million",)),
        ("Profit was 11.3 million euros in 2023.", AGAINST, ()),
        ("Profit is 9.8 million euros.", AGAINST, ()),
        ("In 2000 it was 415,000 square kilometres.", RISE, ("415,000",)),
        ("In 2000 it was 587,000 square kilometres.", RISE, ()),
        ("In 2000 it was 160,000 square miles.", RISE, ("160,000",)),
        ("In 1991 it was 415,000 square kilometres.", RISE, ()),
        ("In 1991 it was 587,000 square kilometres.", RISE, ("587,000",)),
        ("From 1991 to 2000 it rose from 415,000 to 587,000.", RISE, ()),
        ("By 2000 it rose from 415,000 to 587,000.", RISE, ()),
        ("Revenue was 12 million euros in 2025.", BESIDE, ()),  # two things, none compared
    ],
)
def test_a_figure_of_another_year_is_caught(said, told, wrong):
    assert missed(said, told) == wrong


def test_a_failure_says_what_the_year_has():
    found = check_compared_years(claim("It was 12.4 cents in 2024."), [source(PRICE)])
    assert found.reasons == ("of 2024 the source tells 13,1, not 12.4",)


def test_the_year_before_is_that_before_the_sentences_or_else_the_releases_own():
    assert missed("It came to 58.7 million euros in 2023.", REVENUE) == ("58.7 million",)
    assert missed("It came to 54.2 million euros in 2023.", REVENUE) == ()
    own = "Derzeit sind es 900 Menschen, im Vorjahr waren es 870 Menschen."
    assert missed("In 2024 it was 900 people.", own) == ("900",)
    assert missed("In 2024 it was 870 people.", own) == ()


def test_without_a_year_of_its_own_a_claim_is_of_the_year_that_is_asked_for():
    assert missed("It was 12.4 cents.", PRICE, question="What was it in 2024?") == ("12.4",)
    assert missed("It was 12.4 cents.", PRICE, question="What is it?") == ()


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_it(said, told):
    assert missed(said, told) == ()
