"""What late interaction is worth and costs: the same search without it, and with it, in one run.

    python -m tests.benchmarks.late_interaction CORPUS [--questions FILE ...] [--limit N] [--seed S]

CORPUS and questions are as for ``beleg evaluate``. By file of questions: how often the right
sentence is first and among six, and the milliseconds of a search (median), where each passage is
read for the first time and where it has been met before.
"""

from pathlib import Path
from typing import Annotated

import typer

from assistant import Settings
from assistant.embedding_model import open_embedder
from index import Embedder, ModelStore
from index.embedder import ReadsTokens, TokenReader
from tests.benchmarks.searching import Drawn, Way, head, search, tell


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
    head()
    files: list[Path | None] = [*(questions or [None])]
    for drawn in (Drawn(corpus, file, limit, seed) for file in files):
        with drawn.opened(settings, Way("without", WithoutTokens(embedder))) as (assistant, chosen):
            tell(f"{drawn.name} without", [search(assistant, each) for each in chosen])
        with drawn.opened(settings, Way("with", embedder)) as (assistant, chosen):
            for how in ("passages read", "passages met before"):
                tell(f"{drawn.name} with, {how}", [search(assistant, each) for each in chosen])


if __name__ == "__main__":
    typer.run(main)
