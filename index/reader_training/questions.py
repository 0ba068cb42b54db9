"""Questions with known answers, read from files in SQuAD's format.

The format is that of SQuAD 1.1 and 2.0 (Rajpurkar et al. 2016, 2018), which PIAF shares: articles
hold paragraphs, paragraphs hold questions with answers given by text and character position.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from documents.boundaries import find_boundaries
from documents.errors import QuestionsUnreadable

Span = tuple[int, int]
_HELD_OUT = 20  # one article in this many is for measuring


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with its sentences as offsets into ``text``; ``article`` names its article."""

    text: str
    language: str
    article: str
    sentences: tuple[Span, ...]

    @property
    def title(self) -> str:
        """The title of its article, empty where that is but a number."""
        title = self.article.partition("/")[2].replace("_", " ")
        return "" if title.isdigit() else title


@dataclass(frozen=True, slots=True)
class Question:
    """One question about ``paragraphs[paragraph]``; without ``answers`` it cannot be answered."""

    id: str
    text: str
    language: str
    paragraph: int
    answers: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions and the paragraphs they are about."""

    paragraphs: tuple[Paragraph, ...]
    questions: tuple[Question, ...]


def named_files(data: Sequence[str]) -> list[tuple[Path, str]]:
    """Return files and the language of each, told as PATH:LANGUAGE."""
    return [(Path(path), language) for path, language in (each.rsplit(":", 1) for each in data)]


def read_questions(files: Sequence[tuple[Path, str]]) -> QuestionSet:
    """Read files with the language that each is in; raises ``QuestionsUnreadable``."""
    paragraphs: list[Paragraph] = []
    questions: list[Question] = []
    for path, language in files:
        try:
            articles = json.loads(path.read_text(encoding="utf-8"))["data"]
            for number, article in enumerate(articles):
                name = f"{path.stem}/{article.get('title') or number}"
                for paragraph in article["paragraphs"]:
                    place = len(paragraphs)
                    text = paragraph["context"]
                    paragraphs.append(Paragraph(text, language, name, sentences_of(text, language)))
                    questions += [
                        Question(str(each["id"]), each["question"], language, place, _spans(each))
                        for each in paragraph["qas"]
                        if each["question"].strip()
                    ]
        except (OSError, ValueError, KeyError, TypeError) as exc:
            raise QuestionsUnreadable(
                f"{path} cannot be read as a file of questions in SQuAD's format: {exc}.",
                "Give the path of a file whose articles, paragraphs and questions follow SQuAD.",
            ) from exc
    return QuestionSet(tuple(paragraphs), tuple(questions))


def is_held_out(article: str) -> bool:
    """Tell whether nothing is learnt from an article (the file's name and its title)."""
    return int(sha256(article.encode()).hexdigest(), 16) % _HELD_OUT == 0


def split(questions: QuestionSet) -> tuple[list[int], list[int]]:
    """Return the numbers of questions to learn from and of those held out, by article."""
    learn: list[int] = []
    held_out: list[int] = []
    for place, question in enumerate(questions.questions):
        article = questions.paragraphs[question.paragraph].article
        (held_out if is_held_out(article) else learn).append(place)
    return learn, held_out


def sentences_of(text: str, language: str) -> tuple[Span, ...]:
    """Return the sentences of one paragraph as the product splits them."""
    spans: list[Span] = []
    start = 0
    for end, following in (*find_boundaries(text, language), (len(text), len(text))):
        kept = text[start:end]
        trimmed = kept.strip()
        if trimmed:
            first = start + len(kept) - len(kept.lstrip())
            spans.append((first, first + len(trimmed)))
        start = following
    return tuple(spans)


def _spans(question: dict[str, Any]) -> tuple[Span, ...]:
    if question.get("is_impossible"):
        return ()
    spans = (
        (each["answer_start"], each["answer_start"] + len(each["text"]))
        for each in question["answers"]
    )
    return tuple(dict.fromkeys((start, end) for start, end in spans if end > start))
