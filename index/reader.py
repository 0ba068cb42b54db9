"""The reader: a small trained model that reads a question together with a passage.

It says of each sentence how well it answers, where in it the answer stands, and whether the
passage answers at all. Search compares a question with texts that were embedded alone; the reader
sees both at once and can tell what answers from what is merely about the same matter. How it was
trained is in ``index.reader_training``; its body is the embedder's (BERT with a head for spans,
after Devlin et al. 2019, and for relevance).
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from documents.records import Passage, Sentence
from index.e5_folder import open_tokenizer, unpack_published
from index.e5_weights import MAX_TOKENS
from index.e5_words import E5Words
from index.encoder_weights import read_encoder
from index.model_files import EMBEDDING_WEIGHTS
from index.model_store import ModelStore
from index.reader_pairs import Pair, Pairing
from index.vectors import FloatArray

if TYPE_CHECKING:
    from index.encoder import Encoder

SHIPPED = Path(__file__).parent / "reader.safetensors"
START, END, RELEVANCE, ANSWERS = range(4)
LONGEST_ANSWER = 30  # tokens
# Of two spans that are as likely the shorter one is more often exactly the answer: .45 to .47 of
# XQuAD-R's English questions, on either half of them, its F1 staying the same.
_TOKEN_COST = 0.1
_BOS, _EOS = 0, 2
# A sentence that was cut off: below anything the reader says of one it saw.
_UNSEEN = -12.0

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the reader makes of one passage.

    ``answers`` is the log odds that the passage answers the question. For each sentence,
    ``relevance`` is how well it answers against "none does" (0), and ``spans`` where in the
    release's text the answer would stand, ``None`` for a sentence beyond what could be read.
    """

    answers: float
    relevance: tuple[float, ...]
    spans: tuple[Span | None, ...]


class PassageReader(Protocol):
    """Judges passages; safe to share between threads."""

    def read(
        self, question: str, passages: Sequence[tuple[Passage, Sequence[Sentence]]]
    ) -> list[Judgement]:
        """Return a judgement for each passage with its sentences."""


class Reader:
    """A trained reader, loaded at its first use; shares the embedder's words and tokenizer.

    ``file`` is what ``index.reader_training.export`` wrote.

    Raises ``ModelFileMissing`` or ``ModelFileCorrupt`` at first use where the embedding model's
    file or the reader's own is not there or damaged.
    """

    def __init__(self, store: ModelStore, file: Path, *, threads: int | None = None) -> None:
        self._store = store
        self._threads = threads
        self.file = file
        self._lock = threading.Lock()
        self._loaded: _Loaded | None = None

    def read(
        self, question: str, passages: Sequence[tuple[Passage, Sequence[Sentence]]]
    ) -> list[Judgement]:
        """Return a judgement for each passage with its sentences."""
        if not passages:
            return []
        loaded = self._load()
        rows = loaded.pairing.rows(
            [question] * len(passages),
            [passage.text for passage, _ in passages],
            [passage.release.title for passage, _ in passages],
        )
        numbers = loaded.run(rows)
        return [
            _judge(row, scores, passage, sentences)
            for row, scores, (passage, sentences) in zip(rows, numbers, passages, strict=True)
        ]

    def _load(self) -> "_Loaded":
        with self._lock:
            if self._loaded is None:
                path = self._store.fetch(EMBEDDING_WEIGHTS.name)
                self._loaded = _Loaded(path, self.file, self._threads)
            return self._loaded


class _Loaded:
    """The reader's parts in memory."""

    def __init__(self, embedder_file: Path, reader_file: Path, threads: int | None) -> None:
        tokenizer = open_tokenizer(unpack_published(embedder_file))
        tokenizer.no_truncation()
        self.pairing = Pairing(tokenizer, bos=_BOS, eos=_EOS, max_tokens=MAX_TOKENS)
        self._encoder = _open_encoder(embedder_file, reader_file, threads)

    def run(self, rows: Sequence[Pair]) -> list[FloatArray]:
        """Return each row's numbers, tokens × 4."""
        found = dict(self._encoder.read([row.ids for row in rows], apart=True))
        return [found[place] for place in range(len(rows))]


def _open_encoder(embedder_file: Path, reader_file: Path, threads: int | None) -> "Encoder":
    weights = read_encoder(
        reader_file, "Name a reader's file in BELEG_READER, or none to search without a reader."
    )
    from index.encoder import Encoder

    return Encoder(weights, E5Words(embedder_file), threads)


def _judge(
    row: Pair, numbers: FloatArray, passage: Passage, sentences: Sequence[Sentence]
) -> Judgement:
    relevance: list[float] = []
    spans: list[Span | None] = []
    for sentence in sentences:
        tokens = row.tokens_of((sentence.start - passage.start, sentence.end - passage.start))
        if tokens is None:
            relevance.append(_UNSEEN)
            spans.append(None)
            continue
        relevance.append(float(numbers[slice(*tokens), RELEVANCE].mean()))
        start, end = best_span(numbers[slice(*tokens)])
        first, last = (tokens[0] + place - row.first for place in (start, end))
        spans.append(
            _trimmed(
                passage.release.text,
                max(sentence.start, passage.start + row.places[first][0]),
                min(sentence.end, passage.start + row.places[last][1]),
            )
        )
    return Judgement(float(numbers[0, ANSWERS]), tuple(relevance), tuple(spans))


def best_span(numbers: FloatArray) -> tuple[int, int]:
    """Return the first and last token of the likeliest answer, the last one included.

    Start and end scores add up, less a little for each token, and the end comes less than
    ``LONGEST_ANSWER`` tokens after the start.
    """
    places = np.arange(len(numbers))
    length = places[None, :] - places[:, None]
    together = numbers[:, START][:, None] + numbers[:, END][None, :] - _TOKEN_COST * length
    allowed = (length >= 0) & (length < LONGEST_ANSWER)
    first, last = divmod(int(np.where(allowed, together, -np.inf).argmax()), len(numbers))
    return first, last


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the span without blanks at either end, or ``None`` where nothing is left."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    return (start, end) if end > start else None
