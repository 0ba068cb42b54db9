"""The index: what the other packages use to find evidence and to keep it up to date."""

import hashlib
import re
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self, TypeVar

from documents.errors import DataFolderUnusable, IndexUnavailable
from documents.records import PressRelease
from index.count_once import as_of
from index.embedder import Embedder
from index.fingerprint import reading_fingerprint
from index.folder_state import FolderState
from index.lock import writing
from index.manifest import Manifest, ManifestFile, ManifestKeeper
from index.offer import offer
from index.records import Evidence, IndexStatus, ReindexReport, Scope
from index.reindex import OnProgress, Reindex, check_model, plan_for
from index.server_manifest import ServerManifest
from index.snapshot import Snapshot
from index.store import VectorStore
from index.vectors import FloatArray

T = TypeVar("T")

_ATTEMPTS = 10
_LOCK_SECONDS = 60.0
_QUESTIONS_KEPT = 16


def index_location(data_folder: Path, documents_folder: Path) -> Path:
    """Return where under the data folder the index of a documents folder lies."""
    resolved = documents_folder.resolve()
    name = re.sub(r"[^\w.-]+", "-", resolved.name).strip("-") or "documents"
    return data_folder / "index" / f"{name}-{hashlib.sha256(bytes(resolved)).hexdigest()[:12]}"


