"""A segment's vectors as plain files beside Chroma, mapped into memory and shared by processes.

Chroma is asked for neighbours in large segments and keeps every vector; but it takes 10 ms and
more to hand out the few hundred by which one search compares its candidates. A segment never
changes, so a copy in the order of its releases serves as well, and can be made again from Chroma.

``passages.f32``, ``sentences.f32`` and ``leads.f32`` (of each release the vector that stands for
it as a whole) hold one row of float32 a vector; ``places.npy`` has for each passage its release's
number and the row of its first sentence, and one row more at the end.
``index.vector_file_writer`` writes them.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from documents.errors import IndexUnavailable
from index.vectors import EntryVectors, FloatArray, Hit, PassageKey, products

_BLOCK = 1_024  # rows compared at once; where a search is narrowed, the other blocks stay unread


class VectorFile:
    """The vectors of one segment, to read; safe to share between threads."""

    def __init__(self, places: npt.NDArray[np.int64], folder: Path) -> None:
        self._releases = places[:-1, 0]
        self._first_sentence = places[:, 1]
        if not len(self._releases):
            raise ValueError("no passages")
        passages = folder / "passages.f32"
        width = passages.stat().st_size // 4 // len(self._releases)
        self._passages = _mapped(passages, len(self._releases), width)
        self._sentences = _mapped(folder / "sentences.f32", int(self._first_sentence[-1]), width)
        self._numbers = np.unique(self._releases)
        self._leads = _mapped(folder / "leads.f32", len(self._numbers), width)

    @classmethod
    def open(cls, folder: Path) -> "VectorFile | None":
        """Return the vectors in ``folder``, or ``None`` where they are not all there."""
        try:
            places = np.load(folder / "places.npy", allow_pickle=False)
            return cls(places, folder)
        except (OSError, EOFError, ValueError, IndexError):
            return None

    @property
    def passage_count(self) -> int:
        """How many passages the segment has."""
        return len(self._passages)

    @property
    def sentence_count(self) -> int:
        """How many sentences the segment has."""
        return len(self._sentences)

    def vectors(self, keys: Sequence[PassageKey]) -> EntryVectors:
        """Return the vectors of these passages and of all their sentences, in order."""
        rows = [self._row(key) for key in keys]
        counts = [key.sentences for key in keys]
        starts = self._first_sentence[rows]
        sentences = [np.arange(start, start + n) for start, n in zip(starts, counts, strict=True)]
        return EntryVectors(
            self._passages[rows],
            self._sentences[np.concatenate(sentences) if sentences else []],
        )

    def nearest_passages(
        self, vector: FloatArray, limit: int, among: Sequence[int] | None
    ) -> list[Hit]:
        """Return the passages nearest to a unit vector, exactly; of the releases ``among``."""
        wanted = None if among is None else np.isin(self._releases, among)
        return [
            Hit(self._key(row), None, similarity)
            for row, similarity in _nearest(self._passages, vector, limit, wanted)
        ]

    def nearest_sentences(
        self, vector: FloatArray, limit: int, among: Sequence[int] | None
    ) -> list[Hit]:
        """Return the sentences nearest to a unit vector, exactly; of the releases ``among``."""
        wanted = None
        if among is not None:
            counts = np.diff(self._first_sentence)
            wanted = np.repeat(np.isin(self._releases, among), counts)
        found = []
        for row, similarity in _nearest(self._sentences, vector, limit, wanted):
            # Of several passages that begin at a row, all but the last have no sentence.
            passage = int(np.searchsorted(self._first_sentence, row, "right")) - 1
            number = row - int(self._first_sentence[passage])
            found.append(Hit(self._key(passage), number, similarity))
        return found

    def nearest_releases(self, vectors: FloatArray, limit: int) -> list[list[tuple[int, float]]]:
        """Return, for each unit vector, the releases whose leads are nearest: number and cosine."""
        return [
            [
                (int(self._numbers[row]), cosine)
                for row, cosine in _nearest(self._leads, vector, limit, None)
            ]
            for vector in vectors
        ]

    def _row(self, key: PassageKey) -> int:
        row = int(np.searchsorted(self._releases, key.release)) + key.passage
        if row >= len(self._releases) or self._key(row) != key:
            raise IndexUnavailable(
                f"The index's vectors lack passage {key.id}.",
                "Build it anew with `beleg reindex --rebuild`.",
            )
        return row

    def _key(self, row: int) -> PassageKey:
        release = int(self._releases[row])
        first = int(np.searchsorted(self._releases, release))
        sentences = int(self._first_sentence[row + 1] - self._first_sentence[row])
        return PassageKey(release, row - first, sentences)


def _mapped(path: Path, rows: int, width: int) -> FloatArray:
    """Return a file's vectors without reading them; raises ``ValueError`` for another size."""
    if path.stat().st_size != 4 * rows * width:
        raise ValueError(f"{path} does not hold {rows} vectors")
    if not rows:
        return np.empty((0, width), np.float32)
    return np.asarray(np.memmap(path, np.float32, "r", shape=(rows, width)))


def _nearest(
    matrix: FloatArray, vector: FloatArray, limit: int, wanted: npt.NDArray[np.bool_] | None
) -> list[tuple[int, float]]:
    """Return the rows with the largest products with ``vector`` and these, largest first."""
    if wanted is None:
        similarities = products(matrix, vector)
    else:
        similarities = np.full(len(matrix), -np.inf, np.float32)
        for start in range(0, len(matrix), _BLOCK):
            block = slice(start, start + _BLOCK)
            if wanted[block].any():
                similarities[block] = np.where(
                    wanted[block], products(matrix[block], vector), -np.inf
                )
    count = min(limit, len(matrix) if wanted is None else int(wanted.sum()))
    if not count:
        return []
    best = np.argpartition(-similarities, count - 1)[:count]
    best = best[np.argsort(-similarities[best], kind="stable")]
    return list(zip(best.tolist(), similarities[best].tolist(), strict=True))
