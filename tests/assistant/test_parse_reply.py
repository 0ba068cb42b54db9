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


def test_marks_without_text_are_skipped():
    assert parse("Yes. [1] It rains. [2]")[1:] == [Draft("It rains.", (2,))]


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
)
def test_statements_come_out_as_they_went_in_however_the_stream_is_cut(statements, size):
    reply = "Yes. " + " ".join(
        f"x{text}x " + "".join(f"[{n}]" for n in sorted(numbers)) for text, numbers in statements
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
