"""Corpora: what ``beleg evaluate`` is given becomes a folder of releases and questions about it."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from assistant.evaluation.questions import EvidenceText, Gold, Question, locate
from documents.errors import DataFolderUnusable, QuestionsUnreadable
from documents.language import guess_language
from documents.normalise import normalise
from documents.records import PressRelease

QUESTIONS = "questions.jsonl"
UNANSWERABLE = "unanswerable"
_ENOUGH_TO_GUESS = 5000  # characters of questions, to tell their language
_FORMS = "A corpus is a file in SQuAD's format, or a folder of releases with a questions.jsonl."


@dataclass(frozen=True, slots=True)
class Draft:
    """A question before its evidence is found in the releases as they are stored."""

    question: Question
    evidence: tuple[EvidenceText, ...]

    def placed(self, releases: dict[str, PressRelease]) -> Question:
        """Return the question with its evidence located; raise ``QuestionsUnreadable``."""
        if not self.evidence:
            return self.question
        gold: list[Gold] = []
        for each in self.evidence:
            release = releases.get(each.document)
            found = locate(each, release) if release else None
            if found is None:
                raise QuestionsUnreadable(
                    f"The evidence of question {self.question.id} is not in {each.document}.",
                    "Correct it in the questions file, or put the release into the folder.",
                )
            gold.append(found)
        return replace(self.question, gold=tuple(gold))


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder of releases and the questions about them; ``articles`` maps a document to its own.

    Only SQuAD files have articles: documents that are hidden together.
    """

    folder: Path
    drafts: tuple[Draft, ...]
    articles: dict[str, str]

    def questions_about(self, releases: Iterable[PressRelease]) -> list[Question]:
        """Return the questions, with their evidence located; raise ``QuestionsUnreadable``."""
        known = {release.id: release for release in releases}
        return [draft.placed(known) for draft in self.drafts]

    def article_of(self, question: Question) -> frozenset[str]:
        """Return the documents of a question's article; where there are none, its own."""
        return question.documents | {
            document for document, article in self.articles.items() if article == question.article
        }


def read_corpus(path: Path, questions: Path | None, data_folder: Path) -> Corpus:
    """Return the corpus at ``path``; a SQuAD file is laid out under ``data_folder``.

    Raises ``QuestionsUnreadable``.
    """
    try:
        if path.is_dir():
            return _folder_corpus(path, questions or path / QUESTIONS)
        return _squad_corpus(path, questions, data_folder / "evaluation")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
        raise QuestionsUnreadable(f"{questions or path} cannot be read: {exc!r}.", _FORMS) from exc


def _folder_corpus(folder: Path, questions: Path) -> Corpus:
    if not questions.is_file():
        raise QuestionsUnreadable(f"{questions} is not there.", _FORMS)
    lines = questions.read_text(encoding="utf-8").splitlines()
    drafts = tuple(_draft(json.loads(line)) for line in lines if line.strip())
    return Corpus(folder, drafts, {})


def _draft(values: dict[str, Any]) -> Draft:
    answerable = values.get("type") != UNANSWERABLE
    forms = (values.get("answer") or "", *(values.get("answer_aliases") or ()))
    evidence = [
        EvidenceText(values[document], values[text])
        for document, text in (("doc", "evidence"), ("doc2", "evidence2"))
        if answerable and values.get(document) and values.get(text)
    ]
    question = Question(
        id=str(values["id"]),
        text=values["question"],
        language=values["question_lang"],
        forms=tuple(form for form in forms if form),
        gold=(),
        items=tuple(tuple(item) for item in values.get("answer_items") or ()),
    )
    return Draft(question, tuple(evidence))


def _squad_corpus(path: Path, questions: Path | None, folder: Path) -> Corpus:
    """Write each paragraph as a document, titled as its article, and read the questions.

    The folder is named after the file's content, so that a second run finds it and its index.
    """
    content = path.read_bytes()
    articles = json.loads(content)["data"]
    library = folder / f"{path.stem}-{hashlib.sha256(content).hexdigest()[:12]}"
    paragraphs = list(_paragraphs(articles))
    try:
        library.mkdir(parents=True, exist_ok=True)
        for document, title, paragraph in paragraphs:
            front_matter = yaml.safe_dump({"title": title}, allow_unicode=True)
            file = library / document
            wanted = f"---\n{front_matter}---\n\n{paragraph['context']}\n"
            if not file.is_file() or file.read_text(encoding="utf-8") != wanted:
                file.write_text(wanted, encoding="utf-8")
    except OSError as exc:
        raise DataFolderUnusable(
            f"The corpus cannot be laid out in {library}: {exc}.",
            "Make room there, or choose another folder with BELEG_DATA.",
        ) from exc
    asked = {str(each["id"]): each for each in _questions_of(questions or path)}
    together = " ".join(each["question"] for each in asked.values())
    language = guess_language(together[:_ENOUGH_TO_GUESS]).language
    drafts = []
    for document, title, paragraph in paragraphs:
        for known in paragraph["qas"]:
            wording = asked.get(str(known["id"]))
            if wording is not None:
                gold = _gold(known, paragraph["context"], document)
                drafts.append(Draft(_squad_question(wording, known, gold, language, title), ()))
    if not drafts:
        raise QuestionsUnreadable(f"{questions or path} asks nothing about {path}.", _FORMS)
    return Corpus(library, tuple(drafts), {document: title for document, title, _ in paragraphs})


def _paragraphs(articles: list[dict[str, Any]]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield each paragraph with the name of its document and its article's title."""
    for number, article in enumerate(articles):
        title = str(article.get("title") or f"Article {number + 1}").replace("_", " ")
        name = re.sub(r"\W+", "-", title).strip("-").lower() or "article"
        for place, paragraph in enumerate(article["paragraphs"]):
            yield f"{number:03}-{name}-{place:02}.txt", title, paragraph


def _questions_of(path: Path) -> list[dict[str, Any]]:
    return [
        question
        for article in json.loads(path.read_text(encoding="utf-8"))["data"]
        for paragraph in article["paragraphs"]
        for question in paragraph["qas"]
    ]


def _gold(known: dict[str, Any], context: str, document: str) -> tuple[Gold, ...]:
    """Return where the answer begins: SQuAD's measure is the sentence that holds this place."""
    answers = [] if known.get("is_impossible") else known["answers"]
    starts = {len(normalise(context[: each["answer_start"]] + "|")) - 1 for each in answers}
    return tuple(Gold(document, start, start + 1) for start in sorted(starts))


def _squad_question(
    asked: dict[str, Any],
    known: dict[str, Any],
    gold: tuple[Gold, ...],
    language: str,
    article: str,
) -> Question:
    """Return a question; its answer is accepted in the words of either file."""
    answers = (*asked.get("answers", ()), *known.get("answers", ())) if gold else ()
    forms = dict.fromkeys(answer["text"] for answer in answers)
    return Question(
        str(asked["id"]), asked["question"], language, tuple(forms), gold, article=article
    )
