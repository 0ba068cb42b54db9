"""What the files of the documents folder hold by now, without reading those that rest."""

import json
import os
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from documents.errors import ReleaseUnreadable
from documents.folder import find_documents
from documents.read import read_release

# A file changed so shortly before it is read may change again within the file system's tick.
_RESTING_NANOSECONDS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One release file: its id, its place, and the hash of its content or why it has none."""

    document: str
    path: Path
    content_hash: str | None
    problem: str = ""


class FolderState:
    """Remembers each file's content hash beside what the file system says of the file.

    It is a cache of pure reading, true whatever the index holds, so losing it costs time only.
    ``reading`` is the fingerprint of the code that reads; another one empties the cache.
    """

    def __init__(self, path: Path, reading: str) -> None:
        self._path = path
        self._reading = reading
        self._known = self._load()

    def scan(self, folder: Path) -> Iterator[FoundFile]:
        """Yield every release file of the folder; raises ``FolderUnusable``."""
        resting: dict[str, list[object]] = {}
        for path in find_documents(folder):
            document = path.relative_to(folder).as_posix()
            try:
                signature = _signature(path)
            except OSError:
                continue  # removed since the folder was listed
            known = self._known.get(document)
            if known is not None and known[:-1] == signature:
                resting[document] = known
                yield FoundFile(document, path, str(known[-1]))
                continue
            began = time.time_ns()
            try:
                content_hash = read_release(path, folder).content_hash
            except ReleaseUnreadable as exc:
                yield FoundFile(document, path, None, str(exc))
                continue
            if abs(began - path.stat().st_mtime_ns) > _RESTING_NANOSECONDS:
                resting[document] = [*signature, content_hash]
            yield FoundFile(document, path, content_hash)
        self._save(resting)

    def _load(self) -> dict[str, list[object]]:
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
            known: dict[str, list[object]] = stored["files"]
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        return known if stored.get("reading") == self._reading else {}

    def _save(self, resting: Mapping[str, list[object]]) -> None:
        if resting == self._known:
            return
        unfinished = self._path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
        try:
            unfinished.write_text(
                json.dumps({"reading": self._reading, "files": resting}), encoding="utf-8"
            )
            unfinished.replace(self._path)
        except OSError:
            return  # the next run reads the files again


def _signature(path: Path) -> list[object]:
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]
