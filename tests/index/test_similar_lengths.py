from hypothesis import given
from hypothesis import strategies as st

from index.similar_lengths import (
    _ENOUGH_TOKENS,
    _MOST_PADDING,
    _MOST_TEXTS,
    _MOST_TOKENS,
    groups_of,
)


@given(st.lists(st.integers(1, 600), max_size=100))
def test_groups_hold_every_text_once_stay_small_and_waste_little(lengths):
    groups = list(groups_of(lengths))
    assert sorted(place for group in groups for place in group) == list(range(len(lengths)))
    for group in groups:
        assert 1 <= len(group) <= _MOST_TEXTS
        padded = len(group) * max(lengths[place] for place in group)
        tokens = sum(lengths[place] for place in group)
        assert len(group) == 1 or padded <= _MOST_TOKENS
        assert padded <= _ENOUGH_TOKENS or tokens >= padded * (1 - _MOST_PADDING)


def test_a_text_that_is_too_long_for_any_group_stands_alone():
    assert list(groups_of([2_000, 1, 1_300])) == [[1], [2], [0]]


def test_of_no_texts_there_are_no_groups():
    assert list(groups_of([])) == []
