"""A snapshot: one published state of the index, opened for reading; it never changes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from documents.records import Role
from index.entries import Entry
from index.manifest import Listing, Manifest
from index.store import VectorStore
from index.vectors import EmbeddedEntry, PassageKey
from index.versions import Versions

if TYPE_CHECKING:
    from index.segment import Segment

_EMBEDDED_KEPT = 64


class Snapshot:
    """The releases that a manifest lists, with the segments they lie in.

    Segments already opened for an earlier snapshot are handed on, so taking up a new state costs
    no more than what is new in it.
    """

    def __init__(
        self, manifest: Manifest, store: VectorStore, earlier: "Snapshot | None" = None
    ) -> None:
        self.manifest = manifest
        opened: Mapping[str, Segment] = earlier.segments if earlier else {}
        self.segments: dict[str, Segment] = {
            name: opened[name] if name in opened else store.segment(name)
            for name in manifest.segments
        }
        self.live: dict[str, dict[int, str]] = {name: {} for name in manifest.segments}
        for document, listing in manifest.releases.items():
            self.live[listing.segment][listing.number] = document
        self.versions = Versions(manifest.links)
        self._embedded = lru_cache(_EMBEDDED_KEPT)(self._read_embedded)

    def entry(self, document: str) -> Entry | None:
        """Return what is kept of one release, or ``None`` where there is no such."""
        listing = self.manifest.releases.get(document)
        return None if listing is None else self.segments[listing.segment].entry(listing.number)

    def counts(self, segment: str, passage: PassageKey, roles: Collection[Role] | None) -> bool:
        """Say whether a passage of a segment is listed and of one of ``roles`` (``None``: any)."""
        document = self.live[segment].get(passage.release)
        if document is None:
            return False
        return roles is None or self._listing(document).role(passage.passage) in roles

    def embedded_entry(self, document: str) -> EmbeddedEntry:
        """Return one release that is listed, with its vectors; those asked for lately are kept."""
        return self._embedded(document)

    def _read_embedded(self, document: str) -> EmbeddedEntry:
        listing = self._listing(document)
        (found,) = self.segments[listing.segment].embedded_entries([listing.number])
        return found

    def entries(self, documents: Sequence[str]) -> list[Entry]:
        """Return several releases at once, in the order of ``documents``."""
        here: dict[str, list[str]] = {}
        for document in documents:
            here.setdefault(self._listing(document).segment, []).append(document)
        found: dict[str, Entry] = {}
        for name, ids in here.items():
            numbers = [self._listing(each).number for each in ids]
            found.update(zip(ids, self.segments[name].entries(numbers), strict=True))
        return [found[document] for document in documents]

    def published(self, document: str) -> date | None:
        """Return the date that a release gives itself, if it does, without reading it."""
        published = self._listing(document).published
        return date.fromisoformat(published) if published else None

    def _listing(self, document: str) -> Listing:
        return self.manifest.releases[document]
