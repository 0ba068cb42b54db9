"""The adapted model: a passage is read once, and its sentences' vectors are taken out of it.

A sentence is pooled from its own tokens after the model has read the whole passage under its
release's title ("late chunking", Günther et al. 2024), so that "it" and "there" know what they
mean. A model that wasn't trained for this blurs the sentences of a passage together;
``index.adapter`` is what makes them differ.
"""

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Self

import numpy as np

from index.adapter import adapter_hash
from index.e5_folder import open_encoder, open_tokenizer, unpack_adapted, unpack_published
from index.e5_weights import MAX_TOKENS, PROMPTS, WIDTH
from index.entries import PassageText
from index.model_files import EMBEDDING_WEIGHTS
from index.model_store import ModelStore, OnFetch
from index.passage_windows import LONGEST_TITLE, Window, tokens_within, windows_of
from index.vectors import FloatArray, HalfArray, PassageTokens, PassageVectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from index.encoder import Encoder

_PROMPT_TOKENS = 8  # no more than these: the prompt and the model's own marks
_NONE: FloatArray = np.empty((0, WIDTH), np.float32)
_NO_TOKENS: HalfArray = np.empty((0, WIDTH), np.float16)

Span = tuple[int, int]


class AdaptedEmbedder:
    """The pinned multilingual-e5-small with the adapter; safe to share between threads.

    Raises ``ModelFileMissing`` where the model cannot be had.
    """

    def __init__(
        self, store: ModelStore, *, threads: int | None = None, on_fetch: OnFetch | None = None
    ) -> None:
        self._store = store
        self._threads = threads
        self._on_fetch = on_fetch
        self._loaded: tuple[Tokenizer, Encoder] | None = None
        self._lock = Lock()

    @property
    def fingerprint(self) -> str:
        """The adapter's hash; ``index.e5_weights`` pins the model."""
        return f"the same adapted ({adapter_hash()})"

    def embed_questions(self, texts: Sequence[str]) -> FloatArray:
        """Return the questions' vectors, shape ``(len(texts), width)``."""
        if not texts:
            return _NONE
        found = np.empty((len(texts), WIDTH), np.float32)
        for place, tokens, _ in self._read(texts, PROMPTS["query"]):
            found[place] = tokens.sum(axis=0)
        return _unit(found)

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Return the vectors of passages and of the sentences in them."""
        parts = [
            (place, window) for place, each in enumerate(passages) for window in self._cut(each)
        ]
        sums = np.zeros((len(passages), WIDTH), np.float32)
        sentences = [np.zeros((len(each.sentences), WIDTH), np.float32) for each in passages]
        read = self._read([window.text for _, window in parts], PROMPTS["document"])
        for part, tokens, offsets in read:
            place, window = parts[part]
            sums[place] += tokens.sum(axis=0)
            for number, start, end in window.sentences:
                inside = tokens_within(offsets, start, end)
                # What lies beyond what the model reads is said to be about what it read.
                pooled = tokens[inside] if inside else tokens
                sentences[place][number] = pooled.sum(axis=0)
        return [
            PassageVectors(*pair) for pair in zip(_unit(sums), map(_unit, sentences), strict=True)
        ]

    def token_reader(self) -> Self:
        """Return itself."""
        return self

    def question_tokens(self, text: str) -> FloatArray:
        """Return the unit vectors of a question's tokens, without the prompt and the marks."""
        ((_, tokens, offsets),) = self._read([text], PROMPTS["query"])
        return _unit(tokens[tokens_within(offsets, 0, len(text))])

    def passage_tokens(self, passages: Sequence[PassageText]) -> list[PassageTokens]:
        """Return the unit vectors of the tokens of passages, each read under its title.

        Of a passage of several windows the title is that of the first. Of a sentence that is not
        read to its end there are the tokens that were.
        """
        parts = [
            (place, window) for place, each in enumerate(passages) for window in self._cut(each)
        ]
        titles: list[HalfArray] = [_NO_TOKENS] * len(passages)
        sentences = [[_NO_TOKENS] * len(each.sentences) for each in passages]
        read = self._read([window.text for _, window in parts], PROMPTS["document"])
        for part, tokens, offsets in read:
            place, window = parts[part]
            unit = _unit(tokens).astype(np.float16)
            if part == 0 or parts[part - 1][0] != place:
                title = passages[place].title[:LONGEST_TITLE]
                titles[place] = unit[tokens_within(offsets, 0, len(title))]
            for number, start, end in window.sentences:
                sentences[place][number] = unit[tokens_within(offsets, start, end)]
        return [
            PassageTokens(title, tuple(those))
            for title, those in zip(titles, sentences, strict=True)
        ]

    def embed_texts(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of texts without a title, shape ``(len(texts), width)``."""
        found = self.embed_passages([PassageText("", text, ()) for text in texts])
        return np.stack([each.passage for each in found]) if found else _NONE

    def _cut(self, passage: PassageText) -> list[Window]:
        tokenizer, _ = self._load()

        def count(text: str) -> int:
            return len(tokenizer.encode(text).ids)

        return windows_of(passage, count, MAX_TOKENS - _PROMPT_TOKENS)

    def _read(
        self, texts: Sequence[str], prompt: str
    ) -> Iterator[tuple[int, FloatArray, list[Span]]]:
        """Yield each text's place, its token vectors, and where in the text each token stands."""
        tokenizer, encoder = self._load()
        encodings = tokenizer.encode_batch([prompt + text for text in texts])
        for place, tokens in encoder.read([encoding.ids for encoding in encodings]):
            offsets = encodings[place].offsets
            yield place, tokens, [(a - len(prompt), b - len(prompt)) for a, b in offsets]

    def _load(self) -> "tuple[Tokenizer, Encoder]":
        with self._lock:
            if self._loaded is None:
                path = self._store.fetch(EMBEDDING_WEIGHTS.name, self._on_fetch)
                encoder = open_encoder(unpack_adapted(path), path, self._threads)
                self._loaded = open_tokenizer(unpack_published(path)), encoder
            return self._loaded


def _unit(rows: FloatArray) -> FloatArray:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: FloatArray = rows / np.maximum(lengths, np.finfo(np.float32).tiny)
    return unit
