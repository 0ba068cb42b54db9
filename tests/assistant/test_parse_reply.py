import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.parse_reply import Draft, ReplyParser, Verdict
from documents.normalise import normalise


def parse(reply, *, size=None, most=3, first_words=None):
    """Feed a reply in pieces of ``size`` characters and collect all that comes out."""
    parser = ReplyParser(most=most)
    size = size or max(1, len(reply))
    out = []
    for start in range(0, len(reply), size):
        out += parser.feed(reply[start : start + size], first_words if start == 0 else None)
    return [*out, *parser.finish()]


def test_a_reply_is_a_verdict_and_statements_with_their_sources():
    assert parse("Yes. It rains. [1] It pours. [2][3]") == [
        Verdict(found=True, margin=None),
        Draft("It rains.", (1,)),
        Draft("It pours.", (2, 3)),
    ]


def test_a_no_has_no_statements():
    assert parse("No.") == [Verdict(found=False, margin=None)]


def test_a_word_that_begins_like_no_is_no_verdict():
    assert parse("Nobody came. [1]")[0].found


def test_text_without_marks_is_no_statement():
    assert parse("Yes. It rains. It is known that it pours.") == [Verdict(found=True, margin=None)]


def test_marks_with_commas_blanks_and_repetitions_are_read():
    assert parse("Yes. It rains [ 2, 1 ] [2].")[1] == Draft("It rains.", (2, 1))


def test_a_model_that_repeats_itself_is_cut_off():
    drafts = parse("Yes. " + "It rains. [1] " * 50, most=3)
    assert len(drafts) == 1 + 3


def test_marks_may_stand_before_each_statement():
    assert parse("Yes. [1] It rains. [2][3] It pours.", size=1)[1:] == [
        Draft("It rains.", (1,)),
        Draft("It pours.", (2, 3)),
    ]


def test_marks_without_text_are_skipped():
    assert parse("Yes. [1] It rains. [2]")[1:] == [Draft("It rains.", (1,))]
    assert parse("Yes. It rains. [1] [2] [3]")[1:] == [Draft("It rains.", (1, 2, 3))]


def test_brackets_that_are_no_marks_are_text():
    assert parse("Yes. [sic] It rains. [1]", size=3)[1:] == [Draft("[sic] It rains.", (1,))]


def chosen(*pieces):
    parser = ReplyParser(most=3)
    out = [event for text, candidates in pieces for event in parser.feed(text, candidates)]
    return [*out, *parser.finish()][1:]


def test_the_choice_is_the_first_source_among_all_numbers():
    half = math.log(0.5)
    drafts = chosen(
        ("Yes", {"Yes": -0.1}),
        (". [", {". [": 0.0}),
        ("2", {"2": -1.0, "1": -1.0, "the": -0.5}),
        ("] It rains. [", {"]": 0.0}),
        ("1", {"1": -2.0, "2": -0.1}),
        ("] It pours.", {}),
    )
    assert drafts == [Draft("It rains.", (2,), pytest.approx(half)), Draft("It pours.", (1,))]


def test_without_candidates_there_is_no_choice():
    assert chosen(("Yes. [", None), ("2", None), ("] It rains.", None))[0].choice is None


def test_the_margin_compares_yes_with_no_whatever_their_case_and_blanks():
    verdict = parse("Yes. A fact. [1]", first_words={"Yes": -0.5, " yes": -2.0, "No": -3.0})[0]
    assert verdict.margin == 2.5


def test_an_unreported_word_counts_as_the_least_probable_reported_one():
    assert parse("Yes. A. [1]", first_words={"Yes": -0.5, "Maybe": -4.0})[0].margin == 3.5


TEXT = st.text(alphabet=st.characters(exclude_characters="[]", exclude_categories=("C", "Z")))


@given(
    st.lists(
        st.tuples(TEXT.filter(str.strip), st.sets(st.integers(1, 9), min_size=1)),
        min_size=1,
        max_size=3,
    ),
    st.integers(1, 40),
    st.booleans(),
)
def test_statements_come_out_as_they_went_in_however_the_stream_is_cut(
    statements, size, marks_first
):
    parts = [
        (f"x{text}x", "".join(f"[{number}]" for number in sorted(numbers)))
        for text, numbers in statements
    ]
    reply = "Yes. " + " ".join(
        f"{marks} {text}" if marks_first else f"{text} {marks}" for text, marks in parts
    )
    expected = [
        Draft(normalise(f"x{text}x"), tuple(sorted(numbers))) for text, numbers in statements
    ]
    assert parse(reply, size=size)[1:] == expected


@given(st.text(max_size=300), st.integers(1, 50))
def test_no_reply_whatever_breaks_the_parser(reply, size):
    for event in parse(reply, size=size)[1:]:
        assert event.text
        assert event.sources
