"""Embargo: search that never offers what may not be quoted yet."""

from collections.abc import Collection
from datetime import datetime

from documents.status import is_quotable
from index import Index
from index.records import Evidence

_MORE = 4  # times as many, where embargoed releases crowd out the others


def search_quotable(
    index: Index,
    text: str,
    limit: int,
    now: datetime,
    documents: Collection[str] | None = None,
) -> tuple[Evidence, ...]:
    """Return the ``limit`` best sentences for ``text`` from releases that are free at ``now``.

    ``documents`` narrows the search to releases with these ids.
    """
    wished = limit
    while True:
        found = index.search(text, limit=wished, documents=documents)
        free = [evidence for evidence in found if is_quotable(evidence.release, now)]
        if len(free) >= limit or len(found) < wished:
            return tuple(free[:limit])
        wished *= _MORE
