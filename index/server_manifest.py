"""The manifest kept on the Chroma server, so that every machine sees the same state."""

from index.manifest import Manifest, from_json, to_json
from index.store import VectorStore


class ServerManifest:
    """The manifest as one record on the server; replaced by one upsert."""

    def __init__(self, store: VectorStore) -> None:
        self._store = store

    def stamp(self) -> int | None:
        """Return the published generation; asking costs one round trip."""
        return self._store.manifest_stamp()

    def read(self) -> Manifest | None:
        """Return the published manifest, or ``None`` before the first."""
        stored = self._store.manifest()
        return None if stored is None else from_json(stored)

    def publish(self, manifest: Manifest) -> None:
        """Put ``manifest`` in the old one's place, in one step."""
        self._store.keep_manifest(to_json(manifest), manifest.generation)
