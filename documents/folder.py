"""The documents folder: which files in it are releases."""

import os
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from documents.errors import FolderUnusable

SUPPORTED = frozenset({".docx", ".eml", ".htm", ".html", ".md", ".pdf", ".txt"})


class DocumentFile(NamedTuple):
    """One release file as the file system describes it, without opening it.

    ``document`` is its path relative to the folder, with forward slashes. ``signature`` changes
    whenever the file does; ``changed_at`` is when it was last written, in nanoseconds since 1970.
    A tuple, as thousands of them are made at every look.
    """

    document: str
    signature: str
    changed_at: int


def find_documents(folder: Path) -> list[Path]:
    """Return every release file in ``folder`` and below, sorted by its path.

    Hidden files and folders and files of other kinds are left out. Links are followed; a folder
    reached twice, as in a loop of links, is read once. Raises ``FolderUnusable``.
    """
    return [folder / file.document for file in scan_documents(folder)]


def scan_documents(folder: Path) -> list[DocumentFile]:
    """Return what ``find_documents`` finds, each with its signature: one look at each file.

    A hundred thousand files are compared with an index at every re-index, hence plain strings.
    """
    try:
        if not folder.is_dir():
            how = "is no folder" if folder.exists() else "is not there"
            raise FolderUnusable(
                f"The documents folder {folder} {how}.",
                "Create it, or name another one with --documents or BELEG_DOCUMENTS.",
            )
        os.scandir(folder).close()
    except OSError as exc:
        raise FolderUnusable(
            f"The documents folder {folder} cannot be read ({exc.strerror}).",
            "Give your account the right to read it, or name another one with --documents.",
        ) from exc
    # As paths are sorted, by their parts: a slash comes before every other character.
    return sorted(_files(str(folder)), key=lambda file: file.document.replace("/", "\0"))


def _files(folder: str) -> Iterator[DocumentFile]:
    """Yield the release files below ``folder``; what is gone or closed to us is passed over."""
    seen: set[tuple[int, int]] = set()
    waiting = [(folder, "")]
    while waiting:
        place, prefix = waiting.pop()
        try:
            status = os.stat(place)  # noqa: PTH116 - strings, as all in here
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            folders = []
            with os.scandir(place) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir():
                        folders.append((entry.path, f"{prefix}{entry.name}/"))
                    elif entry.name[entry.name.rfind(".") :].lower() in SUPPORTED:
                        file = _file(entry, prefix)
                        if file is not None:
                            yield file
            waiting += sorted(folders, reverse=True)
        except OSError:
            continue


def _file(entry: "os.DirEntry[str]", prefix: str) -> DocumentFile | None:
    try:
        stat = entry.stat()
    except OSError:
        return None  # removed since the folder was listed
    if not S_ISREG(stat.st_mode):
        return None
    written = stat.st_mtime_ns
    signature = f"{stat.st_size} {written} {stat.st_ctime_ns} {stat.st_ino}"
    return DocumentFile(prefix + entry.name, signature, written)
