"""A translated test set's paragraphs that are translations of paragraphs we may learn from.

Translations of SQuAD's development set hold all of its paragraphs, those of XQuAD too, and which is
which their files do not say. Kept is a paragraph only if the embedder takes it and one of ours for
each other's nearest, clearly before the second, and nothing that is set aside lies as near. The
questions of such a pair that are each other's nearest are one question in two languages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.embedder import Embedder
from index.reader_training.published import Article, answers_of
from index.vectors import FloatArray

_MARGIN = 0.015  # of a partner's cosine before the second nearest's
_SAME_TEXT = 0.95  # cosine: a paragraph set aside, in the same language
_SAME_QUESTION = 0.88


@dataclass(frozen=True, slots=True)
class Own:
    """A paragraph that may be learnt from: its article's title and its questions."""

    title: str
    context: str
    questions: Sequence[dict[str, Any]]


def partners(own: FloatArray, translated: FloatArray, aside: FloatArray) -> dict[int, int]:
    """Return the number of the translated paragraph for each of ours that has one.

    All are rows of vectors; ``aside`` are paragraphs that nothing may be learnt from.
    """
    alike = own @ translated.T
    forth, back = alike.argmax(1), alike.argmax(0)
    nearest_aside = (translated @ aside.T).max(1)
    found = {}
    for number, other in enumerate(forth.tolist()):
        second, first = sorted(alike[number])[-2:]
        apart = nearest_aside[other] < min(first, _SAME_TEXT)
        if back[other] == number and first - second >= _MARGIN and apart:
            found[number] = other
    return found


def kept_paragraphs(
    own: Sequence[Own],
    translations: Sequence[tuple[Mapping[int, int], Sequence[dict[str, Any]]]],
    language: str,
) -> dict[int, dict[str, Any]]:
    """Return the partners' paragraphs with their questions, by the number of ours.

    ``translations`` are editions: who is whose partner, and the edition's paragraphs. A question
    that an earlier edition has too is taken once.
    """
    found: dict[int, dict[str, Any]] = {}
    for number in range(len(own)):
        context, questions = "", dict[str, dict[str, Any]]()
        for partner_of, paragraphs in translations:
            if number not in partner_of:
                continue
            theirs = paragraphs[partner_of[number]]
            context = context or theirs["context"]
            if theirs["context"] == context:
                _add(questions, theirs, f"{language}-{number}")
        if questions:
            found[number] = {"context": context, "qas": list(questions.values())}
    return found


def articles(own: Sequence[Own], kept: Mapping[int, dict[str, Any]]) -> list[Article]:
    """Return the paragraphs kept under our articles' titles."""
    found: dict[str, list[dict[str, Any]]] = {}
    for number, paragraph in kept.items():
        found.setdefault(own[number].title, []).append(paragraph)
    return [{"title": title, "paragraphs": paragraphs} for title, paragraphs in found.items()]


def _add(questions: dict[str, dict[str, Any]], paragraph: dict[str, Any], prefix: str) -> None:
    for each in paragraph["qas"]:
        text = each["question"].strip()
        impossible = bool(each.get("is_impossible"))
        answers = answers_of(each, paragraph["context"])
        if text not in questions and (answers or impossible):
            identity = f"{prefix}-{len(questions)}"
            questions[text] = {
                "id": identity, "question": text, "answers": answers, "is_impossible": impossible,
            }  # fmt: skip


def other_texts(
    embedder: Embedder, published: Sequence[Article], aside: Sequence[str]
) -> list[Article]:
    """Return the articles whose first paragraph is none of the texts set aside."""
    first = [article["paragraphs"][0]["context"] for article in published]
    nearest = (embedder.embed_texts(first) @ embedder.embed_texts(aside).T).max(1)
    return [each for each, near in zip(published, nearest, strict=True) if near < _SAME_TEXT]


def same_questions(
    embedder: Embedder, own: Sequence[dict[str, Any]], theirs: Sequence[dict[str, Any]]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return the pairs, ours and theirs, of questions that are one in two languages."""
    if not own or not theirs:
        return []
    ours, others = (
        embedder.embed_questions([each["question"] for each in questions])
        for questions in (own, theirs)
    )
    alike = others @ ours.T
    found = []
    for number, other in enumerate(alike.argmax(1).tolist()):
        impossible = [bool(q.get("is_impossible")) for q in (own[other], theirs[number])]
        mutual = alike[:, other].argmax() == number and alike[number, other] > _SAME_QUESTION
        if mutual and impossible[0] == impossible[1]:
            found.append((own[other], theirs[number]))
    return found
