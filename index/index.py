"""The index: what the other packages use to find evidence and to keep it up to date."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from documents.errors import DataFolderUnusable, IndexModelMismatch
from documents.language import guess_language
from documents.records import PressRelease, Sentence
from index.count_once import as_of
from index.current import CurrentState
from index.describe import describe
from index.embedder import Embedder, ReadsTokens
from index.fingerprint import reading_fingerprint
from index.folder_state import FolderState
from index.health import examine
from index.late_interaction import HELD, LateInteraction
from index.lock import writing
from index.manifest import Manifest
from index.model_match import ModelMatch
from index.offer import offer
from index.read_ahead import newest_first
from index.records import (
    DescribedRelease,
    Evidence,
    IndexHealth,
    IndexStatus,
    ReindexReport,
    Scope,
)
from index.reindex import OnProgress, Reindex, plan_for
from index.search import Query
from index.shared_words import Question
from index.snapshot import Snapshot
from index.status import status_of
from index.vectors import FloatArray

_LOCK_SECONDS = 60.0
_QUESTIONS_KEPT = 16


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
        self._models = ModelMatch(embedder)
        self._state = CurrentState(location, self._empty, server, token)
        # A question is searched more than once where boilerplate is near to it.
        self._query_of = lru_cache(_QUESTIONS_KEPT)(self._query)
        reader = embedder.token_reader() if isinstance(embedder, ReadsTokens) else None
        self._matching = LateInteraction(reader) if reader else None

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
        if not self._state.manifest().releases:
            return ()
        query = self._query_of(question)
        wished = max(limit, HELD) if self._matching else limit

        def find(snapshot: Snapshot) -> tuple[Evidence, ...]:
            self._models.check(snapshot.manifest)
            return offer(snapshot, query, wished, documents, scope or Scope())

        found = self._state.reading(find)
        return (self._matching.reordered(question, found) if self._matching else found)[:limit]

    def read_ahead(self, may_go_on: Callable[[], bool]) -> bool:
        """Read passages, those of the newest releases first, before a question needs them.

        Returns whether nothing is left to read or no room to keep it; before each passage
        ``may_go_on`` is asked. Raises ``ServiceError`` where the index cannot be read.
        """
        if self._matching is None:
            return True
        matching = self._matching
        return self._state.reading(
            lambda snapshot: matching.read_ahead(newest_first(snapshot), may_go_on)
        )

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
                self._state.store(),
                self._state.keeper(),
                self._embedder,
                on_progress=on_progress,
                rebuild=rebuild,
            )
            state = FolderState(self._location / "files.json", reading)
            try:
                return run.run(folder, state, reading)
            except IndexModelMismatch:
                self._models.check(self._state.manifest())
                raise

    def drift(self, folder: Path) -> ReindexReport:
        """Return what a re-index would do now, without doing it; raises ``FolderUnusable``."""
        reading = reading_fingerprint()
        state = FolderState(self._location / "files.json", reading)
        return plan_for(state.scan(folder), self._state.manifest(), reading).report()

    def check(self) -> None:
        """Raise a ``BelegError`` if no question could be answered: models differ, parts are lost.

        Costs next to nothing where nothing has changed since the last search.
        """
        if self._state.manifest().releases:
            self._models.check(self._state.snapshot().manifest)

    def health(self, folder: Path) -> IndexHealth:
        """Return how the index stands to the folder and to the embedding model."""
        return examine(lambda: self.drift(folder), self.check)

    def releases(self) -> tuple[PressRelease, ...]:
        """Return every release in the index, in the order of their ids."""
        return self._state.reading(
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

        return self._state.reading(read)

    def embedded(self, document_id: str) -> tuple[tuple[Sentence, ...], FloatArray]:
        """Return a release's sentences in order, and a row for each of them, its unit vector.

        There are none of a release that is not in the index.
        """

        def read(snapshot: Snapshot) -> tuple[tuple[Sentence, ...], FloatArray]:
            if document_id not in snapshot.manifest.releases:
                return (), np.zeros((0, 0), np.float32)
            entry, vectors = snapshot.embedded_entry(document_id)
            return tuple(each for those in entry.sentences for each in those), vectors.sentences

        return self._state.reading(read)

    def versions(self, document_id: str) -> tuple[str, ...]:
        """Return the ids of the other versions of a release: other languages, sites, dates."""
        return self._state.reading(lambda snapshot: snapshot.versions.of(document_id))

    def described(self) -> tuple[DescribedRelease, ...]:
        """Return every release with its versions and its parts, in the order of their ids."""
        return self._state.reading(lambda snapshot: describe(snapshot, _now()))

    def status(self) -> IndexStatus:
        """Return what the index holds."""
        return status_of(self._state.manifest(), self._location, self._server)

    @property
    def generation(self) -> int:
        """A number that grows with each published state; 0 before the first."""
        return self._state.manifest().generation

    def close(self) -> None:
        """Let go of the vector store; the index may be used again and opens it anew."""
        self._state.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _query(self, question: str) -> Query:
        words = Question.of(question, guess_language(question).language)
        return Query(self._embedder.embed_questions([question])[0], words)

    def _empty(self) -> Manifest:
        return Manifest(self._embedder.fingerprint, reading_fingerprint())


def _now() -> Scope:
    return Scope(now=datetime.now(UTC))
