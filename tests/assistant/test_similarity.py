import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import similarity
from assistant.similarity import TextSimilarity


class Counting:
    """Embeds a text as its share of each of the letters a and b, and notes what it embedded."""

    def __init__(self):
        self.embedded = []

    def embed_texts(self, texts):
        self.embedded += texts
        counts = np.array([[text.count("a") + 1e-9, text.count("b")] for text in texts], np.float32)
        return counts / np.linalg.norm(counts, axis=1, keepdims=True)


def test_cosines_come_in_the_order_of_the_texts():
    alike = TextSimilarity(Counting())
    assert alike("aa", ["a", "b", "ab"]) == pytest.approx([1.0, 0.0, 0.5**0.5], abs=1e-6)


def test_each_text_is_embedded_once():
    embedder = Counting()
    alike = TextSimilarity(embedder)
    alike("a", ["b", "ab", "b", "a"])
    alike("ab", ["a", "b", "bb"])
    assert embedder.embedded == ["a", "b", "ab", "bb"]


def test_what_was_not_compared_for_long_is_forgotten(monkeypatch):
    monkeypatch.setattr(similarity, "_TEXTS_KEPT", 2)
    embedder = Counting()
    alike = TextSimilarity(embedder)
    alike("a", ["b"])
    alike("ab", [])
    alike("b", [])
    alike("a", [])
    assert embedder.embedded == ["a", "b", "ab", "a"]


@given(st.lists(st.tuples(st.text("ab"), st.lists(st.text("ab"), max_size=4)), max_size=5))
def test_what_is_kept_changes_no_cosine(asked):
    kept = TextSimilarity(Counting())
    for text, others in asked:
        assert kept(text, others) == pytest.approx(TextSimilarity(Counting())(text, others))
