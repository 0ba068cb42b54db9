"""Linking: which releases are versions of one, found as releases arrive.

A release that arrives is compared with those whose leads are nearest to its own, never all with
all; the links are part of the manifest, so every reader sees them with the state they belong to.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from documents.records import PressRelease
from documents.versions import ALIKE, Facts, are_versions, replaces
from index.manifest import Link, Manifest
from index.snapshot import Snapshot
from index.store import VectorStore
from index.vectors import EmbeddedEntry, FloatArray, lead_vector

_NEAREST = 24  # a house's releases on one topic come before another language's version of one
_FACTS_KEPT = 512


class Linker:
    """Links releases in the state that one writer is making."""

    def __init__(self, store: VectorStore) -> None:
        self._store = store
        self._snapshot: Snapshot | None = None
        self._facts = lru_cache(_FACTS_KEPT)(self._read_facts)

    def relinked(self, manifest: Manifest, entries: Sequence[EmbeddedEntry]) -> Manifest:
        """Return ``manifest`` with the links of ``entries``, which it lists, found anew."""
        arrived = {entry.release.id: Facts(entry.release) for entry, _ in entries}
        leads = np.stack([lead_vector(entry, vectors) for entry, vectors in entries])
        self._snapshot = Snapshot(manifest, self._store, self._snapshot)
        found: dict[tuple[str, str], Link] = {}
        for new, old, cosine in _near(self._snapshot, list(arrived), leads):
            pair = min(new, old), max(new, old)
            if pair not in found:
                facts = arrived.get(old) or self._facts(old, manifest.releases[old].content_hash)
                if are_versions(arrived[new], facts, cosine):
                    found[pair] = _link(*pair, arrived[new].release, facts.release)
        return replace(manifest, links=(*without(manifest.links, arrived), *found.values()))

    def _read_facts(self, document: str, _content_hash: str) -> Facts:
        entry = self._snapshot.entry(document) if self._snapshot else None
        if entry is None:
            raise KeyError(document)
        return Facts(entry.release)


def _near(
    snapshot: Snapshot, arrived: Sequence[str], leads: FloatArray
) -> Iterator[tuple[str, str, float]]:
    """Yield each release that arrived with each other whose lead is alike, and their cosine."""
    for name, segment in snapshot.segments.items():
        live = snapshot.live[name]
        for new, hits in zip(arrived, segment.nearest_releases(leads, _NEAREST), strict=True):
            for number, cosine in hits:
                old = live.get(number)
                if old is not None and old != new and cosine >= ALIKE:
                    yield new, old, cosine


def without(links: Sequence[Link], documents: Collection[str]) -> tuple[Link, ...]:
    """Return the links that join none of ``documents``."""
    return tuple(
        link for link in links if link.one not in documents and link.other not in documents
    )


def _link(one: str, other: str, new: PressRelease, old: PressRelease) -> Link:
    for later, earlier in ((new, old), (old, new)):
        if replaces(later, earlier):
            return Link(one, other, earlier.id)
    return Link(one, other)
