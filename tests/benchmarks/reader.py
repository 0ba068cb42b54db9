"""What the reader is worth and costs: the same search without it, and with it, in one run.

    python -m tests.benchmarks.reader CORPUS [--questions FILE ...] [--limit N] [--seed S]

CORPUS and questions are as for ``beleg evaluate``. By file of questions: how often the right
sentence is first and among six, and the milliseconds of a search (median). Of a file in SQuAD's
format also what the reader makes of the paragraph that answers, given to it: the share of answers
marked exactly, SQuAD's F1 (words without accents, case and marks), and how often it finds the
sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Annotated

import typer

from assistant import Settings
from assistant.evaluation.questions import Question
from assistant.models import Models
from documents.passages import split_into_passages
from documents.records import PressRelease
from documents.sentences import split_into_sentences
from index.reader import PassageReader
from index.reader_training.measure import plain_words, word_overlap
from tests.benchmarks.searching import Drawn, Way, head, search, tell


@dataclass(frozen=True, slots=True)
class Marked:
    """What the reader marked in the passage that answers, and whether in the right sentence."""

    exact: bool
    f1: float
    sentence: bool


def mark(reader: PassageReader, question: Question, release: PressRelease) -> Marked | None:
    """Give the reader the passage with the answer; ``None`` where no passage has it."""
    gold = next(each for each in question.gold if each.document == release.id)
    for passage in split_into_passages(release):
        if passage.start <= gold.start < passage.end:
            sentences = split_into_sentences(passage)
            (judged,) = reader.read(question.text, [(passage, sentences)])
            best = max(range(len(sentences)), key=lambda number: judged.relevance[number])
            span = judged.spans[best] or (0, 0)
            found = release.text[slice(*span)]
            sentence = sentences[best]
            return Marked(
                any(plain_words(found) == plain_words(form) for form in question.forms),
                max(word_overlap(found, form) for form in question.forms),
                question.is_answered_at(release.id, sentence.start, sentence.end),
            )
    return None


def main(
    corpus: Annotated[Path, typer.Argument(help="as for `beleg evaluate`")],
    questions: Annotated[list[Path] | None, typer.Option(help="questions in a language")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="questions of each file")] = None,
    seed: int = 0,
) -> None:
    """Search and read; print what it is worth by file of questions."""
    settings = Settings.load(chat_model="none")
    models = Models.named_by(settings)
    if models.reader is None:
        raise typer.BadParameter("the settings name no reader")
    ways = Way("without", models.embedder), Way("with", models.embedder, models.reader)
    head()
    files: list[Path | None] = [*(questions or [None])]
    for drawn in (Drawn(corpus, file, limit, seed) for file in files):
        for way in ways:
            with drawn.opened(settings, way) as (assistant, chosen):
                releases = {release.id: release for release in assistant.releases()}
                for each in chosen:
                    search(assistant, each)  # passages are read when they are first met
                tell(f"{drawn.name} {way.name}", [search(assistant, each) for each in chosen])
        if corpus.is_file():
            typer.echo(f"  {marks(models.reader, chosen, releases)}")


def marks(
    reader: PassageReader, questions: Sequence[Question], releases: dict[str, PressRelease]
) -> str:
    """Return how well answers are marked where the passage is given."""

    def of_all() -> Iterator[Marked]:
        for question in questions:
            marked = mark(reader, question, releases[min(question.documents)])
            if marked:
                yield marked

    found = list(of_all())
    exact, f1, sentence = (
        mean(getattr(each, name) for each in found) for name in ("exact", "f1", "sentence")
    )
    return f"given the passage: exact {exact:.3f}, F1 {f1:.3f}, right sentence {sentence:.3f}"


if __name__ == "__main__":
    typer.run(main)
