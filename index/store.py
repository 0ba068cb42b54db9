"""The vector store: segments of passage, sentence and release records in Chroma.

The only module that knows Chroma. A segment is three collections that are written once, before
anyone reads them, and never changed: a reader in another process can therefore trust what Chroma
has cached for it (records that one process adds to a collection are invisible to the vector
search of another that has it open).
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast
from urllib.parse import urlsplit

import numpy as np

from documents.errors import IndexUnavailable
from index.entries import Entry
from index.vectors import (
    EmbeddedEntry,
    EntryVectors,
    FloatArray,
    Hit,
    PassageKey,
    keys_of,
    lead_vector,
)

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

_KINDS = ("releases", "passages", "sentences")
_BATCH = 5_000  # records in one call; SQLite's limit on variables allows little more
_NEIGHBOURS_LOOKED_AT = 200
_ENTRIES_KEPT = 512
_LISTED_AT_ONCE = 200
_CATALOG = "catalog"
_REMEDY = (
    "Check that the disk has room, or that the server is up; if that doesn't help, build the index "
    "anew with `beleg reindex --rebuild`."
)


class SegmentGone(IndexUnavailable):
    """The segment was dropped since the manifest was read: a newer manifest is there."""


class Segment:
    """One immutable part of the index; made by ``VectorStore``."""

    def __init__(self, name: str, collections: dict[str, "Collection"]) -> None:
        self.name = name
        self._collections = collections
        self._entry = lru_cache(_ENTRIES_KEPT)(lambda number: self.entries([number])[0])

    def add(self, first: int, entries: Sequence[EmbeddedEntry]) -> None:
        """Write entries, numbered from ``first``; only before the segment is published."""
        keys = [keys_of(first + i, entry) for i, (entry, _) in enumerate(entries)]
        passages = [key for of_entry in keys for key in of_entry]
        self._add(
            "passages",
            [key.id for key in passages],
            [{"release": key.release} for key in passages],
            np.concatenate([vectors.passages for _, vectors in entries]),
        )
        self._add(
            "sentences",
            [each for key in passages for each in key.sentence_ids],
            [{"release": key.release} for key in passages for _ in range(key.sentences)],
            np.concatenate([vectors.sentences for _, vectors in entries]),
        )
        self._add(
            "releases",
            [str(first + i) for i in range(len(entries))],
            [{"entry": entry.to_json()} for entry, _ in entries],
            np.stack([lead_vector(entry, vectors) for entry, vectors in entries]),
        )

    def nearest_passages(
        self, vector: FloatArray, limit: int, among: Sequence[int] | None = None
    ) -> list[Hit]:
        """Return the passages nearest to a vector, nearest first, of the releases ``among``."""
        return self._nearest("passages", vector, limit, among)

    def nearest_sentences(
        self, vector: FloatArray, limit: int, among: Sequence[int] | None = None
    ) -> list[Hit]:
        """Return the sentences nearest to a vector, nearest first, of the releases ``among``."""
        return self._nearest("sentences", vector, limit, among)

    def nearest_releases(self, vectors: FloatArray, limit: int) -> list[list[tuple[int, float]]]:
        """Return, for each vector, the releases whose leads are nearest: number and cosine."""
        with _translated():
            found = self._collections["releases"].query(
                query_embeddings=vectors, n_results=limit, include=["distances"]
            )
        return [
            [(int(each), 1 - distance) for each, distance in zip(ids, distances, strict=True)]
            for ids, distances in zip(found["ids"], found["distances"] or [], strict=True)
        ]

    def vectors(self, keys: Sequence[PassageKey]) -> EntryVectors:
        """Return the vectors of these passages and of all their sentences, in order."""
        return EntryVectors(
            self._vectors("passages", [key.id for key in keys]),
            self._vectors("sentences", [each for key in keys for each in key.sentence_ids]),
        )

    def entry(self, number: int) -> Entry:
        """Return one entry; those asked for lately are kept in memory."""
        return self._entry(number)

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

    def entries(self, numbers: Sequence[int]) -> list[Entry]:
        """Return the entries with these numbers, in order."""
        if not numbers:
            return []
        ids = [str(number) for number in numbers]
        with _translated():
            found = self._collections["releases"].get(ids=ids, include=["metadatas"])
        stored = dict(zip(found["ids"], found["metadatas"] or [], strict=True))
        try:
            return [Entry.from_json(str(stored[each]["entry"])) for each in ids]
        except KeyError as exc:
            raise _incomplete(self.name) from exc

    def _add(
        self, kind: str, ids: list[str], metadatas: list[dict[str, Any]], vectors: FloatArray
    ) -> None:
        with _translated():
            for start in range(0, len(ids), _BATCH):
                chosen = slice(start, start + _BATCH)
                self._collections[kind].add(
                    ids=ids[chosen], embeddings=vectors[chosen], metadatas=list(metadatas[chosen])
                )

    def _nearest(
        self, kind: str, vector: FloatArray, limit: int, among: Sequence[int] | None
    ) -> list[Hit]:
        where: Any = None if among is None else {"release": {"$in": list(among)}}
        with _translated():
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
        with _translated():
            found = self._collections[kind].get(ids=ids, include=["embeddings"])
        rows = {each: row for row, each in enumerate(found["ids"])}
        try:
            order = [rows[each] for each in ids]
        except KeyError as exc:
            raise _incomplete(self.name) from exc
        return np.asarray(found["embeddings"], np.float32)[order]


class VectorStore:
    """Chroma, on this disk or on a server; ``name`` sets one index apart from others there.

    Made by ``on_disk`` or ``on_server``.
    """

    def __init__(self, client: "Client", name: str) -> None:
        self._client = client
        self._name = name

    @classmethod
    def on_disk(cls, folder: Path) -> Self:
        """Open the store in a folder of its own, created where it is not there."""
        from chromadb import PersistentClient
        from chromadb.config import Settings

        with _translated():
            client = PersistentClient(str(folder), Settings(anonymized_telemetry=False))
        return cls(cast("Client", client), "index")

    @classmethod
    def on_server(cls, address: str, name: str, token: str | None = None) -> Self:
        """Open the store on a Chroma server: ``http[s]://host[:port][/tenant/database]``.

        ``token`` is sent as Chroma's own header, as its hosted form wants it.
        """
        from chromadb import HttpClient
        from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings

        parts = urlsplit(address)
        tenant, _, database = parts.path.strip("/").partition("/")
        with _translated(f"Check that a Chroma server answers at {address}, and the token."):
            client = HttpClient(
                host=parts.hostname or "localhost",
                port=parts.port or (443 if parts.scheme == "https" else 8000),
                ssl=parts.scheme == "https",
                headers={"x-chroma-token": token} if token else None,
                settings=Settings(anonymized_telemetry=False),
                tenant=tenant or DEFAULT_TENANT,
                database=database or DEFAULT_DATABASE,
            )
        return cls(cast("Client", client), name)

    def create(self, name: str, vectors: int) -> Segment:
        """Create an empty segment for about this many vectors."""
        # Chroma saves its graph when so many records wait; a small segment then opens at once.
        hnsw: Any = {"space": "cosine", "ef_search": _NEIGHBOURS_LOOKED_AT}
        hnsw["sync_threshold"] = max(2, min(vectors, _BATCH))
        with _translated():
            return Segment(
                name,
                {
                    kind: self._client.create_collection(
                        self._collection(name, kind),
                        configuration={"hnsw": hnsw},
                        embedding_function=None,
                    )
                    for kind in _KINDS
                },
            )

    def segment(self, name: str) -> Segment:
        """Return a published segment; raises ``SegmentGone`` if it was dropped."""
        with _translated():
            return Segment(
                name,
                {
                    kind: self._client.get_collection(
                        self._collection(name, kind), embedding_function=None
                    )
                    for kind in _KINDS
                },
            )

    def names(self) -> set[str]:
        """Return the names of all segments, published or not, whole or not."""
        found: set[str] = set()
        for offset in range(0, sys.maxsize, _LISTED_AT_ONCE):
            with _translated():
                listed = self._client.list_collections(limit=_LISTED_AT_ONCE, offset=offset)
            for collection in listed:
                index, _, rest = collection.name.partition(".")
                if index == self._name and rest != _CATALOG:
                    found.add(rest.rpartition(".")[0])
            if len(listed) < _LISTED_AT_ONCE:
                break
        return found

    def drop(self, name: str) -> None:
        """Delete a segment, whatever there is of it."""
        for kind in _KINDS:
            try:
                with _translated():
                    self._client.delete_collection(self._collection(name, kind))
            except SegmentGone:
                continue

    def manifest_stamp(self) -> int | None:
        """Return the generation of the manifest that is kept in Chroma itself, if there is one."""
        stored = self._manifest_record()
        return None if stored is None else int(stored["generation"])

    def manifest(self) -> str | None:
        """Return the manifest that is kept in Chroma itself, as JSON."""
        stored = self._manifest_record()
        return None if stored is None else str(stored["manifest"])

    def keep_manifest(self, manifest: str, generation: int) -> None:
        """Put a manifest in the old one's place, in one step."""
        with _translated():
            self._client.get_or_create_collection(
                f"{self._name}.{_CATALOG}", embedding_function=None
            ).upsert(
                ids=["manifest"],
                embeddings=np.ones((1, 1), np.float32),  # Chroma wants one; nothing searches here
                metadatas=[{"manifest": manifest, "generation": generation}],
            )

    def _manifest_record(self) -> Mapping[str, Any] | None:
        try:
            with _translated():
                catalog = self._client.get_collection(
                    f"{self._name}.{_CATALOG}", embedding_function=None
                )
                found = catalog.get(ids=["manifest"], include=["metadatas"])["metadatas"]
        except SegmentGone:
            return None
        return found[0] if found else None

    def _collection(self, segment: str, kind: str) -> str:
        return f"{self._name}.{segment}.{kind}"

    def close(self) -> None:
        """Let go of the store; other openings of the same folder go on."""
        with _translated():
            self._client.close()
            # Chroma's own closing leaves the connections to a server open.
            clients: tuple[Any, ...] = (self._client, self._client._admin_client)  # noqa: SLF001
            for each in clients:
                session = getattr(each._server, "_session", None)  # noqa: SLF001
                if session is not None:
                    session.close()


def _incomplete(name: str) -> IndexUnavailable:
    return IndexUnavailable(
        f"The index lacks records that it lists (segment {name}).",
        "Build it anew with `beleg reindex --rebuild`.",
    )


def _hit(record: str, distance: float) -> Hit:
    release, passage, sentences, *sentence = (int(part) for part in record.split("."))
    key = PassageKey(release, passage, sentences)
    return Hit(key, sentence[0] if sentence else None, 1 - distance)


@contextmanager
def _translated(remedy: str = _REMEDY) -> Iterator[None]:
    """Turn whatever Chroma raises into an error of ours; its own tree is not closed."""
    from chromadb.errors import NotFoundError

    try:
        yield
    except NotFoundError as exc:
        raise SegmentGone(
            "A part of the index was replaced while it was read.", "Ask again."
        ) from exc
    except Exception as exc:
        raise IndexUnavailable(
            f"The vector store does not work: {str(exc).rstrip('.')}.", remedy
        ) from exc
