import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.parse_reply import Choice, Draft, ReplyParser, Verdict
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


def test_words_in_braces_behind_the_marks_are_those_that_answer():
    assert parse("Yes. [1] {nass} It rains. [2] { } It {pours}.", size=1)[1:] == [
        Draft("It rains.", (1,), "nass"),
        Draft("It {pours}.", (2,)),
    ]
    assert parse("Yes. [1] {nass} [2] It rains.")[1:] == [Draft("It rains.", (2,))]


def test_marks_without_text_are_skipped():
    assert parse("Yes. [1] It rains. [2]")[1:] == [Draft("It rains.", (1,))]
    assert parse("Yes. It rains. [1] [2] [3]")[1:] == [Draft("It rains.", (1, 2, 3))]


def test_brackets_that_are_no_marks_are_text():
    assert parse("Yes. [sic] It rains. [1]", size=3)[1:] == [Draft("[sic] It rains.", (1,))]


def chosen(*pieces):
    parser = ReplyParser(most=3)
    out = [event for text, candidates in pieces for event in parser.feed(text, candidates)]
    return [*out, *parser.finish()][1:]


def test_the_choice_is_told_before_the_first_statement_among_all_numbers():
    half = pytest.approx(math.log(0.5))
    assert chosen(
        ("Yes", {"Yes": -0.1}),
        (". [", {". [": 0.0}),
        ("2", {"2": -1.0, "1": -1.0, "the": -0.5}),
        ("] It rains. [", {"]": 0.0}),
        ("1", {"1": -2.0, "2": -0.1}),
        ("] It pours.", {}),
    ) == [Choice(((2, half), (1, half))), Draft("It rains.", (2,)), Draft("It pours.", (1,))]


def test_without_candidates_or_before_marks_behind_a_statement_there_is_no_choice():
    rains = [Draft("It rains.", (2,))]
    assert chosen(("Yes. [", None), ("2", None), ("] It rains.", None)) == rains
    assert chosen(("Yes. It rains. [", {"Yes": 0.0}), ("2", {"2": 0.0}), ("]", {})) == rains


TEXT = st.text(alphabet=st.characters(exclude_characters="[]{}", exclude_categories=("C", "Z")))


@given(
    st.lists(
        st.tuples(TEXT.filter(str.strip), st.sets(st.integers(1, 9), min_size=1), TEXT),
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
        (f"x{text}x", "".join(f"[{number}]" for number in sorted(numbers)), f"{{{words}}}")
        for text, numbers, words in statements
    ]
    reply = "Yes. " + " ".join(
        f"{marks} {words} {text}" if marks_first else f"{text} {marks}"
        for text, marks, words in parts
    )
    expected = [
        Draft(
            normalise(f"x{text}x"),
            tuple(sorted(numbers)),
            normalise(words).strip() if marks_first else "",
        )
        for text, numbers, words in statements
    ]
    assert parse(reply, size=size)[1:] == expected


@given(st.text(max_size=300), st.integers(1, 50))
def test_no_reply_whatever_breaks_the_parser(reply, size):
    for event in parse(reply, size=size)[1:]:
        assert event.text
        assert event.sources
