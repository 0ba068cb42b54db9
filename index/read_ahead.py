"""Reading ahead: which passages somebody will probably ask about next."""

from collections.abc import Iterator
from datetime import date

from documents.records import Passage
from index.snapshot import Snapshot


def newest_first(snapshot: Snapshot) -> Iterator[Passage]:
    """Yield the passages of every release, those of the newest first, of undated ones last."""

    def published(document: str) -> date:
        return snapshot.published(document) or date.min

    for document in sorted(snapshot.manifest.releases, key=published, reverse=True):
        entry = snapshot.entry(document)
        if entry is not None:
            yield from entry.passages
