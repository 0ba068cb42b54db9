"""Publishing: insert, then switch, then delete.

New releases go into a new segment that nobody reads yet; one replacement of the manifest makes it
count; only then is dropped what the manifest no longer lists. A writer that dies in between leaves
either the old state or the new one, and leftovers that the next writer drops.
"""

import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from documents.records import PressRelease
from index.embedding import KnownVectors
from index.entries import passage_texts
from index.linking import Linker, without
from index.manifest import Listing, Manifest, ManifestKeeper, letters_of
from index.merge import segments_to_merge
from index.snapshot import Snapshot
from index.store import VectorStore
from index.vectors import EmbeddedEntry, Size

if TYPE_CHECKING:
    from index.segment import Segment


class Publisher:
    """Writes one new state after the other; the caller holds the index's lock.

    ``manifest`` is the state in the making, published by ``switch``; ``published`` is the one that
    readers have.
    """

    def __init__(
        self,
        store: VectorStore,
        keeper: ManifestKeeper,
        manifest: Manifest,
        published: Manifest | None,
    ) -> None:
        self.manifest = manifest
        self._published = published
        self._store = store
        self._keeper = keeper
        self._linker = Linker(store)
        self._opened: dict[str, Segment] = {}
        self._made = {*manifest.segments, *(published.segments if published else ())}
        self._twins = {each.content_hash: document for document, each in manifest.releases.items()}

    def known_vectors(self, release: PressRelease) -> KnownVectors:
        """Return the vectors of passages that an earlier or a moved version of a release has."""
        for document in (self._twins.get(release.content_hash, release.id), release.id):
            if document in self.manifest.releases:
                return self._vectors_by_passage(document)
        return {}

    def insert(self, entries: Sequence[EmbeddedEntry]) -> None:
        """Write entries into a new segment, in place of earlier versions of the same releases."""
        if entries:
            passages = sum(len(vectors.passages) for _, vectors in entries)
            sentences = sum(len(vectors.sentences) for _, vectors in entries)
            self._insert([entries], Size(len(entries), passages, sentences))
            self.manifest = self._linker.relinked(self.manifest, entries)

    def remove(self, documents: Collection[str]) -> None:
        """List these releases no longer."""
        releases = dict(self.manifest.releases)
        for document in documents:
            releases.pop(document, None)
        links = without(self.manifest.links, documents)
        self.manifest = replace(self.manifest, releases=releases, links=links)

    def switch(self) -> None:
        """Publish the state in the making if it is a new one, then drop what it doesn't list."""
        if self.manifest == self._published:
            return
        used = {listing.segment for listing in self.manifest.releases.values()}
        segments = {name: size for name, size in self.manifest.segments.items() if name in used}
        self.manifest = replace(
            self.manifest,
            segments=segments,
            generation=self.manifest.generation + 1,
            published_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        self._keeper.publish(self.manifest)
        self._published = self.manifest
        for name in self._made - set(segments):
            self._store.drop(name)
        self._made = set(segments)

    def merge(self) -> None:
        """Merge segments while there are too many, or too many dead vectors in one."""
        while names := segments_to_merge(self._live_vectors(), self.manifest.segments):
            snapshot = Snapshot(self.manifest, self._store)
            copied = [each for each in self.manifest.releases.values() if each.segment in names]
            size = Size(
                len(copied),
                sum(each.passages for each in copied),
                sum(each.sentences for each in copied),
            )
            self._insert(_copied(snapshot, names), size)
            self.switch()

    def _insert(self, parts: Iterable[Sequence[EmbeddedEntry]], size: Size) -> None:
        name = f"segment-{secrets.token_hex(6)}"
        self._made.add(name)
        releases = dict(self.manifest.releases)
        number = 0
        with self._store.create(name, size) as segment:
            for part in parts:
                segment.add(number, part)
                for entry, _ in part:
                    published = entry.release.published
                    releases[entry.release.id] = Listing(
                        name,
                        number,
                        entry.release.content_hash,
                        entry.release.language,
                        len(entry.passages),
                        entry.sentence_count,
                        letters_of(passage.role for passage in entry.passages),
                        published.isoformat() if published else None,
                    )
                    number += 1
            segment.finish()
        self.manifest = replace(
            self.manifest,
            releases=releases,
            segments={**self.manifest.segments, name: size.vectors},
        )

    def _vectors_by_passage(self, document: str) -> KnownVectors:
        listing = self.manifest.releases[document]
        if listing.segment not in self._opened:
            self._opened[listing.segment] = self._store.segment(listing.segment)
        ((entry, vectors),) = self._opened[listing.segment].embedded_entries([listing.number])
        return dict(zip(passage_texts(entry), vectors.by_passage(entry), strict=True))

    def _live_vectors(self) -> Counter[str]:
        live = Counter(dict.fromkeys(self.manifest.segments, 0))
        for listing in self.manifest.releases.values():
            live[listing.segment] += listing.passages + listing.sentences
        return live


def without_lost(manifest: Manifest, names: Collection[str]) -> Manifest:
    """Return the manifest without segments that are gone; ``names`` are those the store has.

    Their releases are then read and embedded anew.
    """
    lost = set(manifest.segments) - set(names)
    if not lost:
        return manifest
    releases = {
        document: listing
        for document, listing in manifest.releases.items()
        if listing.segment not in lost
    }
    segments = {name: size for name, size in manifest.segments.items() if name not in lost}
    links = without(manifest.links, manifest.releases.keys() - releases.keys())
    return replace(manifest, releases=releases, segments=segments, links=links)


def _copied(snapshot: Snapshot, names: Collection[str]) -> Iterator[list[EmbeddedEntry]]:
    """Yield what counts of these segments, some entries at a time."""
    for name in names:
        yield from snapshot.segments[name].embedded_parts(sorted(snapshot.live[name]))
