"""Replies: what the model should say to tasks and with statements of its own.

A task teaches the first word, the number of the source and the words in it that answer, all of
which are known. A right statement also teaches its own words, so that the model goes on to write.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from assistant.as_told import Told
from assistant.chat_training.rows import Reply
from assistant.chat_training.tasks import Task
from assistant.compose import question_text
from assistant.parse_reply import NO, YES
from assistant.reply_grammar import may_be_copied

END = "<|im_end|>"
_COPIED_COUNT, _WORDS_COUNT = 0.3, 0.1  # each token of what is copied, of a statement; decisions 1


def of_task(task: Task) -> list[Reply]:
    """Return a tree of replies: the words of one source, or none, for each question."""
    return [
        Reply(
            question_text(asked.text, asked.language, task.sources),
            ((NO, 1.0),) if number is None else _found(number, asked.answers),
            "found",
        )
        for asked, number in task.questions
    ]


def _found(number: int, answers: Sequence[str]) -> tuple[tuple[str, float], ...]:
    chosen = ((YES, 1.0), (". [", 0.0), (str(number), 1.0))
    words = next(filter(may_be_copied, answers), None)
    return chosen if words is None else (*chosen, ("] {", 0.0), (f"{words}}}", _COPIED_COUNT))


@dataclass(frozen=True, slots=True)
class Stated:
    """A right statement of the model's about one question, and which of some sources it rests on.

    ``answering`` is that source's number, from 1; ``words`` are those in it that answer.
    """

    question: str
    language: str
    sources: tuple[Told, ...]
    answering: int
    words: str
    text: str

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> Self:
        """Read one line of ``statements.jsonl``."""
        sources = tuple(Told(**source) for source in row["sources"])
        texts = row["question"], row["language"]
        return cls(*texts, sources, row["answering"], row["words"], row["text"])


def read_stated(file: Path) -> list[Stated]:
    """Read the statements that ``assistant.chat_training.written`` wrote."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [Stated.from_row(json.loads(line)) for line in lines]


def of_stated(stated: Stated) -> list[Reply]:
    """Return the reply that a statement is."""
    asked = question_text(stated.question, stated.language, stated.sources)
    said = (*_found(stated.answering, (stated.words,)), (f" {stated.text}{END}", _WORDS_COUNT))
    return [Reply(asked, said, "written")]
