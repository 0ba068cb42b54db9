"""What late interaction is worth and costs: the same search without it, and with it, in one run.

    python -m tests.benchmarks.late_interaction CORPUS [--questions FILE ...] [--limit N] [--seed S]

CORPUS and questions are as for ``beleg evaluate``. By file of questions: how often the right
sentence is first and among six, and the milliseconds of a search (median), where each passage is
read for the first time and where it has been met before.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Annotated

import typer

from assistant import Assistant, Settings
from assistant.embedding_model import open_embedder
from assistant.evaluation.corpora import read_corpus
from assistant.evaluation.questions import Question, sample
from index import Embedder, ModelStore
from index.embedder import ReadsTokens, TokenReader


class WithoutTokens:
    """The embedder as it is, but for that it does not read token by token."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.fingerprint = embedder.fingerprint
        self.embed_questions = embedder.embed_questions
        self.embed_passages = embedder.embed_passages
        self.embed_texts = embedder.embed_texts

    def token_reader(self) -> TokenReader | None:
        """Return nobody."""
        return None


@dataclass(frozen=True, slots=True)
class Asked:
    """The rank of the right sentence, from 0 (100 where it is not among six), and the time."""

    rank: int
    milliseconds: float


def ask(assistant: Assistant, question: Question) -> Asked:
    """Search once."""
    started = time.perf_counter()
    found = assistant.search(question.text)
    spent = (time.perf_counter() - started) * 1000
    right = (
        place
        for place, item in enumerate(found.evidence)
        if question.is_answered_at(item.release.id, item.sentence.start, item.sentence.end)
    )
    return Asked(next(right, 100), spent)


def tell(label: str, asked: Sequence[Asked]) -> None:
    """Print one line of the table."""
    first, six = (sum(each.rank < most for each in asked) / len(asked) for most in (1, 6))
    typer.echo(
        f"{label:38}{len(asked):10}{first:8.3f}{six:8.3f}"
        f"{median(each.milliseconds for each in asked):8.1f}"
    )


def main(
    corpus: Path,
    questions: Annotated[list[Path] | None, typer.Option()] = None,
    limit: Annotated[int | None, typer.Option(min=1)] = None,
    seed: int = 0,
) -> None:
    """Ask every question of search three times, and print what each is worth."""
    settings = Settings.load(chat_model="none")
    embedder = open_embedder(settings, ModelStore(settings.data, local_folder=settings.models))
    if not isinstance(embedder, ReadsTokens):
        raise typer.BadParameter("the embedding model that is set does not read token by token")
    typer.echo(f"{'':38}{'questions':>10}{'first':>8}{'six':>8}{'ms':>8}")
    files: Sequence[Path | None] = questions or [None]
    for file in files:
        read = read_corpus(corpus, file, settings.data)
        name = (file or corpus).name
        for ways, model in (
            (("without",), WithoutTokens(embedder)),
            (("with, passages read", "with, passages met before"), embedder),
        ):
            with Assistant.open(settings, documents=read.folder, embedder=model) as assistant:
                placed = read.questions_about(assistant.releases())
                chosen = sample([each for each in placed if each.gold], limit, seed)
                assistant.search(chosen[0].text)  # loads the model
                for how in ways:
                    tell(f"{name} {how}", [ask(assistant, each) for each in chosen])


if __name__ == "__main__":
    typer.run(main)
