"""Describing: everything that was found in each release."""

from collections import Counter

from documents.records import Role, Status
from index.count_once import as_of
from index.records import DescribedRelease, Scope
from index.snapshot import Snapshot


def describe(snapshot: Snapshot, scope: Scope) -> tuple[DescribedRelease, ...]:
    """Return every release with its versions and its parts, in the order of their ids."""
    described = []
    for entry in snapshot.entries(sorted(snapshot.manifest.releases)):
        release = as_of(snapshot, entry.release, scope)
        replaced = release.status is Status.SUPERSEDED
        passages, sentences = Counter[Role](), Counter[Role]()
        for passage, of_passage in zip(entry.passages, entry.sentences, strict=True):
            passages[passage.role] += 1
            sentences[passage.role] += len(of_passage)
        described.append(
            DescribedRelease(
                release,
                snapshot.versions.of(release.id),
                snapshot.versions.replacing(release.id) if replaced else (),
                dict(passages),
                dict(sentences),
            )
        )
    return tuple(described)
