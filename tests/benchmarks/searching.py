"""Searching, for the benchmarks that set one way of it beside another."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import typer

from assistant import Assistant, Settings
from assistant.chain import Found
from assistant.evaluation.corpora import read_corpus
from assistant.evaluation.questions import Question, sample
from assistant.models import NO_READER
from index import Embedder
from index.reader import PassageReader


@dataclass(frozen=True, slots=True)
class Way:
    """One way of searching: a name, and the models that it does with."""

    name: str
    embedder: Embedder
    reader: PassageReader | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """Questions of a corpus that can be answered; the first ``limit`` of them by a seed."""

    corpus: Path
    questions: Path | None
    limit: int | None
    seed: int

    @property
    def name(self) -> str:
        """The name of the file of questions, or of the folder."""
        return (self.questions or self.corpus).name

    @contextmanager
    def opened(self, settings: Settings, way: Way) -> Iterator[tuple[Assistant, list[Question]]]:
        """Yield an assistant over the corpus, warm, and the questions."""
        read = read_corpus(self.corpus, self.questions, settings.data)
        without = settings.model_copy(update={"reader": NO_READER})
        with Assistant.open(
            without, documents=read.folder, embedder=way.embedder, reader=way.reader
        ) as assistant:
            placed = read.questions_about(assistant.releases())
            chosen = sample([each for each in placed if each.gold], self.limit, self.seed)
            assistant.search(chosen[0].text)  # loads the models
            yield assistant, list(chosen)


@dataclass(frozen=True, slots=True)
class Searched:
    """The rank of the right sentence, from 0 (100 where it is not among six), and the time."""

    rank: int
    milliseconds: float


def search(assistant: Assistant, question: Question) -> Searched:
    """Search once."""
    started = time.perf_counter()
    found = assistant.search(question.text)
    spent = (time.perf_counter() - started) * 1000
    return Searched(min(right_places(question, found), default=100), spent)


def right_places(question: Question, found: Found) -> set[int]:
    """Return the places of the evidence that overlap the known answer."""
    return {
        place
        for place, item in enumerate(found.evidence)
        if question.is_answered_at(item.release.id, item.sentence.start, item.sentence.end)
    }


def head() -> None:
    """Print the head of the table."""
    typer.echo(f"{'':38}{'questions':>10}{'first':>8}{'six':>8}{'ms':>8}")


def tell(label: str, searched: Sequence[Searched]) -> None:
    """Print one line of the table."""
    first, six = (sum(each.rank < most for each in searched) / len(searched) for most in (1, 6))
    typer.echo(
        f"{label:38}{len(searched):10}{first:8.3f}{six:8.3f}"
        f"{median(each.milliseconds for each in searched):8.1f}"
    )
