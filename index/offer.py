"""Offering: of what search finds, only what may be quoted now, and each thing said once."""

from collections.abc import Collection
from dataclasses import replace

from index.count_once import as_of, count_once
from index.records import Evidence, Scope
from index.search import Query, search
from index.snapshot import Snapshot


def offer(
    snapshot: Snapshot,
    query: Query,
    limit: int,
    documents: Collection[str] | None,
    scope: Scope,
) -> tuple[Evidence, ...]:
    """Return the ``limit`` best sentences within ``scope`` for a question.

    Releases under embargo are searched without once they are met, so that however many there
    are, they crowd nobody out.
    """
    barred: set[str] = set()
    wished = limit
    while True:
        among = documents
        if barred:
            among = set(snapshot.manifest.releases if documents is None else documents) - barred
        found = search(snapshot, query, wished, among, scope.roles)
        met = {item.release.id for item in found if not scope.holds(item.release)}
        if met:
            barred |= met
            continue
        once = count_once(snapshot, found, query.vector, among, scope)
        if len(once) >= limit or len(found) < wished:
            return tuple(_dated(snapshot, item, scope) for item in once[:limit])
        wished *= 2


def _dated(snapshot: Snapshot, item: Evidence, scope: Scope) -> Evidence:
    """Return evidence whose release carries the status it has as of now."""
    release = as_of(snapshot, item.release, scope)
    if release is item.release:
        return item
    passage = replace(item.passage, release=release)
    return replace(item, sentence=replace(item.sentence, passage=passage))
