import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.statistics import auroc, calibration, interval, mean, median, ndcg

scores = st.lists(st.floats(-5, 5, allow_nan=False), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("positive", "negative", "wanted"),
    [
        ([2, 3], [0, 1], 1.0),
        ([0, 1], [2, 3], 0.0),
        ([1], [1], 0.5),
        ([1, 3], [2], 0.5),
        ([2, 2, 1], [1], 5 / 6),
    ],
)
def test_the_area_is_the_share_of_pairs_in_the_right_order(positive, negative, wanted):
    assert auroc(positive, negative) == pytest.approx(wanted)


@given(scores, scores)
def test_the_area_agrees_with_counting_every_pair(positive, negative):
    pairs = [(a > b) + (a == b) / 2 for a in positive for b in negative]
    assert auroc(positive, negative) == pytest.approx(sum(pairs) / len(pairs))


def test_of_nothing_nothing_is_said():
    assert auroc([], [1.0]) is None
    assert mean([]) is None
    assert median([]) is None
    assert interval([]) is None
    assert calibration([], []) == (None, ())


def test_one_relevant_result_in_third_place_gains_half():
    assert ndcg([2], 1) == pytest.approx(1 / math.log2(4))
    assert ndcg([0], 1) == 1.0
    assert ndcg([10], 1) == 0.0
    assert ndcg([0, 1], 2) == 1.0
    assert ndcg([0], 2) == pytest.approx(1 / (1 + 1 / math.log2(3)))


def test_confidences_of_one_half_that_hold_half_the_time_are_calibrated():
    error, bins = calibration([0.5, 0.5, 0.9, 0.9], [True, False, True, False])
    assert bins == ((0.5, 0.5, 2), (0.9, 0.5, 2))
    assert error == pytest.approx(0.2)


def test_a_certainty_of_one_is_counted():
    assert calibration([1.0, 0.0], [True, False])[0] == 0.0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_the_interval_holds_between_the_least_and_the_most(values):
    low, high = interval(values)
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9
    assert interval(values) == (low, high)  # the same in every run
