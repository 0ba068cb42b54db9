"""The library of an assistant: its folder of press releases, indexed and kept up to date."""

from collections.abc import Callable
from threading import Event

from assistant.settings import Settings
from documents.errors import BelegError
from documents.records import PressRelease
from index import (
    Index,
    IndexHealth,
    IndexStatus,
    ReindexProgress,
    ReindexReport,
    watch_folder,
)
from index.records import DescribedRelease

OnProgress = Callable[[ReindexProgress], None]


class Library:
    """The releases of one folder as they stand in the index; safe to share between threads."""

    def __init__(self, settings: Settings, index: Index) -> None:
        self.settings = settings
        self._index = index

    def reindex(
        self, *, on_progress: OnProgress | None = None, rebuild: bool = False
    ) -> ReindexReport:
        """Take up new, changed and removed releases of the folder; see ``Index.reindex``."""
        return self._index.reindex(
            self.settings.documents, on_progress=on_progress, rebuild=rebuild
        )

    def watch(
        self,
        stop: Event,
        *,
        on_report: Callable[[ReindexReport], None],
        on_problem: Callable[[BelegError], None],
        seen: ReindexReport | None = None,
    ) -> None:
        """Take up what changes in the folder until ``stop`` is set; see ``watch_folder``."""
        watch_folder(
            self._index,
            self.settings.documents,
            stop,
            on_report=on_report,
            on_problem=on_problem,
            seen=seen,
        )

    def health(self) -> IndexHealth:
        """Return how the index stands to the folder and the models, and what is amiss."""
        return self._index.health(self.settings.documents)

    def check(self) -> None:
        """Raise a ``BelegError`` where no question could be answered at the moment."""
        self._index.check()

    def releases(self) -> tuple[PressRelease, ...]:
        """Return every release in the index, by id."""
        return self._index.releases()

    def release(self, document: str) -> PressRelease | None:
        """Return one release by its id (a citation's ``document``), or ``None``."""
        return self._index.release(document)

    def versions(self, document: str) -> tuple[str, ...]:
        """Return the ids of a release's other versions: other languages, sites, dates."""
        return self._index.versions(document)

    def described(self) -> tuple[DescribedRelease, ...]:
        """Return every release with all that was found in it, by id."""
        return self._index.described()

    def status(self) -> IndexStatus:
        """Return what the index holds."""
        return self._index.status()
