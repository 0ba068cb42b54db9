"""The documents folder: which files in it are releases."""

import os
from pathlib import Path

from documents.errors import FolderUnusable

SUPPORTED = frozenset({".docx", ".eml", ".htm", ".html", ".md", ".pdf", ".txt"})


def find_documents(folder: Path) -> list[Path]:
    """Return every release file in ``folder`` and below, sorted by its path.

    Hidden files and folders and files of other kinds are left out. Links are followed; a folder
    reached twice, as in a loop of links, is read once. Raises ``FolderUnusable``.
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
    found: list[Path] = []
    seen: set[tuple[int, int]] = set()
    for place, folders, files in os.walk(folder, followlinks=True):
        status = Path(place).stat()
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            path
            for name in files
            if not name.startswith(".")
            and (path := Path(place, name)).suffix.lower() in SUPPORTED
            and path.is_file()
        ]
    return sorted(found)
