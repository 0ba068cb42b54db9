"""Embargo: search that never offers what may not be quoted yet."""

from datetime import datetime

from index import Index
from index.records import Evidence, Wanted


def search_quotable(
    index: Index, text: str, limit: int, now: datetime, language: str | None = None
) -> tuple[Evidence, ...]:
    """Return the ``limit`` best sentences for ``text`` from releases that are free at ``now``.

    Where versions say the same, the one in ``language`` (ISO 639-1) is offered.
    """
    return index.search(text, limit=limit, wanted=Wanted(language=language, now=now))