class Index:
    """Finds evidence in the releases of one folder; safe to share between threads.

    Any number of processes may read one index while one of them re-indexes it: each search sees
    one published state, whole, and the newest when it begins.
    """

    def __init__(
        self,
        location: Path,
        embedder: Embedder,
        *,
        server: str | None = None,
        token: str | None = None,
    ) -> None:
        self._location = location
        self._embedder = embedder
        self._server = server
        self._token = token
        self._lock = RLock()
        self._store: VectorStore | None = None
        self._snapshot: Snapshot | None = None
        self._stamp: object = None
        # A question is searched more than once where boilerplate is near to it.
        self._vector_of = lru_cache(_QUESTIONS_KEPT)(
            lambda text: embedder.embed_questions([text])[0]
        )

    @classmethod
    def open(
        cls,
        location: Path,
        embedder: Embedder,
        *,
        server: str | None = None,
        token: str | None = None,
    ) -> Self:
        """Open the index in the folder ``location``, empty where there is none yet.

        With ``server`` (``http[s]://host[:port][/tenant/database]``) and its ``token`` the vectors
        and the list of contents lie on a Chroma server, and the folder only keeps the lock of
        writing and a cache: let one machine re-index, any number may ask. Raises
        ``DataFolderUnusable`` if the folder cannot be made.
        """
        try:
            location.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise DataFolderUnusable(
                f"The folder {location} cannot be made: {exc}.",
                "Give your account the right to write there, or choose another with BELEG_DATA.",
            ) from exc
        return cls(location, embedder, server=server, token=token)

    def search(
        self,
        question: str,
        *,
        limit: int = 6,
        documents: Collection[str] | None = None,
        scope: Scope | None = None,
    ) -> tuple[Evidence, ...]:
        """Return the ``limit`` sentences that most likely answer the question, best first.

        ``documents`` narrows the search to releases with these ids, ``scope`` in other ways. Of
        versions of a release that say the same, one counts. Raises ``IndexModelMismatch`` when
        the index was built with another embedding model.
        """
        if not self._current_manifest().releases:
            return ()
        vector = self._vector_of(question)

        def find(snapshot: Snapshot) -> tuple[Evidence, ...]:
            check_model(snapshot.manifest, self._embedder)
            return offer(snapshot, vector, limit, documents, scope or Scope())

        return self._reading(find)

    def reindex(
        self, folder: Path, *, on_progress: OnProgress | None = None, rebuild: bool = False
    ) -> ReindexReport:
        """Bring the index to what the folder holds; what is unchanged costs next to nothing.

        ``rebuild`` embeds everything anew beside the old state and switches when done. Raises
        ``IndexBusy`` if another process goes on re-indexing, ``IndexModelMismatch``,
        ``FolderUnusable``.
        """
        with writing(self._location, seconds=_LOCK_SECONDS):
            reading = reading_fingerprint()
            run = Reindex(
                self._open_store(),
                self._keeper(),
                self._embedder,
                on_progress=on_progress,
                rebuild=rebuild,
            )
            return run.run(folder, FolderState(self._location / "files.json", reading), reading)

    def drift(self, folder: Path) -> ReindexReport:
        """Return what a re-index would do now, without doing it; raises ``FolderUnusable``."""
        reading = reading_fingerprint()
        state = FolderState(self._location / "files.json", reading)
        return plan_for(state.scan(folder), self._current_manifest(), reading).report()

    def releases(self) -> tuple[PressRelease, ...]:
        """Return every release in the index, in the order of their ids."""
        return self._reading(
            lambda snapshot: tuple(
                as_of(snapshot, entry.release, _now())
                for entry in snapshot.entries(sorted(snapshot.manifest.releases))
            )
        )

    def release(self, document_id: str) -> PressRelease | None:
        """Return the release with this id as it is now, or ``None``."""

        def read(snapshot: Snapshot) -> PressRelease | None:
            entry = snapshot.entry(document_id)
            return as_of(snapshot, entry.release, _now()) if entry else None

        return self._reading(read)

    def versions(self, document_id: str) -> tuple[str, ...]:
        """Return the ids of the other versions of a release: other languages, sites, dates."""
        return self._reading(lambda snapshot: snapshot.versions.of(document_id))

    def status(self) -> IndexStatus:
        """Return what the index holds."""
        manifest = self._current_manifest()
        listings = manifest.releases.values()
        languages: dict[str, int] = {}
        for listing in listings:
            languages[listing.language] = languages.get(listing.language, 0) + 1
        return IndexStatus(
            location=self._server or str(self._location),
            releases=len(listings),
            passages=sum(listing.passages for listing in listings),
            sentences=sum(listing.sentences for listing in listings),
            model=manifest.model,
            generation=manifest.generation,
            languages=dict(sorted(languages.items())),
            changed_at=datetime.fromisoformat(manifest.published_at)
            if manifest.published_at
            else None,
            bytes_on_disk=_bytes_under(self._location) if self._server is None else None,
        )

    @property
    def generation(self) -> int:
        """A number that grows with each published state; 0 before the first."""
        return self._current_manifest().generation

    def close(self) -> None:
        """Let go of the vector store; the index may be used again and opens it anew."""
        with self._lock:
            if self._store is not None:
                self._store.close()
            self._store = self._snapshot = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _embed(self, question: str) -> FloatArray:
        vector: FloatArray = self._embedder.embed_questions([question])[0]
        return vector

    def _open_store(self) -> VectorStore:
        with self._lock:
            if self._store is None:
                if self._server is None:
                    self._store = VectorStore.on_disk(self._location / "chroma")
                else:
                    name = _server_name(self._location)
                    self._store = VectorStore.on_server(self._server, name, self._token)
            return self._store

    def _keeper(self) -> ManifestKeeper:
        if self._server is None:
            return ManifestFile(self._location / "manifest.json")
        return ServerManifest(self._open_store())

    def _reading(self, read: Callable[[Snapshot], T]) -> T:
        """Read from the newest state, and again where its parts were dropped meanwhile.

        A segment is dropped only after a newer state was published, and Chroma says so with
        several kinds of error; so any error counts only if the state is still the newest.
        """
        for _ in range(_ATTEMPTS):
            snapshot = self._current()
            try:
                return read(snapshot)
            except IndexUnavailable:
                if self._current() is snapshot:
                    raise
        raise _restless()

    def _current(self) -> Snapshot:
        """Return the newest published state, opened."""
        with self._lock:
            for _ in range(_ATTEMPTS):
                stamp = self._keeper().stamp()
                if self._snapshot is not None and stamp == self._stamp:
                    return self._snapshot
                manifest = self._keeper().read() or self._empty()
                try:
                    self._snapshot = Snapshot(manifest, self._open_store(), self._snapshot)
                except IndexUnavailable:
                    if self._keeper().stamp() == stamp:
                        raise
                    continue
                self._stamp = stamp
                return self._snapshot
        raise _restless()

    def _current_manifest(self) -> Manifest:
        """Return the newest manifest without opening the vector store for it."""
        with self._lock:
            if self._snapshot is not None and self._keeper().stamp() == self._stamp:
                return self._snapshot.manifest
            return self._keeper().read() or self._empty()

    def _empty(self) -> Manifest:
        return Manifest(self._embedder.fingerprint, reading_fingerprint())


def _server_name(location: Path) -> str:
    """Return the index's name on a server: plain letters, as Chroma takes no others."""
    return f"beleg-{hashlib.sha256(location.name.encode()).hexdigest()[:12]}"


def _now() -> Scope:
    return Scope(now=datetime.now(UTC))


def _restless() -> IndexUnavailable:
    return IndexUnavailable(
        "The index changes faster than it can be read.", "Ask again in a moment."
    )


def _bytes_under(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
