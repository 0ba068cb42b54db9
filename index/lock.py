"""The lock of writing: one process at a time changes an index."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from documents.errors import DataFolderUnusable, IndexBusy


@contextmanager
def writing(location: Path, *, seconds: float) -> Iterator[None]:
    """Hold the index's lock; raises ``IndexBusy`` if another still holds it after ``seconds``.

    The operating system frees the lock of a process that dies, however it dies.
    """
    lock = FileLock(location / "writing.lock")
    holder = location / "writing.holder"
    try:
        lock.acquire(timeout=seconds)
    except Timeout as exc:
        raise IndexBusy(
            f"Another process ({_name(holder)}) is re-indexing this index.",
            "Wait until it has finished, or end it, and try again.",
        ) from exc
    except OSError as exc:
        raise DataFolderUnusable(
            f"The folder {location} cannot be written: {exc}.",
            "Give your account the right to write there, or choose another with BELEG_DATA.",
        ) from exc
    try:
        with suppress(OSError):  # on a full disk; the name is a courtesy
            holder.write_text(f"process {os.getpid()}", encoding="utf-8")
        yield
    finally:
        lock.release()


def _name(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8") or "of unknown number"
    except OSError:
        return "of unknown number"
