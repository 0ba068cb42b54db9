"""Writes a segment: into Chroma, and beside it the file of its vectors."""

from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

import numpy as np

from index.chroma import translated
from index.pieces import in_pieces
from index.segment import Collections
from index.vector_file_writer import VectorFileWriter
from index.vectors import EmbeddedEntry, EntryVectors, FloatArray, keys_of, lead_vector


class SegmentWriter:
    """A new segment, which nobody reads before it is finished and published.

    ``at_once`` is how many records one call may write. A context manager.
    """

    def __init__(
        self, collections: Collections, at_once: int, file: VectorFileWriter | None
    ) -> None:
        self._collections = collections
        self._at_once = at_once
        self._file = file

    def add(self, first: int, entries: Sequence[EmbeddedEntry]) -> None:
        """Write entries, numbered from ``first``; numbers must grow from call to call."""
        keys = [key for i, (entry, _) in enumerate(entries) for key in keys_of(first + i, entry)]
        vectors = EntryVectors(
            np.concatenate([vectors.passages for _, vectors in entries]),
            np.concatenate([vectors.sentences for _, vectors in entries]),
        )
        leads = np.stack([lead_vector(entry, vectors) for entry, vectors in entries])
        self._add(
            "passages",
            [key.id for key in keys],
            [{"release": key.release} for key in keys],
            vectors.passages,
        )
        self._add(
            "sentences",
            [each for key in keys for each in key.sentence_ids],
            [{"release": key.release} for key in keys for _ in range(key.sentences)],
            vectors.sentences,
        )
        self._add(
            "releases",
            [str(first + i) for i in range(len(entries))],
            [in_pieces(entry.to_json()) for entry, _ in entries],
            leads,
        )
        if self._file:
            self._file.add(keys, vectors, leads)

    def finish(self) -> None:
        """Make the segment ready to be published."""
        if self._file:
            self._file.finish()

    def __enter__(self) -> Self:
        if self._file:
            self._file.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file:
            self._file.__exit__(kind, error, trace)

    def _add(self, kind: str, ids: list[str], metadatas: list[Any], vectors: FloatArray) -> None:
        with translated():
            for start in range(0, len(ids), self._at_once):
                chosen = slice(start, start + self._at_once)
                self._collections[kind].add(
                    ids=ids[chosen], embeddings=vectors[chosen], metadatas=metadatas[chosen]
                )
