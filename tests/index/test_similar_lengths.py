from hypothesis import given
from hypothesis import strategies as st

from index.similar_lengths import _MOST_CHARACTERS, _MOST_TEXTS, groups_of


@given(st.lists(st.text(max_size=200) | st.text(min_size=900, max_size=1000), max_size=100))
def test_groups_hold_every_text_once_and_stay_small(texts):
    groups = list(groups_of(texts))
    assert sorted(place for group in groups for place in group) == list(range(len(texts)))
    for group in groups:
        assert 1 <= len(group) <= _MOST_TEXTS
        longest = max(len(texts[place]) for place in group)
        assert len(group) == 1 or longest * len(group) <= _MOST_CHARACTERS


def test_a_text_that_is_too_long_for_any_group_stands_alone():
    assert list(groups_of(["x" * 20_000, "y", "z" * 13_000])) == [[1], [2], [0]]
