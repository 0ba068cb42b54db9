"""Question files as their authors publish them, as articles in SQuAD's format.

Two forms are read: SQuAD's own, in one file or many (JaQuAD, NorQuAD, DRCD), and multiple choice
with places (SweQUAD-MC, SQuAD-es-dist), of which the right choice is the answer.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from documents.errors import QuestionsUnreadable

Article = dict[str, Any]
_MARKS = ".,;:"
_SHORT = 3  # characters: of answers no longer than this nothing is cut off


def from_squad(files: Iterable[Path], prefix: str, *, titled: bool) -> list[Article]:
    """Read the answerable questions of SQuAD-format files, numbered anew; empty ones fall away."""
    found: list[Article] = []
    number = 0
    for file in files:
        for article in content_of(file):
            paragraphs = []
            for paragraph in article["paragraphs"]:
                kept = []
                for question in paragraph["qas"]:
                    number += 1
                    answers = answers_of(question, paragraph["context"])
                    if answers:
                        kept.append(_question(f"{prefix}{number}", question["question"], answers))
                if kept:
                    paragraphs.append({"context": paragraph["context"], "qas": kept})
            if paragraphs:
                title = str(article.get("title") or len(found)) if titled else str(len(found))
                found.append({"title": title, "paragraphs": paragraphs})
    return found


def from_choices(files: Iterable[Path], prefix: str) -> list[Article]:
    """Read multiple-choice files: each context an article of its own, without title."""
    of_context: dict[str, list[dict[str, Any]]] = {}
    number = 0
    for file in files:
        for asked in content_of(file):
            number += 1
            right = (c for c in asked["choices"] if c["type"].lower().startswith("correct"))
            answers = list(_standing(right, asked["context"], "start"))[:1]
            if answers:
                question = _question(f"{prefix}{number}", asked["question"], answers)
                of_context.setdefault(asked["context"], []).append(question)
    return [
        {"title": str(place), "paragraphs": [{"context": context, "qas": questions}]}
        for place, (context, questions) in enumerate(of_context.items())
    ]


def answers_of(question: dict[str, Any], context: str) -> list[dict[str, Any]]:
    """Return the answers that stand in the context, none for a question without answer."""
    if question.get("is_impossible"):
        return []
    return list(_standing(question.get("answers", ()), context, "answer_start"))


def _standing(
    answers: Iterable[dict[str, Any]], context: str, place: str
) -> Iterator[dict[str, Any]]:
    """Yield the answers at their places, without blanks and marks at their ends.

    One that is elsewhere than its file says is taken where it stands, if it stands there once.
    """
    for answer in answers:
        text, start = answer["text"], int(answer[place])
        if context[start : start + len(text)] != text:
            start = context.find(text) if context.count(text) == 1 else -1
        trimmed = text.strip()
        if start < 0 or not trimmed:
            continue
        start += len(text) - len(text.lstrip())
        cut = trimmed.rstrip(_MARKS) if len(trimmed) > _SHORT else trimmed
        if cut:
            yield {"text": cut, "answer_start": start}


def _question(identity: str, text: str, answers: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": identity, "question": text.strip(), "answers": answers}


def content_of(file: Path) -> list[dict[str, Any]]:
    """Return what a file holds under "data"; raises ``QuestionsUnreadable``."""
    try:
        content: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["data"]
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise QuestionsUnreadable(
            f"{file} cannot be read as a file of questions: {exc}.",
            'Give the path of a JSON file with its questions under "data".',
        ) from exc
    return content
