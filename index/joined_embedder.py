"""The default embedder: the model as published and the adapted one, side by side in one vector.

They err differently: the published model was trained on a billion pairs and knows what a text is
about, the adapted one on few, and knows which sentence of a passage answers. Joined vectors are
compared as any others; their cosine is a weighted mean of the two models' cosines.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import hypot, sqrt
from typing import TypeVar

import numpy as np

from index.embedder import Embedder, KnowsWords, ReadsTokens, TokenReader
from index.entries import PassageText
from index.langchain_embeddings import LangChainEmbeddings
from index.vectors import FloatArray, PassageVectors

# The published model's shares of a cosine; the adapted one's spread three times as far. 400
# questions of XQuAD-R a language, vectors alone: nDCG@10 of passages and right sentence first.
# .83 of both .971 .765 (de), .953 .723 (en), .948 .715 (es); these shares .972 .778, .956 .738,
# .951 .725; with search's sentence weight at 2.5 instead of 1.5 .973 .785, .956 .745, .950 .725.
PASSAGE_SHARE, SENTENCE_SHARE = 0.9, 0.75

Weights = tuple[float, float]
T = TypeVar("T")

_AT_ONCE = 16  # callers whose second models work; a question doesn't wait for a re-index


class JoinedEmbedder(LangChainEmbeddings):
    """Two embedding models as one; shares are the first's weight in passages and in sentences.

    A question's vector has one direction for both. So that cosines to passages and to sentences
    can be added up, its own share is halfway between theirs: then both are the models' weighted
    means times the same number a little below one. How alike two texts are is left to the first
    model alone.
    """

    def __init__(
        self,
        first: Embedder,
        second: Embedder,
        passage_share: float = PASSAGE_SHARE,
        sentence_share: float = SENTENCE_SHARE,
    ) -> None:
        self._models = first, second
        self._shares = passage_share, sentence_share
        own = (passage_share + sentence_share) / 2
        self._of_questions = sqrt(own), sqrt(1 - own)
        self._pool = ThreadPoolExecutor(_AT_ONCE, "second-model")

    @property
    def fingerprint(self) -> str:
        """Both models' fingerprints, and their shares."""
        first, second = (model.fingerprint for model in self._models)
        passages, sentences = (f"{share:.0%} to {1 - share:.0%}" for share in self._shares)
        return f"{first} and {second}, passages {passages}, sentences {sentences}"

    def embed_questions(self, texts: Sequence[str]) -> FloatArray:
        """Return the questions' vectors, shape ``(len(texts), both dimensions)``."""
        first, second = self._by_both(lambda model: model.embed_questions(texts))
        return _joined(first, second, self._of_questions)

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Return the vectors of passages and of the sentences in them."""
        first, second = self._by_both(lambda model: model.embed_passages(passages))
        of_passages, of_sentences = map(self._weights, self._shares)
        return [
            PassageVectors(
                _joined(one.passage, other.passage, of_passages),
                _joined(one.sentences, other.sentences, of_sentences),
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

    def token_reader(self) -> TokenReader | None:
        """Return the model of the two that reads token by token, if one does."""
        readers = (each.token_reader() for each in self._models if isinstance(each, ReadsTokens))
        return next((reader for reader in readers if reader is not None), None)

    def _by_both(self, work: Callable[[Embedder], T]) -> tuple[T, T]:
        """Let both models work at the same time: neither keeps all cores busy all the time."""
        first, second = self._models
        try:
            of_second = self._pool.submit(work, second)
        except RuntimeError:  # Python is ending and begins nothing new; who still asks is answered
            return work(first), work(second)
        return work(first), of_second.result()

    def _weights(self, share: float) -> Weights:
        """Return the lengths of both parts of a vector, so that cosines have ``share``."""
        first, second = self._of_questions
        parts = share / first, (1 - share) / second
        length = hypot(*parts)
        return parts[0] / length, parts[1] / length


def _joined(first: FloatArray, second: FloatArray, weights: Weights) -> FloatArray:
    one, other = weights
    return np.concatenate([one * first, other * second], axis=-1, dtype=np.float32)
