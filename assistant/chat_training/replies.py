"""Replies: what the model should say to tasks, and to statements of its own.

A task teaches the first word and the number of the source, which have known answers, and whether
its first source answers. A statement that has the answer also teaches its words; all statements
teach to confirm: those that have the answer by the source they name, and those that have not.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Self

from assistant.as_told import Told
from assistant.chat_training.rows import Reply
from assistant.chat_training.tasks import Task
from assistant.compose import question_text
from assistant.confirm import question_text as confirming_text
from assistant.parse_reply import NO, YES

END = "<|im_end|>"
_WORDS_COUNT = 0.1  # of a statement, each token; its decisions count 1
_DIGIT = re.compile(r"\d")


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
    """A statement of the model's about one question; ``right`` is open where it is ``None``."""

    question: str
    language: str
    sources: tuple[Told, ...]
    answering: int | None
    named: int
    text: str
    right: bool | None

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> Self:
        """Read one line of ``statements.jsonl``."""
        own = row["named"] == row["answering"]
        right = True if own and row["holds"] else None if own or row["holds"] else False
        sources = tuple(Told(**source) for source in row["sources"])
        texts = row["question"], row["language"], sources
        return cls(*texts, row["answering"], row["named"], row["text"], right)


def read_stated(file: Path) -> list[Stated]:
    """Read the statements that ``assistant.chat_training.written`` wrote."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [Stated.from_row(json.loads(line)) for line in lines]


def of_right(stated: Stated) -> list[Reply]:
    """Return the reply that a right statement is."""
    asked = question_text(stated.question, stated.language, stated.sources)
    words = (("] ", 0.0), (f"{stated.text}{END}", _WORDS_COUNT))
    return [Reply(asked, (*_chosen(stated.named), *words), "written")]


def confirming(stated: Sequence[Stated], random: Random) -> Iterator[list[Reply]]:
    """Yield trees that confirm or deny statements, without end.

    Of a right statement also: what another source would make of it, another question to it, and
    one with another figure.
    """
    known = [each for each in stated if each.right is not None]
    while True:
        each = random.choice(known)
        source = each.sources[each.named - 1]
        if not each.right:
            yield [_judged(each.question, source, each.text, right=False)]
            continue
        tree = [_judged(each.question, source, each.text, right=True)]
        if _DIGIT.search(each.text) and random.random() < 0.5:  # noqa: PLR2004
            changed = _DIGIT.sub(lambda _: str(random.randint(0, 9)), each.text)
            if changed != each.text:
                tree.append(_judged(each.question, source, changed, right=False))
        elif random.random() < 0.3:  # noqa: PLR2004
            other = random.choice(known)
            if other.language == each.language and other.question != each.question:
                tree.append(_judged(other.question, source, each.text, right=False))
        yield tree
        others = [s for n, s in enumerate(each.sources, start=1) if n != each.named]
        if others and random.random() < 0.5:  # noqa: PLR2004
            yield [_judged(each.question, random.choice(others), each.text, right=False)]


def of_quotes(task: Task) -> list[Reply]:
    """Return the first source of a task as the answer to its questions: right or not.

    Quotes that may stand as the answer are confirmed in the same words.
    """
    source = task.sources[0]
    return [
        _judged(asked.text, source, source.text, right=number == 1)
        for asked, number in task.questions
    ]


def _judged(question: str, source: Told, text: str, *, right: bool) -> Reply:
    said = ((YES if right else NO, 1.0),)
    return Reply(confirming_text(question, [source], text), said, "confirmed")
