"""A hand-checkable embedding model."""

import re

import numpy as np

from index.embed_apart import embed_apart


class WordEmbedder:
    """A text's vector counts its words, one axis a word, scaled to length one.

    The cosine of two texts is then the number of words they share, each counted as often as in
    both, over the geometric mean of their lengths: "red fox" and "red dog" have 1/2. Words beyond
    the known ones share the last axis.
    """

    def __init__(self, words, name="words"):
        self.axes = {word: axis for axis, word in enumerate(words)}
        self.fingerprint = name
        self.embedded = []

    def embed_questions(self, texts):
        return self._vectors(texts)

    def embed_passages(self, passages):
        return embed_apart(passages, self.embed_texts)

    def embed_texts(self, texts):
        self.embedded += texts
        return self._vectors(texts)

    def _vectors(self, texts):
        vectors = np.zeros((len(texts), len(self.axes) + 1), np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                vectors[row, self.axes.get(word, len(self.axes))] += 1
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
