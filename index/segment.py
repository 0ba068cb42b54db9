"""A segment: one immutable part of the index, as three collections in Chroma.

It is written once, before anyone reads it, and never changed: a reader in another process can
therefore trust what Chroma has cached for it (records that one process adds to a collection are
invisible to the vector search of another that has it open). ``index.store`` makes segments.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from documents.errors import IndexUnavailable
from index.chroma import translated
from index.entries import Entry
from index.pieces import from_pieces
from index.vector_file import VectorFile
from index.vectors import EmbeddedEntry, EntryVectors, FloatArray, Hit, PassageKey, keys_of

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

# Comparing with every vector (50,000: 4 ms) costs what Chroma's graph does up to about here, and
# misses nothing. So does comparing with the vectors of some releases only, where Chroma would
# first look each of its neighbours' releases up.
_EXACT_AT_MOST = 50_000
_ENTRIES_KEPT = 512
_ENTRIES_READ_AT_ONCE = 200

Collections = Mapping[str, "Collection"]


class Segment:
    """A published segment, to read; safe to share between threads.

    ``at_once`` is how many records one call may read. ``file`` holds the vectors once more, for
    speed; on a server there is none.
    """

    def __init__(
        self, name: str, collections: Collections, at_once: int, file: VectorFile | None = None
    ) -> None:
        self.name = name
        self._collections = collections
        self._at_once = at_once
        self._file = file
        self._kept: dict[int, Entry] = {}
        self._lock = Lock()

    def nearest_passages(
        self, vector: FloatArray, limit: int, among: Sequence[int] | None = None
    ) -> list[Hit]:
        """Return the passages nearest to a vector, nearest first, of the releases ``among``."""
        if self._file and (among is not None or self._file.passage_count <= _EXACT_AT_MOST):
            return self._file.nearest_passages(vector, limit, among)
        return self._nearest("passages", vector, limit, among)

    def nearest_sentences(
        self, vector: FloatArray, limit: int, among: Sequence[int] | None = None
    ) -> list[Hit]:
        """Return the sentences nearest to a vector, nearest first, of the releases ``among``."""
        if self._file and (among is not None or self._file.sentence_count <= _EXACT_AT_MOST):
            return self._file.nearest_sentences(vector, limit, among)
        return self._nearest("sentences", vector, limit, among)

    def nearest_releases(self, vectors: FloatArray, limit: int) -> list[list[tuple[int, float]]]:
        """Return, for each vector, the releases whose leads are nearest: number and cosine."""
        if self._file:
            return self._file.nearest_releases(vectors, limit)
        near: list[list[tuple[int, float]]] = []
        for start in range(0, len(vectors), self._at_once):
            with translated():
                found = self._collections["releases"].query(
                    query_embeddings=vectors[start : start + self._at_once],
                    n_results=limit,
                    include=["distances"],
                )
            near += [
                [(int(each), 1 - distance) for each, distance in zip(ids, distances, strict=True)]
                for ids, distances in zip(found["ids"], found["distances"] or [], strict=True)
            ]
        return near

    def vectors(self, keys: Sequence[PassageKey]) -> EntryVectors:
        """Return the vectors of these passages and of all their sentences, in order."""
        if self._file:
            return self._file.vectors(keys)
        return EntryVectors(
            self._vectors("passages", [key.id for key in keys]),
            self._vectors("sentences", [each for key in keys for each in key.sentence_ids]),
        )

    def entry(self, number: int) -> Entry:
        """Return one entry; those asked for lately are kept in memory."""
        return self.kept_entries([number])[number]

    def kept_entries(self, numbers: Iterable[int]) -> dict[int, Entry]:
        """Return entries by number: those asked for lately from memory, all others at one go."""
        wanted = set(numbers)
        with self._lock:
            found = {number: self._kept[number] for number in wanted if number in self._kept}
        missing = sorted(wanted - found.keys())
        found.update(zip(missing, self.entries(missing), strict=True))
        with self._lock:
            for number, entry in found.items():
                self._kept.pop(number, None)
                self._kept[number] = entry
            while len(self._kept) > _ENTRIES_KEPT:
                del self._kept[next(iter(self._kept))]
        return found

    def numbers(self) -> list[int]:
        """Return the numbers of all entries, those that no longer count too, in order."""
        found: list[int] = []
        while True:
            with translated():
                ids = self._collections["releases"].get(
                    limit=self._at_once, offset=len(found), include=[]
                )["ids"]
            found += map(int, ids)
            if len(ids) < self._at_once:
                return sorted(found)

    def entries(self, numbers: Sequence[int]) -> list[Entry]:
        """Return the entries with these numbers, in order."""
        stored = self._get("releases", [str(number) for number in numbers], "metadatas")
        return [Entry.from_json(from_pieces(metadata)) for metadata in stored]

    def embedded_entries(self, numbers: Sequence[int]) -> list[EmbeddedEntry]:
        """Return entries with all their vectors, in order."""
        entries = self.entries(numbers)
        keys = [keys_of(number, each) for number, each in zip(numbers, entries, strict=True)]
        vectors = self.vectors([key for of_entry in keys for key in of_entry])
        passages = np.cumsum([0, *(len(each.passages) for each in entries)])
        sentences = np.cumsum([0, *(each.sentence_count for each in entries)])
        return [
            (
                entry,
                EntryVectors(
                    vectors.passages[passages[i] : passages[i + 1]],
                    vectors.sentences[sentences[i] : sentences[i + 1]],
                ),
            )
            for i, entry in enumerate(entries)
        ]

    def embedded_parts(self, numbers: Sequence[int]) -> Iterator[list[EmbeddedEntry]]:
        """Yield entries with all their vectors, in order, some at a time."""
        for start in range(0, len(numbers), _ENTRIES_READ_AT_ONCE):
            yield self.embedded_entries(numbers[start : start + _ENTRIES_READ_AT_ONCE])

    def _nearest(
        self, kind: str, vector: FloatArray, limit: int, among: Sequence[int] | None
    ) -> list[Hit]:
        where: Any = None if among is None else {"release": {"$in": list(among)}}
        with translated():
            found = self._collections[kind].query(
                query_embeddings=vector[None], n_results=limit, where=where, include=["distances"]
            )
        return [
            _hit(each, distance)
            for each, distance in zip(found["ids"][0], (found["distances"] or [[]])[0], strict=True)
        ]

    def _vectors(self, kind: str, ids: list[str]) -> FloatArray:
        if not ids:
            return np.empty((0, 0), np.float32)
        return np.asarray(self._get(kind, ids, "embeddings"), np.float32)

    def _get(
        self, kind: str, ids: Sequence[str], what: Literal["embeddings", "metadatas"]
    ) -> list[Any]:
        """Return one part of each of these records, in order."""
        found: dict[str, Any] = {}
        for start in range(0, len(ids), self._at_once):
            with translated():
                records = self._collections[kind].get(
                    ids=list(ids[start : start + self._at_once]), include=[what]
                )
            parts = records[what]
            found.update(zip(records["ids"], [] if parts is None else parts, strict=True))
        try:
            return [found[each] for each in ids]
        except KeyError as exc:
            raise IndexUnavailable(
                f"The index lacks records that it lists (segment {self.name}).",
                "Build it anew with `beleg reindex --rebuild`.",
            ) from exc


def _hit(record: str, distance: float) -> Hit:
    release, passage, sentences, *sentence = (int(part) for part in record.split("."))
    key = PassageKey(release, passage, sentences)
    return Hit(key, sentence[0] if sentence else None, 1 - distance)
