from random import Random

from hypothesis import given
from hypothesis import strategies as st

from index.reader_training.changed_questions import changed

PARAGRAPH = "Im Jahr 1987 kam Anna Berger nach Talheim."


@given(st.integers(0, 1000))
def test_a_year_becomes_one_that_the_paragraph_does_not_tell_of(seed):
    asked = "Wer kam 1987 nach Talheim?"
    other = changed(asked, "Wo liegt Bergstadt?", PARAGRAPH, Random(seed))
    assert other is not None
    before, after = asked.split("1987")
    figure = other.removeprefix(before).removesuffix(after)
    assert figure.isdigit()
    assert figure not in PARAGRAPH


def test_a_name_becomes_one_of_another_question():
    other = changed("Wann kam Anna Berger an?", "Wo liegt Bergstadt?", PARAGRAPH, Random(0))
    assert other == "Wann kam Bergstadt an?"


def test_nothing_changes_without_a_figure_or_a_name_of_the_paragraph():
    assert changed("Wer kam 2004 an?", "Wo liegt Bergstadt?", PARAGRAPH, Random(0)) is None
    assert changed("Wann kam Anna Berger an?", "Was ist das?", PARAGRAPH, Random(0)) is None
