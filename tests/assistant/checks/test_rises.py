"""Rises: by how much something rose is not what it came to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.rises import check_rises
from tests.assistant.checks.making import claim, source

UP = "Umsatz von 438,9 Millionen Euro, ein Plus von 4,1 Prozent"


def missed(text, language, told, told_in, question=""):
    return check_rises(claim(text, language, question), [source(told, told_in)]).missed


@pytest.mark.parametrize(
    ("text", "language", "told", "told_in"),
    [
        ("Der Umsatz betrug 4,1 Prozent.", "de", UP, "de"),
        ("The turnover was 4.1 per cent.", "en", UP, "de"),
        ("Le chiffre d'affaires est de 6,2 %.", "fr", "Les ventes en hausse de 6,2 %", "fr"),
        ("The turnover is 300 million.", "en", "Turnover rose by some 300 million.", "en"),
        ("El gasto es de 5 millones.", "es", "Los costes sanken um 5 Millionen.", "de"),
        ("Obrót jest 5 procent.", "pl", "Obrót wzrósł o 5 procent.", "pl"),
    ],
)
def test_by_how_much_something_rose_is_not_what_it_came_to(text, language, told, told_in):
    assert missed(text, language, told, told_in)


@pytest.mark.parametrize(
    ("text", "language", "told", "told_in"),
    [
        ("Der Umsatz betrug 438,9 Millionen Euro.", "de", UP, "de"),
        ("Der Umsatz ist um 4,1 Prozent höher.", "de", UP, "de"),
        ("The turnover is 900 million.", "en", "It rose by 300 million to 900 million.", "en"),
        ("The rise was 300 million.", "en", "Turnover rose by 300 million.", "en"),
        ("Il réduira d'un tiers le quota.", "fr", "Der Bau sank um ein Drittel.", "de"),
        ("Es waren 30 Leute.", "de", "Es geht um 30 Leute, mehr nicht.", "de"),
    ],
)
def test_what_something_came_to_and_a_rise_told_as_one_pass(text, language, told, told_in):
    assert not missed(text, language, told, told_in)


def test_a_question_for_the_rise_may_be_answered_shortly():
    assert not missed("Es waren 4,1 Prozent.", "de", UP, "de", "Wie stark stieg der Umsatz?")


@given(st.integers(min_value=2, max_value=999), st.integers(min_value=2, max_value=999))
def test_of_a_rise_only_its_end_is_a_level(by, end):
    told = f"The number rose by {by} to {end + 1000}."
    assert not missed(f"The number is {end + 1000}.", "en", told, "en")
    assert missed(f"The number is {by}.", "en", told, "en") == (str(by),)
