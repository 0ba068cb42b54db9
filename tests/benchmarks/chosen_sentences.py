"""Which sentences of the evidence are chosen: how many, and whether the right one is among them.

    python -m tests.benchmarks.chosen_sentences CORPUS [--questions FILE ...] [--limit N] [--seed S]

CORPUS and questions are as for ``beleg evaluate``. By language of the questions: all the evidence,
the best three and the best alone; ``leading``, from which a chat model writes first; and
``nearest``, of which quotes that stand as the answer are chosen. These are the figures behind the
bounds in ``assistant.nearest_quotes``.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from assistant import Settings
from assistant.chain import Found
from assistant.models import Models
from assistant.nearest_quotes import leading, nearest_quotes
from tests.benchmarks.searching import Drawn, Way, right_places

Choice = Callable[[Found], Sequence[int]]
CHOICES: dict[str, Choice] = {
    "all": lambda found: range(len(found.evidence)),
    "best three": lambda found: range(min(3, len(found.evidence))),
    "nearest": lambda found: nearest_quotes(found.evidence),
    "leading": lambda found: leading(
        found.inquiry.question, found.inquiry.language, found.evidence
    ),
    "best alone": lambda _: [0],
}


def main(
    corpus: Path,
    questions: Annotated[list[Path] | None, typer.Option()] = None,
    limit: Annotated[int | None, typer.Option(min=1)] = None,
    seed: int = 0,
) -> None:
    """Ask every question of search, and print what each choice is worth."""
    settings = Settings.load(chat_model="none")
    models = Models.named_by(settings)
    way = Way("as by default", models.embedder, models.reader)
    chosen: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for file in questions or [None]:
        with Drawn(corpus, file, limit, seed).opened(settings, way) as (assistant, drawn):
            for question in drawn:
                found = assistant.search(question.text)
                if not found.evidence:
                    continue
                right = right_places(question, found)
                for name, choice in CHOICES.items():
                    places = set(choice(found))
                    chosen[question.language, name].append((len(places), len(places & right)))
    typer.echo(f"{'':16}{'questions':>10}{'sentences':>11}{'right among':>13}{'are right':>11}")
    for (language, name), counts in sorted(chosen.items()):
        sentences = sum(size for size, _ in counts)
        among = sum(hits > 0 for _, hits in counts) / len(counts)
        typer.echo(
            f"{language + ' ' + name:16}{len(counts):10}{sentences / len(counts):11.2f}"
            f"{among:13.3f}{sum(hits for _, hits in counts) / sentences:11.3f}"
        )


if __name__ == "__main__":
    typer.run(main)
