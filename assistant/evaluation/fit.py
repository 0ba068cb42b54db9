"""Fits the weights of search, reader and confidence on questions with known answers.

    python -m assistant.evaluation.fit CORPUS [--questions FILE ...] [--limit N] [--seed S]

Asks every question, then again with its own document hidden and with its whole article, and prints
weights for ``index.rerank`` and ``assistant.decide`` with what they are worth on the half of the
questions that they were not fitted on. Weights are copied into those modules by hand, after a look.
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from assistant.assistant import Assistant
from assistant.decide import values_read
from assistant.evaluation.corpora import read_corpus
from assistant.evaluation.questions import Question, sample
from assistant.evaluation.statistics import auroc, calibration
from assistant.evaluation.weights import Asked, Withheld, fit_confidence, fit_ranking
from assistant.models import NO_READER, Models
from assistant.settings import Settings
from assistant.signals import read_signals
from index.records import Evidence
from index.rerank import SENTENCES_SEARCHED, features_of, rerank

_FEATURES = ("search", "relevance", "answers")


def ask(
    assistant: Assistant,
    models: Models,
    question: Question,
    withheld: Withheld,
    documents: frozenset[str] | None,
) -> Asked | None:
    """Ask one question as the product does, of ``documents`` only if something is withheld.

    ``None`` where other signals decide than are fitted: nothing was found, matched or read.
    """
    found = assistant.search(question.text, limit=SENTENCES_SEARCHED, documents=documents)
    if not found.evidence:
        return None
    read = found.evidence
    if models.reader:
        read = rerank(found.inquiry.search_text, found.evidence, models.reader)
    signals = read_signals(found.inquiry, read[: assistant.settings.evidence_limit])
    if signals.matched is None or (models.reader and signals.relevance is None):
        return None
    return Asked(
        question.language,
        np.array([features_of(item, _score_of(found.evidence, item)) for item in read]),
        np.array([_is_right(question, item) for item in read]),
        {name: float(value or 0.0) for name, value in values_read(signals).items()},
        withheld,
    )


def main(
    corpus: Annotated[Path, typer.Argument(help="as for `beleg evaluate`")],
    questions: Annotated[list[Path] | None, typer.Option(help="questions in a language")] = None,
    limit: Annotated[int | None, typer.Option(min=2, help="questions of each file")] = None,
    seed: int = 0,
) -> None:
    """Fit, and print what was fitted and what it is worth on held-out questions."""
    models = Models.named_by(Settings.load(chat_model="none"))
    settings = Settings.load(chat_model="none").model_copy(update={"reader": NO_READER})
    halves: tuple[list[Asked], list[Asked]] = [], []
    files: Sequence[Path | None] = questions or [None]
    for file in files:
        read = read_corpus(corpus, file, settings.data)
        with Assistant.open(settings, documents=read.folder, embedder=models.embedder) as assistant:
            releases = assistant.releases()
            placed = read.questions_about(releases)
            chosen = sample([each for each in placed if each.gold], limit, seed)
            every = frozenset(release.id for release in releases)
            fitting = {question.id for question in chosen[::2]}
            for question in chosen:
                again = (
                    ask(assistant, models, question, withheld, among)
                    for withheld, among in (
                        (Withheld.NOTHING, None),
                        (Withheld.NEAR_MISS, every - question.documents),
                        (Withheld.OFF_TOPIC, every - read.article_of(question)),
                    )
                )
                halves[question.id not in fitting].extend(each for each in again if each)
    fitted, held_out = halves
    _print_confidence(fitted, held_out, _SEARCH)
    if models.reader:
        _print_ranking(fitted, held_out)
        _print_confidence(fitted, held_out, (*_SEARCH, "gathered", "answers", "surely_relevant"))


_SEARCH = (
    "closeness", "around", "lead", "matched", "same_language", "names_missing", "words_missing",
    "kind_missing",
)  # fmt: skip


def _print_ranking(fitted: Sequence[Asked], held_out: Sequence[Asked]) -> None:
    weights = fit_ranking(fitted)
    named = dict(zip(_FEATURES, weights.round(4).tolist(), strict=True))
    typer.echo(f"ranking {named}")
    for label, chosen in (("search alone", np.array([1.0, 0.0, 0.0])), ("fitted", weights)):
        for language in sorted({each.language for each in held_out}):
            lists = [e for e in held_out if e.language == language and e.answerable]
            places = [_place(each, chosen) for each in lists]
            first, six = (sum(place < k for place in places) / len(places) for k in (1, 6))
            typer.echo(f"  {label}, {language}: first {first:.3f}, among six {six:.3f}")


def _print_confidence(
    fitted: Sequence[Asked], held_out: Sequence[Asked], names: Sequence[str]
) -> None:
    weights, bias = fit_confidence(fitted, names)
    typer.echo(f"confidence bias {bias:.2f} {dict(zip(names, weights.round(2), strict=True))}")
    probabilities = [
        1 / (1 + math.exp(-(bias + sum(w * each.signals[n] for w, n in zip(weights, names)))))  # noqa: B905
        for each in held_out
    ]
    error, _ = calibration(probabilities, [each.answerable for each in held_out])
    typer.echo(f"  expected calibration error {error:.3f}")
    for language in sorted({each.language for each in held_out}):
        of: dict[Withheld, list[float]] = {withheld: [] for withheld in Withheld}
        for probability, each in zip(probabilities, held_out, strict=True):
            if each.language == language:
                of[each.withheld].append(probability)
        near, off = (
            auroc(of[Withheld.NOTHING], of[withheld])
            for withheld in (Withheld.NEAR_MISS, Withheld.OFF_TOPIC)
        )
        typer.echo(f"  {language}: AUROC near miss {near:.3f}, off topic {off:.3f}")


def _place(asked: Asked, weights: np.ndarray) -> int:
    order = np.argsort(-(asked.features @ weights), kind="stable")
    right = np.flatnonzero(asked.right[order])
    return int(right[0]) if len(right) else len(order) + SENTENCES_SEARCHED


def _is_right(question: Question, item: Evidence) -> bool:
    return question.is_answered_at(item.release.id, item.sentence.start, item.sentence.end)


def _score_of(found: Sequence[Evidence], item: Evidence) -> float:
    place = item.release.id, item.sentence.start
    return next(e.score for e in found if (e.release.id, e.sentence.start) == place)


if __name__ == "__main__":
    typer.run(main)
