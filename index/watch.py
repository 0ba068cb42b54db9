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
# A file that is always being written to must not keep the others waiting.
_WAIT_AT_MOST_SECONDS = 20.0
# Folders on other machines tell nothing of their changes, and a failure may have passed.
_LOOK_ANYWAY_SECONDS = 30.0


def watch_folder(  # noqa: PLR0913 - what to watch, whom to tell, and what they know
    index: Index,
    folder: Path,
    stop: Event,
    *,
    on_report: Callable[[ReindexReport], None],
    on_problem: Callable[[BelegError], None],
    seen: ReindexReport | None = None,
) -> None:
    """Re-index whenever files change, until ``stop`` is set; begins with one re-index.

    A change is taken up when no file has been written to for a second. ``on_report`` hears of
    each re-index that found something new since ``seen``, ``on_problem`` of each that failed
    otherwise than the one before; what failed is tried again. Raises ``FolderUnusable`` if the
    folder is not there.
    """
    import watchfiles

    scan_documents(folder)
    pending, since, looked = True, time.monotonic(), 0.0
    told: object = seen.failed if seen else ()  # the last failures: of files, or of the whole
    for changes in watchfiles.watch(
        folder,
        watch_filter=None,
        stop_event=stop,
        debounce=_LOOK_MILLISECONDS,
        rust_timeout=_LOOK_MILLISECONDS,
        yield_on_timeout=True,
    ):
        now = time.monotonic()
        if not pending and (changes or now - looked > _LOOK_ANYWAY_SECONDS):
            pending, since = True, now
        try:
            if not pending or not (_rests(folder) or now - since > _WAIT_AT_MOST_SECONDS):
                continue
            pending, looked = False, now
            report = index.reindex(folder)
        except BelegError as exc:
            pending, looked = False, now
            if told != str(exc):
                told = str(exc)
                on_problem(exc)
            continue
        if report.added or report.changed or report.removed or report.failed not in ((), told):
            on_report(report)
        told = report.failed


def _rests(folder: Path) -> bool:
    now = time.time_ns()
    return not any(
        now - _RESTING_NANOSECONDS < file.changed_at <= now for file in scan_documents(folder)
    )
