"""What the files of the documents folder hold by now, without reading those that rest."""

import json
import os
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from documents.errors import ReleaseUnreadable
from documents.folder import DocumentFile, scan_documents
from documents.read import read_release

# A file changed so shortly before it is read may change again within the file system's tick.
_RESTING_NANOSECONDS = 2_000_000_000


class FoundFile(NamedTuple):
    """One release file: its id, and the hash of its content or why it has none.

    A tuple, as thousands of them are made at every re-index.
    """

    document: str
    content_hash: str | None
    problem: str = ""


class FolderState:
    """Remembers each file's content hash beside what the file system says of the file.

    Both lie in one string, "signature hash": thousands of strings cost the garbage collector
    nothing, while thousands of pairs cost it more time than the scan.
    It is a cache of pure reading, true whatever the index holds, so losing it costs time only.
    ``reading`` is the fingerprint of the code that reads; another one empties the cache.
    """

    def __init__(self, path: Path, reading: str) -> None:
        self._path = path
        self._reading = reading
        self._known = self._load()

    def scan(self, folder: Path) -> Iterator[FoundFile]:
        """Yield every release file of the folder; raises ``FolderUnusable``."""
        resting: dict[str, str] = {}
        for file in scan_documents(folder):
            signature, _, content = self._known.get(file.document, "").rpartition(" ")
            if signature == file.signature:
                resting[file.document] = self._known[file.document]
                yield FoundFile(file.document, content)
                continue
            began = time.time_ns()
            found = _read(folder, file)
            if found.content_hash and abs(began - file.changed_at) > _RESTING_NANOSECONDS:
                resting[file.document] = f"{file.signature} {found.content_hash}"
            yield found
        self._save(resting)

    def _load(self) -> dict[str, str]:
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
            known: dict[str, str] = stored["contents"]
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        return known if stored.get("reading") == self._reading else {}

    def _save(self, resting: Mapping[str, str]) -> None:
        if resting == self._known:
            return
        unfinished = self._path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
        try:
            unfinished.write_text(
                json.dumps({"reading": self._reading, "contents": resting}), encoding="utf-8"
            )
            unfinished.replace(self._path)
        except OSError:
            return  # the next run reads the files again


def _read(folder: Path, file: DocumentFile) -> FoundFile:
    try:
        file.document.encode()
    except UnicodeEncodeError:
        return FoundFile(file.document, None, "Its name is no valid UTF-8. Rename it.")
    try:
        return FoundFile(file.document, read_release(folder / file.document, folder).content_hash)
    except ReleaseUnreadable as exc:
        return FoundFile(file.document, None, str(exc))
