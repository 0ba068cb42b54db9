"""Writes the files that ``index.vector_file`` reads: whole and on the disk, or not at all."""

import os
import shutil
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import numpy as np

from documents.errors import DataFolderUnusable
from index.vectors import EntryVectors, FloatArray, PassageKey


class VectorFileWriter:
    """Takes a segment's vectors as they come; ``finish`` lets the folder appear.

    A context manager: whatever was not finished is gone at its end.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._unfinished = folder.with_name(f"{folder.name}.{os.getpid()}-{threading.get_ident()}")
        self._places: list[tuple[int, int]] = []
        self._sentences = 0
        self._opened = ExitStack()
        try:
            self._unfinished.mkdir(parents=True)
            self._passage_rows = self._create("passages.f32")
            self._sentence_rows = self._create("sentences.f32")
            self._lead_rows = self._create("leads.f32")
        except OSError as exc:
            raise self._unusable(exc) from exc

    def add(self, keys: Sequence[PassageKey], vectors: EntryVectors, leads: FloatArray) -> None:
        """Append releases' vectors, and of each the one that stands for it as a whole.

        ``keys`` are those of the passages, in the order of their releases.
        """
        for key in keys:
            self._places.append((key.release, self._sentences))
            self._sentences += key.sentences
        try:
            self._passage_rows.write(np.ascontiguousarray(vectors.passages, np.float32).data)
            self._sentence_rows.write(np.ascontiguousarray(vectors.sentences, np.float32).data)
            self._lead_rows.write(np.ascontiguousarray(leads, np.float32).data)
        except OSError as exc:
            raise self._unusable(exc) from exc

    def finish(self) -> None:
        """Put the files on the disk and the folder in its place, in one step."""
        places = [*self._places, (-1, self._sentences)]
        try:
            np.save(self._create("places.npy"), np.array(places, np.int64))
            for stream in (self._passage_rows, self._sentence_rows, self._lead_rows):
                stream.flush()
                os.fsync(stream.fileno())
            self._opened.close()
            self._unfinished.rename(self._folder)
        except OSError as exc:
            if not self._folder.is_dir():  # else another process was faster, which is as good
                raise self._unusable(exc) from exc

    def _create(self, name: str) -> IO[bytes]:
        return self._opened.enter_context((self._unfinished / name).open("wb"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._opened.close()
        shutil.rmtree(self._unfinished, ignore_errors=True)

    def _unusable(self, exc: OSError) -> DataFolderUnusable:
        return DataFolderUnusable(
            f"The index's vectors cannot be written to {self._folder}: {exc}.",
            "Make room on the disk and give your account the right to write there.",
        )
