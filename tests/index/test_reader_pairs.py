import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from index.reader_pairs import MAX_QUESTION_TOKENS, Pairing

WORDS = ["query", "passage", ":", "wo", "ist", "die", "ente", "im", "teich", "."]


@pytest.fixture(scope="module")
def pairing():
    vocabulary = {"<s>": 0, "<pad>": 1, "</s>": 2, "?": 3} | {
        word: number for number, word in enumerate(WORDS, start=4)
    }
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="?"))  # noqa: S106
    tokenizer.pre_tokenizer = Whitespace()
    return Pairing(tokenizer, bos=0, eos=2, max_tokens=100)


def test_a_row_is_question_and_passage_between_marks(pairing):
    (row,) = pairing.rows(["wo ist die ente"], ["die ente ist im teich ."], [""])
    assert row.ids[0] == 0
    assert [place for place, token in enumerate(row.ids) if token == 2] == [7, 8, 17]
    assert row.first == 11
    assert row.places == ((0, 3), (4, 8), (9, 12), (13, 15), (16, 21), (22, 23))


def test_the_title_stands_before_the_passage_and_is_no_part_of_it(pairing):
    (row,) = pairing.rows(["wo"], ["die ente ist im teich ."], ["ente im teich"])
    (bare,) = pairing.rows(["wo"], ["die ente ist im teich ."], [""])
    assert row.ids[row.first :] == bare.ids[bare.first :]
    assert row.first == bare.first + 3
    assert row.places == bare.places


@given(st.lists(st.sampled_from(WORDS[3:]), min_size=1, max_size=40), st.data())
def test_a_spans_tokens_lie_where_its_characters_are(pairing, words, data):
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = len(" ".join(words[:first])) + (first > 0)
    span = start, start + len(" ".join(words[first : last + 1]))
    (row,) = pairing.rows(["wo"], [text], [data.draw(st.sampled_from(["", "die ente ."]))])
    tokens = row.tokens_of(span)
    places = row.places[tokens[0] - row.first : tokens[1] - row.first]
    assert (places[0][0], places[-1][1]) == span
    assert [text[a:b] for a, b in places] == words[first : last + 1]


def test_a_long_question_and_a_long_passage_are_cut_and_what_is_gone_has_no_tokens(pairing):
    (row,) = pairing.rows(["wo " * 500], ["ente " * 500], ["teich " * 3])
    assert len(row.ids) == 100
    assert row.first == MAX_QUESTION_TOKENS + 3 + 2 + 3
    assert row.tokens_of((2400, 2404)) is None
    assert row.tokens_of((0, 4)) is not None
