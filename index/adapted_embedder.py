"""The adapted model: a passage is read once, and its sentences' vectors are taken out of it.

A sentence is pooled from its own tokens after the model has read the whole passage under its
release's title ("late chunking", Günther et al. 2024), so that "it" and "there" know what they
mean. A model that wasn't trained for this blurs the sentences of a passage together;
``index.adapter`` is what makes them differ.
"""

from collections.abc import Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

import numpy as np

from index.adapter import adapted, adapter_hash
from index.e5_files import write_in_one_step, write_tokenizer
from index.e5_onnx import write_onnx_body
from index.e5_weights import MAX_TOKENS, PROMPTS, WIDTH, read_e5_weights
from index.embedder import assembled
from index.entries import PassageText
from index.model_files import EMBEDDING_WEIGHTS
from index.model_store import ModelStore, OnFetch
from index.passage_windows import Window, tokens_within, windows_of
from index.similar_lengths import groups_of
from index.vectors import FloatArray, PassageVectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from index.onnx_module import OnnxEncoder

_PROMPT_TOKENS = 8  # no more than these: the prompt and the model's own marks
_NONE: FloatArray = np.empty((0, WIDTH), np.float32)


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
        self._loaded: tuple[SentenceTransformer, OnnxEncoder] | None = None
        self._lock = RLock()

    @property
    def fingerprint(self) -> str:
        """The adapter's hash; ``index.e5_weights`` pins the model."""
        return f"the same adapted ({adapter_hash()})"

    def embed_questions(self, texts: Sequence[str]) -> FloatArray:
        """Return the questions' vectors, shape ``(len(texts), width)``."""
        if not texts:
            return _NONE
        with self._lock:
            model, _ = self._load()
            return np.asarray(model.encode_query(list(texts), show_progress_bar=False))

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Return the vectors of passages and of the sentences in them."""
        parts = [
            (place, window) for place, each in enumerate(passages) for window in self._cut(each)
        ]
        sums = np.zeros((len(passages), WIDTH), np.float32)
        sentences = [np.zeros((len(each.sentences), WIDTH), np.float32) for each in passages]
        for group in groups_of([window.text for _, window in parts]):
            read = self._read([parts[i][1].text for i in group])
            for i, (tokens, offsets) in zip(group, read, strict=True):
                place, window = parts[i]
                sums[place] += tokens.sum(axis=0)
                for number, start, end in window.sentences:
                    inside = tokens_within(offsets, start, end)
                    # What lies beyond what the model reads is said to be about what it read.
                    pooled = tokens[inside] if inside else tokens
                    sentences[place][number] = pooled.sum(axis=0)
        return [
            PassageVectors(*pair) for pair in zip(_unit(sums), map(_unit, sentences), strict=True)
        ]

    def embed_texts(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of texts without a title, shape ``(len(texts), width)``."""
        found = self.embed_passages([PassageText("", text, ()) for text in texts])
        return np.stack([each.passage for each in found]) if found else _NONE

    def _cut(self, passage: PassageText) -> list[Window]:
        with self._lock:
            tokenizer = self._load()[1].tokenizer

        def count(text: str) -> int:
            return len(tokenizer.encode(text).ids)

        return windows_of(passage, count, MAX_TOKENS - _PROMPT_TOKENS)

    def _read(self, texts: Sequence[str]) -> list[tuple[FloatArray, list[tuple[int, int]]]]:
        """Return each text's token vectors, and where in the text each token stands."""
        with self._lock:
            model, encoder = self._load()
            prompt = PROMPTS["document"]
            found = model.encode_document(
                list(texts), output_value="token_embeddings", show_progress_bar=False
            )
            encodings = encoder.tokenizer.encode_batch([prompt + text for text in texts])
        return [
            (
                tokens.numpy(),
                [(a - len(prompt), b - len(prompt)) for a, b in encoding.offsets[: len(tokens)]],
            )
            for tokens, encoding in zip(found, encodings, strict=True)
        ]

    def _load(self) -> "tuple[SentenceTransformer, OnnxEncoder]":
        if self._loaded is None:
            path = self._store.fetch(EMBEDDING_WEIGHTS.name, self._on_fetch)
            name = f"multilingual-e5-small-blocks-{EMBEDDING_WEIGHTS.sha256[:12]}-{adapter_hash()}"
            folder = write_in_one_step(
                path.with_name(name), lambda unfinished: _unpack(path, unfinished)
            )
            self._loaded = assembled(folder, self._threads, words=path)
        return self._loaded


def _unpack(path: Path, folder: Path) -> None:
    weights = read_e5_weights(path)
    write_tokenizer(weights, folder / "tokenizer.json")
    write_onnx_body(adapted(weights), folder / "encoder.onnx")


def _unit(rows: FloatArray) -> FloatArray:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: FloatArray = rows / np.maximum(lengths, np.finfo(np.float32).tiny)
    return unit
