"""The manifest kept on the Chroma server, so that every machine sees the same state.

One record, the head, names the generation that counts. The manifest's text lies in records of its
generation, written before the head is put in the old one's place.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from index.chroma import translated
from index.manifest import Manifest, ManifestDamaged, from_json, to_json
from index.pieces import from_pieces, in_records
from index.store import VectorStore

_ATTEMPTS = 10
_AT_ONCE = 20  # records in one call: some 2 MB


class ServerManifest:
    """The manifest as records in a collection; replaced by one upsert."""

    def __init__(self, store: VectorStore) -> None:
        self._store = store

    def stamp(self) -> int | None:
        """Return the published generation; asking costs one round trip or two."""
        head = self._head()
        return None if head is None else int(head["generation"])

    def read(self) -> Manifest | None:
        """Return the published manifest, or ``None`` before the first."""
        for _ in range(_ATTEMPTS):
            head = self._head()
            if head is None:
                return None
            stored = self._records(_ids(head["generation"], head["records"]))
            if len(stored) == head["records"]:
                return from_json("".join(map(from_pieces, stored)))
        raise ManifestDamaged(
            "The server's list of contents is not whole.",
            "Build the index anew with `beleg reindex --rebuild`.",
        )

    def publish(self, manifest: Manifest) -> None:
        """Put ``manifest`` in the old one's place, in one step."""
        generation = manifest.generation
        records = [{"generation": generation, **each} for each in in_records(to_json(manifest))]
        ids = _ids(generation, len(records))
        for start in range(0, len(ids), _AT_ONCE):
            chosen = slice(start, start + _AT_ONCE)
            self._put(ids[chosen], records[chosen])
        self._put(["head"], [{"generation": generation, "records": len(records)}])
        catalog = self._store.catalog(create=True)
        if catalog is not None:
            with translated():
                older: Any = {"generation": {"$lt": generation}}
                catalog.delete(where=older)

    def _head(self) -> Mapping[str, Any] | None:
        found = self._records(["head"])
        return found[0] if found else None

    def _records(self, ids: list[str]) -> list[Mapping[str, Any]]:
        catalog = self._store.catalog()
        if catalog is None:
            return []
        found: dict[str, Mapping[str, Any]] = {}
        for start in range(0, len(ids), _AT_ONCE):
            with translated():
                records = catalog.get(ids=ids[start : start + _AT_ONCE], include=["metadatas"])
            found.update(zip(records["ids"], records["metadatas"] or [], strict=True))
        return [found[each] for each in ids if each in found]

    def _put(self, ids: list[str], records: list[Any]) -> None:
        catalog = self._store.catalog(create=True)
        if catalog is not None:
            # Chroma wants a vector for each record; nothing searches here.
            vectors = np.ones((len(ids), 1), np.float32)
            with translated():
                catalog.upsert(ids=ids, embeddings=vectors, metadatas=records)


def _ids(generation: int, count: int) -> list[str]:
    return [f"{generation}.{number}" for number in range(count)]
