"""The current state of an index: the newest published one, followed from process to process."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from threading import RLock
from typing import TypeVar

from documents.errors import IndexUnavailable
from index.chroma import SegmentGone
from index.manifest import Manifest, ManifestFile, ManifestKeeper
from index.server_manifest import ServerManifest
from index.snapshot import Snapshot
from index.store import VectorStore

T = TypeVar("T")

_ATTEMPTS = 10


class CurrentState:
    """Opens the vector store when it is first needed, and a snapshot whenever there is a newer one.

    ``empty`` makes the manifest of an index that nothing was published in yet. Safe to share
    between threads.
    """

    def __init__(
        self, location: Path, empty: Callable[[], Manifest], server: str | None, token: str | None
    ) -> None:
        self._location = location
        self._empty = empty
        self._server = server
        self._token = token
        self._lock = RLock()
        self._store: VectorStore | None = None
        self._snapshot: Snapshot | None = None
        self._stamp: object = None

    def store(self) -> VectorStore:
        """Return the vector store, opened."""
        with self._lock:
            if self._store is None:
                if self._server is None:
                    self._store = VectorStore.on_disk(self._location)
                else:
                    name = _server_name(self._location)
                    self._store = VectorStore.on_server(self._server, name, self._token)
            return self._store

    def keeper(self) -> ManifestKeeper:
        """Return what keeps the manifest: a file here, or the server."""
        if self._server is None:
            return ManifestFile(self._location / "manifest.json")
        return ServerManifest(self.store())

    def manifest(self) -> Manifest:
        """Return the newest manifest without opening the vector store on this disk for it."""
        with self._lock:
            if self._snapshot is not None and self.keeper().stamp() == self._stamp:
                return self._snapshot.manifest
            return self.keeper().read() or self._empty()

    def snapshot(self) -> Snapshot:
        """Return the newest published state, opened."""
        with self._lock:
            for _ in range(_ATTEMPTS):
                stamp = self.keeper().stamp()
                if self._snapshot is not None and stamp == self._stamp:
                    return self._snapshot
                manifest = self.keeper().read() or self._empty()
                try:
                    self._snapshot = Snapshot(manifest, self.store(), self._snapshot)
                except IndexUnavailable as exc:
                    if self.keeper().stamp() == stamp:
                        raise _lasting(exc) from exc
                    continue
                self._stamp = stamp
                return self._snapshot
        raise _restless()

    def reading(self, read: Callable[[Snapshot], T]) -> T:
        """Read from the newest state, and again where its parts were dropped meanwhile.

        A segment is dropped only after a newer state was published, and Chroma says so with
        several kinds of error; so any error counts only if the state is still the newest.
        """
        for _ in range(_ATTEMPTS):
            snapshot = self.snapshot()
            try:
                return read(snapshot)
            except IndexUnavailable as exc:
                if self.snapshot() is snapshot:
                    raise _lasting(exc) from exc
        raise _restless()

    def close(self) -> None:
        """Let go of the vector store; it is opened anew when it is needed again."""
        with self._lock:
            if self._store is not None:
                self._store.close()
            self._store = self._snapshot = None


def _server_name(location: Path) -> str:
    """Return the index's name on a server: plain letters, as Chroma takes no others."""
    return f"beleg-{hashlib.sha256(location.name.encode()).hexdigest()[:12]}"


def _lasting(error: IndexUnavailable) -> IndexUnavailable:
    """Return the error as it is told where no newer state explains it."""
    if not isinstance(error, SegmentGone):
        return error
    return IndexUnavailable(
        "The index lacks parts that it lists.",
        "Run `beleg reindex`, which embeds again what is missing.",
    )


def _restless() -> IndexUnavailable:
    return IndexUnavailable(
        "The index changes faster than it can be read.", "Ask again in a moment."
    )
