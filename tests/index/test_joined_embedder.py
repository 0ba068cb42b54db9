import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import JoinedEmbedder
from index.entries import PassageText
from tests.index.fakes import WordEmbedder

RED_FOX = PassageText("", "red fox", ((0, 3), (4, 7)))


@pytest.fixture
def joined():
    return JoinedEmbedder(WordEmbedder(["red"], "one"), WordEmbedder(["fox"], "two"), 0.75, 0.75)


def test_a_joined_cosine_is_the_weighted_mean_of_both_models(joined):
    (question,) = joined.embed_questions(["red"])
    (found,) = joined.embed_passages([RED_FOX])
    # To the first model "red" is half of "red fox", to the second an unknown word, half of it too.
    assert found.passage @ question == pytest.approx(np.sqrt(0.5))
    # "red" is itself to both; "fox" is nothing of it to either.
    assert found.sentences @ question == pytest.approx([1.0, 0.0])
    (other,) = joined.embed_questions(["dog"])
    # To the first "dog" is as unknown as "fox" (1 of .75), to the second as "red".
    assert found.sentences @ other == pytest.approx([0.25, 0.75])


@given(st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_passages_and_sentences_may_have_shares_of_their_own(of_passages, of_sentences):
    first, second = WordEmbedder(["red"]), WordEmbedder(["fox"])
    joined = JoinedEmbedder(first, second, of_passages, of_sentences)
    (question,) = joined.embed_questions(["dog"])
    # Both models tell "dog" from their own word, and take it for the other one's.
    (found,) = joined.embed_passages([PassageText("", "red", ((0, 3),))])
    (other,) = joined.embed_passages([PassageText("", "fox", ((0, 3),))])
    same = found.passage @ question + other.passage @ question  # the number below one
    assert 0.5 < same < 1 + 1e-6
    assert found.passage @ question == pytest.approx((1 - of_passages) * same, abs=1e-5)
    assert found.sentences @ question == pytest.approx([(1 - of_sentences) * same], abs=1e-5)
    assert other.sentences @ question == pytest.approx([of_sentences * same], abs=1e-5)


def test_joined_vectors_have_length_one(joined):
    (found,) = joined.embed_passages([RED_FOX])
    rows = np.stack([found.passage, *found.sentences, *joined.embed_questions(["red dog"])])
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(4))
    assert rows.shape == (4, 4)
    assert rows.dtype == np.float32


def test_a_question_that_comes_while_python_ends_is_answered(joined):
    before = joined.embed_questions(["red fox"])
    joined._pool.shutdown()
    assert np.array_equal(joined.embed_questions(["red fox"]), before)


def test_a_passage_without_sentences_has_no_rows(joined):
    (found,) = joined.embed_passages([PassageText("", "red", ())])
    assert found.sentences.shape == (0, 4)


def test_how_alike_texts_are_is_left_to_the_first_model(joined):
    assert joined.embed_texts(["red fox"]).shape == (1, 2)


def test_the_fingerprint_tells_both_models_and_their_shares(joined):
    assert joined.fingerprint == "one and two, passages 75% to 25%, sentences 75% to 25%"


def test_langchains_interface_gives_the_same_vectors(joined):
    assert joined.embed_query("red") == pytest.approx(joined.embed_questions(["red"])[0])
    (document,) = joined.embed_documents(["red fox"])
    assert document == pytest.approx(joined.embed_passages([RED_FOX])[0].passage)


class Speller(WordEmbedder):
    """Knows the words of one language."""

    def is_common_word(self, word, language):
        return language == "en" and word in self.axes


def test_which_words_are_common_is_left_to_the_first_model(joined):
    assert not joined.is_common_word("red", "en")
    knowing = JoinedEmbedder(Speller(["red"]), WordEmbedder(["fox"]))
    assert knowing.is_common_word("red", "en")
    assert not knowing.is_common_word("red", "de")
    assert not knowing.is_common_word("fox", "en")


def test_the_model_that_reads_token_by_token_is_found_in_either_place():
    class Reading(WordEmbedder):
        def token_reader(self):
            return self

    plain, reading = WordEmbedder(["red"]), Reading(["red"])
    assert JoinedEmbedder(plain, reading).token_reader() is reading
    assert JoinedEmbedder(reading, plain).token_reader() is reading
    assert JoinedEmbedder(plain, plain).token_reader() is None
