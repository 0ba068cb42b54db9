"""Linking: which releases are versions of one, found as releases arrive.

A release that arrives is compared with those of its days whose leads are nearest to its own, never
all with all; the links are part of the manifest, so every reader sees them with the state they
belong to.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from heapq import nlargest

import numpy as np

from documents.records import PressRelease
from documents.versions import ALIKE, Facts, are_versions, far_apart, replaces
from index.manifest import Link, Manifest
from index.snapshot import Snapshot
from index.store import VectorStore
from index.vectors import EmbeddedEntry, FloatArray, lead_vector

_NEAREST = 24  # a house's releases on one topic come before another language's version of one
_FACTS_KEPT = 1_000


class Linker:
    """Links releases in the state that one writer is making."""

    def __init__(self, store: VectorStore) -> None:
        self._store = store
        self._snapshot: Snapshot | None = None
        self._facts: dict[str, Facts] = {}

    def relinked(self, manifest: Manifest, entries: Sequence[EmbeddedEntry]) -> Manifest:
        """Return ``manifest`` with the links of ``entries``, which it lists, found anew."""
        self._snapshot = snapshot = Snapshot(manifest, self._store, self._snapshot)
        self._facts |= {entry.release.id: Facts(entry.release) for entry, _ in entries}
        arrived = [entry.release.id for entry, _ in entries]
        leads = np.stack([lead_vector(entry, vectors) for entry, vectors in entries])
        found: dict[tuple[str, str], Link] = {}
        for new, near in zip(arrived, _near(snapshot, arrived, leads), strict=True):
            facts = self._facts_of(snapshot, [new, *(old for _, old in near)])
            for cosine, old in near:
                pair = min(new, old), max(new, old)
                if pair not in found and are_versions(facts[new], facts[old], cosine):
                    found[pair] = _link(*pair, facts[new].release, facts[old].release)
        if len(self._facts) > _FACTS_KEPT:
            self._facts.clear()
        return replace(manifest, links=(*without(manifest.links, arrived), *found.values()))

    def _facts_of(self, snapshot: Snapshot, documents: Sequence[str]) -> dict[str, Facts]:
        """Return the facts of releases; those not at hand are read together."""
        missing = [document for document in documents if document not in self._facts]
        for entry in snapshot.entries(missing):
            self._facts[entry.release.id] = Facts(entry.release)
        return {document: self._facts[document] for document in documents}


def _near(
    snapshot: Snapshot, arrived: Sequence[str], leads: FloatArray
) -> list[list[tuple[float, str]]]:
    """Return, for each release that arrived, cosine and id of those that may be versions of it."""
    near: list[list[tuple[float, str]]] = [[] for _ in arrived]
    dates = [snapshot.published(document) for document in arrived]
    for name, segment in snapshot.segments.items():
        live = snapshot.live[name]
        for place, hits in enumerate(segment.nearest_releases(leads, _NEAREST)):
            near[place] += [
                (cosine, live[number])
                for number, cosine in hits
                if cosine >= ALIKE
                and number in live
                and live[number] != arrived[place]
                and not far_apart(snapshot.published(live[number]), dates[place])
            ]
    return [nlargest(_NEAREST, each) for each in near]


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
