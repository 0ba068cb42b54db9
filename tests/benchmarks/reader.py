"""What the reader is worth and costs: the same search without it, and with it, in one run.

    python -m tests.benchmarks.reader CORPUS [--questions FILE ...] [--limit N] [--seed S]

CORPUS and questions are as for ``beleg evaluate``. By file of questions: how often the right
sentence is first and among six, and the milliseconds of a search (median). Of a file in SQuAD's
format also what the reader makes of the paragraph that answers, given to it: the share of answers
marked exactly, SQuAD's F1 (words without accents, case and marks), and how often it finds the
sentence.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Annotated

import typer

from assistant import Assistant, Settings
from assistant.evaluation.corpora import read_corpus
from assistant.evaluation.questions import Question, sample
from assistant.models import NO_READER, Models
from documents.passages import split_into_passages
from documents.records import PressRelease
from documents.sentences import split_into_sentences
from index.reader import PassageReader
from index.reader_training.measure import plain_words, word_overlap


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


def searches(assistant: Assistant, questions: Sequence[Question]) -> str:
    """Return what searching is worth, and how long it takes where passages have been met."""
    for question in questions:
        ask(assistant, question)
    asked = [ask(assistant, question) for question in questions]
    first, six = (mean(each.rank < places for each in asked) for places in (1, 6))
    spent = median(each.milliseconds for each in asked)
    return f"first {first:.3f}, among six {six:.3f}, {spent:.0f} ms"


def main(
    corpus: Annotated[Path, typer.Argument(help="as for `beleg evaluate`")],
    questions: Annotated[list[Path] | None, typer.Option(help="questions in a language")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="questions of each file")] = None,
    seed: int = 0,
) -> None:
    """Search and read; print what it is worth by file of questions."""
    settings = Settings.load(chat_model="none", answers_kept=0)
    models = Models.named_by(settings)
    if models.reader is None:
        raise typer.BadParameter("The settings name no reader; unset BELEG_READER.")
    files: Sequence[Path | None] = questions or [None]
    for file in files:
        read = read_corpus(corpus, file, settings.data)
        print(file.name if file else corpus.name)
        for label, chosen in (("without", None), ("with", models.reader)):
            without = settings.model_copy(update={"reader": NO_READER})
            with Assistant.open(
                without, documents=read.folder, embedder=models.embedder, reader=chosen
            ) as assistant:
                releases = {release.id: release for release in assistant.releases()}
                placed = read.questions_about(tuple(releases.values()))
                asked = sample([each for each in placed if each.gold], limit, seed)
                print(f"  {label} the reader: {searches(assistant, asked)}")
        if corpus.is_file():
            print(f"  {marks(models.reader, asked, releases)}")


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
