"""Keep what readers say about answers, in one SQLite file, and give it back as questions.

Only what a reader sends is kept: the verdict, the question, the answer with its quotes, and a
correction if there is one; nothing about the reader.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.records import Answer
from documents.errors import DataFolderUnusable

FILE = "feedback.sqlite3"
LONGEST_CORRECTION = 2_000

_TABLE = """
create table if not exists feedback (
    id integer primary key,
    given text not null,
    good integer not null,
    correction text not null,
    answer text not null
) strict
"""
_NUMBERS = re.compile(r"\s*\[\d+\]")


class Feedback:
    """The feedback file of one data folder; safe between threads and processes.

    What is older than ``keep_hours`` is deleted whenever the file is used; ``None`` keeps it all.
    """

    def __init__(self, data: Path, keep_hours: float | None = None) -> None:
        self._path = data / FILE
        self._keep_hours = keep_hours

    def add(self, answer: Answer, good: bool, correction: str = "") -> None:
        """Keep a verdict on an answer. Raises ``DataFolderUnusable`` where it cannot be kept."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        kept = json.dumps(answer.as_json(), ensure_ascii=False)
        row = (now, int(good), correction[:LONGEST_CORRECTION], kept)
        with self._open() as database:
            database.execute(
                "insert into feedback (given, good, correction, answer) values (?, ?, ?, ?)", row
            )

    def forget(self) -> None:
        """Delete what is older than it may be. Raises ``DataFolderUnusable``."""
        if self._keep_hours is not None and self._path.exists():
            with self._open():
                pass

    def questions(self) -> Iterator[dict[str, Any]]:
        """Yield what ``beleg evaluate`` can test with, in the fields of ``questions.jsonl``.

        An answer that was called wrong without a correction says nothing to test against and is
        left out.
        """
        if not self._path.exists():
            return
        with self._open() as database:
            rows = database.execute("select id, good, correction, answer from feedback order by id")
            for row, good, correction, kept in rows.fetchall():
                if good or correction:
                    yield _question(row, correction, json.loads(kept))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=10)) as database, database:
                database.execute("pragma secure_delete = on")  # gone is gone from the disk too
                database.execute(_TABLE)
                if self._keep_hours is not None:
                    oldest = datetime.now(UTC) - timedelta(hours=self._keep_hours)
                    kept_from = (oldest.isoformat(timespec="seconds"),)
                    database.execute("delete from feedback where given < ?", kept_from)
                yield database
        except (sqlite3.Error, OSError) as exc:
            raise DataFolderUnusable(
                f"Feedback cannot be kept in {self._path}: {exc}.",
                "Make the folder writable, or choose another one with BELEG_DATA.",
            ) from exc


def _question(row: int, correction: str, answer: dict[str, Any]) -> dict[str, Any]:
    first = next(iter(answer["citations"]), None)
    unanswerable = not answer["answered"] and not correction
    said = correction or ("" if unanswerable else _NUMBERS.sub("", answer["text"]))
    return {
        "id": f"feedback-{row}",
        "doc": first["document"] if first else "",
        "doc_lang": first["language"] if first else "",
        "question": answer["question"],
        "question_lang": answer["language"],
        "answer": said,
        "answer_aliases": [],
        "evidence": first["quote"] if first and not unanswerable else "",
        "type": "unanswerable" if unanswerable else "feedback",
    }
