"""The default embedder: the model as published and the adapted one, side by side in one vector.

They err differently: the published model was trained on a billion pairs and knows what a text is
about, the adapted one on few, and knows which sentence of a passage answers. Joined vectors are
compared as any others; their cosine is the weighted mean of the two models' cosines.
"""

from collections.abc import Sequence
from math import sqrt

import numpy as np

from index.embedder import Embedder, KnowsWords
from index.entries import PassageText
from index.langchain_embeddings import LangChainEmbeddings
from index.vectors import FloatArray, PassageVectors

# The published model's share of a cosine; the adapted one's spread three times as far. 400
# questions of XQuAD-R a language, vectors alone, right sentence first and among six: published
# .733 .973 (de), .673 .953 (en), .650 .925 (es); adapted .755 .955, .683 .948, .683 .930; with
# this share .770 .975, .730 .968, .715 .953.
PUBLISHED_SHARE = 0.83


class JoinedEmbedder(LangChainEmbeddings):
    """Two embedding models as one, the first with ``share`` of the weight.

    How alike two texts are is left to the first alone.
    """

    def __init__(self, first: Embedder, second: Embedder, share: float = PUBLISHED_SHARE) -> None:
        self._models = first, second
        self._weights = sqrt(share), sqrt(1 - share)
        self._share = share

    @property
    def fingerprint(self) -> str:
        """Both models' fingerprints, and their shares."""
        first, second = (model.fingerprint for model in self._models)
        return f"{first} and {second}, {self._share:.0%} to {1 - self._share:.0%}"

    def embed_questions(self, texts: Sequence[str]) -> FloatArray:
        """Return the questions' vectors, shape ``(len(texts), both dimensions)``."""
        first, second = (model.embed_questions(texts) for model in self._models)
        return self._joined(first, second)

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Return the vectors of passages and of the sentences in them."""
        first, second = (model.embed_passages(passages) for model in self._models)
        return [
            PassageVectors(
                self._joined(one.passage, other.passage),
                self._joined(one.sentences, other.sentences),
            )
            for one, other in zip(first, second, strict=True)
        ]

    def embed_texts(self, texts: Sequence[str]) -> FloatArray:
        """Return the first model's vectors, which tell how alike two texts are."""
        return self._models[0].embed_texts(texts)

    def is_common_word(self, word: str, language: str) -> bool:
        """Tell whether ``word``, in a text in ``language``, is of the dictionary, and no name."""
        first = self._models[0]
        return isinstance(first, KnowsWords) and first.is_common_word(word, language)

    def _joined(self, first: FloatArray, second: FloatArray) -> FloatArray:
        one, other = self._weights
        return np.concatenate([one * first, other * second], axis=-1, dtype=np.float32)
