import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.choose import SEARCH_COUNTS, choose
from assistant.parse_reply import Choice

LIKELY, UNLIKELY = math.log(0.9), math.log(0.1)


def test_the_model_decides_between_sentences_that_search_finds_alike():
    chosen = choose(Choice(((2, LIKELY), (1, UNLIKELY))), [3.0, 3.0])
    assert chosen.number == 2
    assert chosen.agreed
    assert math.exp(chosen.log_probability) == pytest.approx(0.9)


def test_search_decides_where_the_model_hardly_prefers_one():
    ahead = 2 / SEARCH_COUNTS
    chosen = choose(Choice(((2, math.log(0.55)), (1, math.log(0.45)))), [3.0 + ahead, 3.0])
    assert chosen.number == 1
    assert not chosen.agreed


def test_a_number_that_no_source_has_is_never_chosen_and_makes_unsure():
    chosen = choose(Choice(((3, LIKELY), (1, UNLIKELY))), [3.0, -3.0])
    assert chosen.number == 1
    assert chosen.agreed
    assert math.exp(chosen.log_probability) > 0.9, "search has the worst source's score for it"
    assert choose(Choice(((3, LIKELY), (1, UNLIKELY))), [3.0, 3.0]).log_probability < -1


def test_of_a_single_source_nothing_is_to_be_chosen():
    chosen = choose(Choice(((3, LIKELY), (1, UNLIKELY))), [3.0])
    assert (chosen.number, chosen.log_probability, chosen.agreed) == (1, 0.0, True)


def test_a_source_that_the_model_does_not_mention_counts_as_its_least():
    chosen = choose(Choice(((1, LIKELY), (3, UNLIKELY))), [3.0, 4.0, 3.0])
    assert chosen.number == 2


@given(
    st.dictionaries(st.integers(0, 9), st.floats(-20, 0), min_size=1),
    st.lists(st.floats(-1, 5), min_size=1, max_size=9),
)
def test_whatever_is_preferred_the_choice_is_a_source_and_its_probability_one(preferred, scores):
    chosen = choose(Choice(tuple(preferred.items())), scores)
    assert 1 <= chosen.number <= len(scores)
    assert chosen.log_probability <= 1e-9
