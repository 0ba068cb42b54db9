"""Fits the weights of confidence where a chat model writes, on questions with known answers.

    python -m assistant.evaluation.fit_answers CORPUS ... [--limit N] [--seed S] [--kept FILE]

Asks every question as the product does, but shows whatever the verifier passes, however unsure.
Prints weights that tell right answers from others, and what they are worth by cross-validation.
Weights are copied into ``assistant.decide`` by hand, after a look. ``--kept`` keeps what was asked.
"""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from assistant.answering import Answering
from assistant.assistant import Assistant
from assistant.decide import FITTED_WITH_MODEL, confidence, values_with_model
from assistant.evaluation.answers import holds
from assistant.evaluation.corpora import read_corpus
from assistant.evaluation.questions import Question, sample
from assistant.evaluation.statistics import auroc
from assistant.models import Models
from assistant.records import AnswerFinished
from assistant.settings import Settings
from assistant.signals import Signals
from assistant.similarity import TextSimilarity

_FOLDS = 10
_THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Weighed:
    """One question: whether what Beleg would answer is right, and the signals for and against."""

    id: str
    answerable: bool
    right: bool
    signals: Signals

    @property
    def values(self) -> list[float]:
        """What is fitted, in the order of ``FITTED_WITH_MODEL``."""
        known = values_with_model(self.signals)
        return [known[name] for name in FITTED_WITH_MODEL]


def weigh(assistant: Assistant, models: Models, question: Question) -> Weighed | None:
    """Ask one question, whatever the confidence; ``None`` where the model was not asked."""
    found = assistant.search(question.text)
    answering = Answering(
        found,
        TextSimilarity(models.embedder),
        models.chat_model,
        0.0,
        time.perf_counter(),
        models.is_common_word,
    )
    for event in answering.run():
        if isinstance(event, AnswerFinished):
            right = bool(question.gold) and holds(question, event.answer.text)
    if answering.signals is None or answering.signals.margin is None:
        return None
    return Weighed(question.id, bool(question.gold), right, answering.signals)


def fit(weighed: Sequence[Weighed]) -> tuple[dict[str, float], float]:
    """Return the weights that tell right answers from others, and the AUROC they come to.

    The latter on questions left out in turn: one in ten at a time.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_predict

    values = np.array([each.values for each in weighed])
    right = np.array([each.right for each in weighed])
    middle, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    scaled = (values - middle) / spread
    regression = LogisticRegression(C=1.0, max_iter=5000)
    folds = min(_FOLDS, int(right.sum()), int((~right).sum()))
    predicted = cross_val_predict(regression, scaled, right, cv=folds, method="decision_function")
    regression.fit(scaled, right)
    weights = regression.coef_[0] / spread
    worth = auroc(predicted[right].tolist(), predicted[~right].tolist()) or 0.0
    bias = float(regression.intercept_[0] - weights @ middle)
    return {"bias": bias, **dict(zip(FITTED_WITH_MODEL, weights.tolist(), strict=True))}, worth


def main(
    corpora: Annotated[list[Path], typer.Argument(help="each as for `beleg evaluate`")],
    kept: Annotated[Path | None, typer.Option(help="file to keep what was asked in")] = None,
    limit: Annotated[int | None, typer.Option(min=2, help="questions of each corpus")] = None,
    seed: int = 0,
) -> None:
    """Ask, fit, and print what was fitted and what it is worth."""
    if kept and kept.exists():
        weighed = list(read_kept(kept))
    else:
        weighed = list(keeping(kept, _asked(corpora, limit, seed)))
    weights, worth = fit(weighed)
    typer.echo(f"{len(weighed)} questions, {sum(each.right for each in weighed)} answered right")
    typer.echo(f"weights { {name: round(weight, 2) for name, weight in weights.items()} }")
    typer.echo(f"  cross-validated AUROC {worth:.3f}")
    for name, column in zip(
        FITTED_WITH_MODEL, np.array([each.values for each in weighed]).T, strict=True
    ):
        _tell(weighed, column.tolist(), name)
    in_use = [confidence(each.signals) for each in weighed]
    _tell(weighed, in_use, "as in use")
    shown = [each for each, sure in zip(weighed, in_use, strict=True) if sure >= _THRESHOLD]
    right = sum(each.right for each in shown)
    missing = sum(not each.answerable for each in shown)
    typer.echo(
        f"  of confidence {_THRESHOLD} or more, as in use: {right} right, "
        f"{len(shown) - right - missing} wrong, {missing} without an answer"
    )


def _tell(weighed: Sequence[Weighed], scores: Sequence[float], name: str) -> None:
    sides: dict[bool, list[float]] = {True: [], False: []}
    for score, each in zip(scores, weighed, strict=True):
        sides[each.right].append(score)
    typer.echo(f"  {name}: AUROC {auroc(sides[True], sides[False]):.3f}")


def _asked(corpora: Sequence[Path], limit: int | None, seed: int) -> Iterator[Weighed]:
    settings = Settings.load()
    models = Models.named_by(settings)
    for corpus in corpora:
        read = read_corpus(corpus, None, settings.data)
        with Assistant.open(
            settings, documents=read.folder, embedder=models.embedder, reader=models.reader
        ) as assistant:
            chosen = sample(read.questions_about(assistant.releases()), limit, seed)
            for number, question in enumerate(chosen, start=1):
                typer.echo(f"\r{corpus.name}: {number} of {len(chosen)}", err=True, nl=False)
                found = weigh(assistant, models, question)
                if found is not None:
                    yield found


def keeping(kept: Path | None, asked: Iterator[Weighed]) -> Iterator[Weighed]:
    """Pass on what was asked; where it is to be kept, it is there once all is."""
    if kept is None:
        yield from asked
        return
    unfinished = kept.with_suffix(".unfinished")
    with unfinished.open("w", encoding="utf-8") as lines:
        for each in asked:
            lines.write(json.dumps(asdict(each)) + "\n")
            lines.flush()
            yield each
    unfinished.replace(kept)


def read_kept(kept: Path) -> Iterator[Weighed]:
    """Read what an earlier run asked."""
    for line in kept.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Weighed(row["id"], row["answerable"], row["right"], Signals(**row["signals"]))


if __name__ == "__main__":
    typer.run(main)
