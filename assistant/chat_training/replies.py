"""Replies: what the model should say to tasks and with statements of its own.

A task teaches the first word and the number of the source, which have known answers. A statement
that is right also teaches its words, so that the model goes on to write.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from assistant.as_told import Told
from assistant.chat_training.rows import Reply
from assistant.chat_training.tasks import Task
from assistant.compose import question_text
from assistant.parse_reply import NO, YES

END = "<|im_end|>"
_WORDS_COUNT = 0.1  # of a statement, each token; its decisions count 1


def of_task(task: Task) -> list[Reply]:
    """Return a tree of replies: one source or none for each question."""
    return [
        Reply(question_text(asked.text, asked.language, task.sources), _chosen(number), "found")
        for asked, number in task.questions
    ]


def _chosen(number: int | None) -> tuple[tuple[str, float], ...]:
    return ((NO, 1.0),) if number is None else ((YES, 1.0), (". [", 0.0), (str(number), 1.0))


@dataclass(frozen=True, slots=True)
class Stated:
    """A right statement of the model's about one question, and which of some sources it rests on.

    ``answering`` is that source's number, from 1.
    """

    question: str
    language: str
    sources: tuple[Told, ...]
    answering: int
    text: str

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> Self:
        """Read one line of ``statements.jsonl``."""
        sources = tuple(Told(**source) for source in row["sources"])
        return cls(row["question"], row["language"], sources, row["answering"], row["text"])


def read_stated(file: Path) -> list[Stated]:
    """Read the statements that ``assistant.chat_training.written`` wrote."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [Stated.from_row(json.loads(line)) for line in lines]


def of_stated(stated: Stated) -> list[Reply]:
    """Return the reply that a statement is."""
    asked = question_text(stated.question, stated.language, stated.sources)
    words = (("] ", 0.0), (f"{stated.text}{END}", _WORDS_COUNT))
    return [Reply(asked, (*_chosen(stated.answering), *words), "written")]
