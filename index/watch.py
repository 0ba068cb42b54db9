"""Watching: the index follows the documents folder while it is in use."""

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

from documents.errors import BelegError
from documents.folder import scan_documents
from index.index import Index
from index.records import ReindexReport

# A file that was written to so shortly ago may be only half there.
_RESTING_NANOSECONDS = 1_000_000_000
_LOOK_MILLISECONDS = 500


def watch_folder(
    index: Index,
    folder: Path,
    stop: Event,
    *,
    on_report: Callable[[ReindexReport], None],
    on_problem: Callable[[BelegError], None],
) -> None:
    """Re-index whenever files change, until ``stop`` is set; begins with one re-index.

    A change is taken up when no file has been written to for a second. ``on_report`` hears of
    each re-index that found something to do, ``on_problem`` of each that failed; it is tried
    again at the next change. Raises ``FolderUnusable`` if the folder is not there.
    """
    import watchfiles

    scan_documents(folder)
    pending = True  # what changed before the watch began
    for changes in watchfiles.watch(
        folder,
        watch_filter=None,
        stop_event=stop,
        debounce=_LOOK_MILLISECONDS,
        rust_timeout=_LOOK_MILLISECONDS,
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        pending = pending or bool(changes)
        try:
            if not pending or not _rests(folder):
                continue
            pending = False
            report = index.reindex(folder)
        except BelegError as exc:
            pending = False
            on_problem(exc)
            continue
        if report.added or report.changed or report.removed or report.failed:
            on_report(report)


def _rests(folder: Path) -> bool:
    now = time.time_ns()
    return not any(
        now - _RESTING_NANOSECONDS < file.changed_at <= now for file in scan_documents(folder)
    )
