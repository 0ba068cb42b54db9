"""The vector store: segments of passage, sentence and release records, in Chroma."""

import shutil
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from index.chroma import SegmentGone, close, open_folder, open_server, translated
from index.segment import Collections, Segment
from index.segment_writer import SegmentWriter
from index.vector_file import VectorFile
from index.vector_file_writer import VectorFileWriter
from index.vectors import Size, keys_of, lead_vector

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection as ChromaCollection

_KINDS = ("releases", "passages", "sentences")
_ON_DISK_AT_ONCE = 5_000  # records in one call; SQLite's limit on variables allows little more
_ON_SERVER_AT_ONCE = 300  # records in one call; Chroma's hosted form allows no more
_NEIGHBOURS_LOOKED_AT = 200
_LISTED_AT_ONCE = 200
_CATALOG = "catalog"


class _Opening(dict[str, "ChromaCollection"]):
    """Collections by kind, each opened when it is first asked for."""

    def __init__(self, opened: Callable[[str], "ChromaCollection"]) -> None:
        super().__init__()
        self._opened = opened

    def __missing__(self, kind: str) -> "ChromaCollection":
        collection = self[kind] = self._opened(kind)
        return collection


class VectorStore:
    """Chroma, on this disk or on a server; ``name`` sets one index apart from others there.

    Made by ``on_disk`` or ``on_server``. ``files`` is the folder of the segments' vectors as plain
    files; on a server there are none.
    """

    def __init__(self, client: "Client", name: str, at_once: int, files: Path | None) -> None:
        self._client = client
        self._name = name
        self._at_once = at_once
        self._files = files

    @classmethod
    def on_disk(cls, location: Path) -> Self:
        """Open the store in two folders of its own under ``location``, created if need be."""
        client = open_folder(location / "chroma")
        return cls(client, "index", _ON_DISK_AT_ONCE, location / "vectors")

    @classmethod
    def on_server(cls, address: str, name: str, token: str | None = None) -> Self:
        """Open the store on a Chroma server: ``http[s]://host[:port][/tenant/database]``."""
        return cls(open_server(address, token), name, _ON_SERVER_AT_ONCE, None)

    @contextmanager
    def create(self, name: str, size: Size) -> Iterator[SegmentWriter]:
        """Yield a writer of a new segment for exactly so many records, to be finished."""
        collections = {kind: self._create(name, kind, getattr(size, kind)) for kind in _KINDS}
        file = VectorFileWriter(self._files / name) if self._files else None
        with SegmentWriter(collections, self._at_once, file) as writer:
            yield writer

    def segment(self, name: str) -> Segment:
        """Return a published segment; raises ``SegmentGone`` if it was dropped.

        A re-index opens all segments and searches hardly any, so of their collections it opens
        the one that goes first when a segment is dropped, and the others when they are needed.
        """
        collections = _Opening(lambda kind: self._opened(name, kind))
        collections[_KINDS[0]]
        if self._files is None:
            return Segment(name, collections, self._at_once)
        file = VectorFile.open(self._files / name)
        return Segment(name, collections, self._at_once, file or self._restored(name, collections))

    def names(self) -> set[str]:
        """Return the names of all segments, published or not, whole or not."""
        found: set[str] = set()
        for offset in range(0, sys.maxsize, _LISTED_AT_ONCE):
            with translated():
                listed = self._client.list_collections(limit=_LISTED_AT_ONCE, offset=offset)
            for collection in listed:
                index, _, rest = collection.name.partition(".")
                if index == self._name and rest != _CATALOG:
                    found.add(rest.rpartition(".")[0])
            if len(listed) < _LISTED_AT_ONCE:
                break
        return found

    def leftovers(self, listed: Collection[str], names: Collection[str]) -> set[str]:
        """Return what can be dropped where only ``listed`` counts and ``names`` are in Chroma."""
        found = set(names)
        if self._files and self._files.is_dir():
            found |= {path.name.partition(".")[0] for path in self._files.iterdir()}
        return found - set(listed)

    def drop(self, name: str) -> None:
        """Delete a segment, whatever there is of it."""
        for kind in _KINDS:
            try:
                with translated():
                    self._client.delete_collection(self._collection(name, kind))
            except SegmentGone:
                continue
        if self._files:
            for folder in [self._files / name, *self._files.glob(f"{name}.*")]:
                shutil.rmtree(folder, ignore_errors=True)

    def catalog(self, *, create: bool = False) -> "ChromaCollection | None":
        """Return the collection in which a server keeps the manifest, if there is one."""
        name = f"{self._name}.{_CATALOG}"
        try:
            with translated():
                if create:
                    return self._client.get_or_create_collection(name, embedding_function=None)
                return self._client.get_collection(name, embedding_function=None)
        except SegmentGone:
            return None

    def close(self) -> None:
        """Let go of the store; other openings of the same folder go on."""
        close(self._client)

    def _create(self, segment: str, kind: str, records: int) -> "ChromaCollection":
        # Chroma saves its graph once so many records wait, and whoever opens the collection cold,
        # be it for one record, first repeats what was not saved: so save with the last record.
        hnsw: Any = {"space": "cosine", "ef_search": _NEIGHBOURS_LOOKED_AT}
        hnsw["sync_threshold"] = max(2, records)
        with translated():
            return self._client.create_collection(
                self._collection(segment, kind),
                configuration={"hnsw": hnsw},
                embedding_function=None,
            )

    def _opened(self, segment: str, kind: str) -> "ChromaCollection":
        with translated():
            return self._client.get_collection(
                self._collection(segment, kind), embedding_function=None
            )

    def _restored(self, name: str, collections: Collections) -> VectorFile | None:
        """Make a segment's file of vectors anew, from what Chroma holds."""
        if self._files is None:
            return None
        shutil.rmtree(self._files / name, ignore_errors=True)
        segment = Segment(name, collections, self._at_once)
        numbers = segment.numbers()
        with VectorFileWriter(self._files / name) as writer:
            entries = chain.from_iterable(segment.embedded_parts(numbers))
            for number, (entry, vectors) in zip(numbers, entries, strict=True):
                writer.add(keys_of(number, entry), vectors, lead_vector(entry, vectors)[None])
            writer.finish()
        return VectorFile.open(self._files / name)

    def _collection(self, segment: str, kind: str) -> str:
        return f"{self._name}.{segment}.{kind}"
