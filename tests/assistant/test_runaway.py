import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.runaway import LONGEST_REPLY, LONGEST_SECONDS, LONGEST_UNMARKED, Runaway
from documents.errors import ChatModelUnavailable


def characters_until_stopped(text, size=7, times=10_000):
    """Return after how many characters of ``text``, said over and over, a reply is stopped."""
    runaway, said = Runaway(), 0
    for start in range(0, times, size):
        piece = (text * (times // len(text) + 2))[start : start + size]
        said += len(piece)
        if runaway.has_begun(piece):
            return said
    raise AssertionError("it was never stopped")


@pytest.mark.parametrize(
    "loop",
    [
        "the ",
        "the bridge the bridge of ",
        "It cost 12 million euros. [1] ",
        "ja",
        "!",
        "\n",
        "是的，",
        "а ",
    ],
)
def test_a_loop_is_stopped_long_before_the_longest_reply(loop):
    assert characters_until_stopped(loop) <= 5 * len(loop) + 40


def test_babble_without_a_mark_is_stopped():
    words = " ".join(f"word{number}" for number in range(3_000))
    assert characters_until_stopped(words) <= LONGEST_UNMARKED + 8


def test_babble_with_marks_is_stopped_too():
    words = " ".join(f"Sentence {number}. [{number}]" for number in range(3_000))
    assert LONGEST_REPLY < characters_until_stopped(words) <= LONGEST_REPLY + 8


@pytest.mark.parametrize(
    "reply",
    [
        "Yes. The bridge cost 12.5 million euros. [1] Ada Sommer opened it on 3 May. [2]",
        "Yes. Die Zahl 1000000000000000000 steht da. [1]",
        "Yes. Ha, ha, ha, ha, said the mayor of Baden-Baden. [1]",
        "Yes. 3IA Côte d’Azur, ANITI, DATAIA, ENACT, PostGen@Paris, PR[AI]RIE-PSAI et SEQUOIA. [2]",
    ],
)
@pytest.mark.parametrize("size", [1, 5, 1_000])
def test_an_ordinary_reply_is_read_to_its_end(reply, size):
    runaway = Runaway()
    pieces = [reply[start : start + size] for start in range(0, len(reply), size)]
    assert not any(map(runaway.has_begun, pieces))


def test_a_model_that_dribbles_is_given_up_with_a_word():
    times = iter([9.0, 8.0 + LONGEST_SECONDS, 10.0 + LONGEST_SECONDS])
    runaway = Runaway(lambda: next(times))
    assert not runaway.has_begun("Yes. ")
    assert not runaway.has_begun("It ")
    with pytest.raises(ChatModelUnavailable, match="still writing"):
        runaway.has_begun("It ")


@given(st.text(min_size=1, max_size=60), st.integers(1, 50))
def test_whatever_is_said_without_end_is_stopped(text, size):
    assert characters_until_stopped(text, size) <= LONGEST_REPLY + size
