"""How much of the disk a folder takes, while others may be at work in it."""

from contextlib import suppress
from pathlib import Path


def bytes_under(folder: Path) -> int:
    """Return the size of all files in a folder and below; those that vanish meanwhile are none."""
    total = 0
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):
            total += path.stat().st_size if path.is_file() else 0
    return total
