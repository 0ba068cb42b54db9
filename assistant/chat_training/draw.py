"""Draws what the chat model's adapter is trained on: ``python -m assistant.chat_training.draw``.

One file of token trees; a graphics card needs nothing else of Beleg's to be trained on them.
"""

import json
import logging
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from assistant import compose
from assistant.chat_training.material import Material
from assistant.chat_training.network import load_tokenizer
from assistant.chat_training.packed import Packed, write_packed
from assistant.chat_training.plan import Plan
from assistant.chat_training.replies import read_stated
from assistant.chat_training.rows import Tree, Trees
from assistant.chat_training.tasks import Tasks
from index.model_files import CHAT_MODEL
from index.model_store import ModelStore
from index.reader_training.questions import named_files, read_questions, split
from index.reader_training.renderings import read_renderings

_log = logging.getLogger(__name__)


def main(  # noqa: PLR0913, PLR0917 - the command's options
    data: Annotated[list[str], typer.Argument(help="files in SQuAD's format, as PATH:LANGUAGE")],
    models: Annotated[Path, typer.Option(help="data folder with the chat model")],
    output: Annotated[Path, typer.Option(help="file to write")],
    tokens: Annotated[int, typer.Option(help="how many to draw")],
    renderings: Annotated[list[Path] | None, typer.Option(help="questions elsewise")] = None,
    statements: Annotated[Path | None, typer.Option(help="right statements")] = None,
    seed: int = Plan().seed,
    *,
    held_out: Annotated[bool, typer.Option(help="of the articles kept for measuring")] = False,
) -> None:
    """Draw questions with their sources, and right statements, until there are tokens enough."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    files = named_files(data)
    questions = read_questions(files)
    learn, held = split(questions)
    others = read_renderings(*(renderings or ()))
    stated = read_stated(statements) if statements else []
    tokenizer = load_tokenizer(ModelStore(models).fetch(CHAT_MODEL.name))
    trees = Trees(tokenizer, compose.prefix(copying=True))
    plan = Plan(seed=seed)
    tasks = Tasks(questions, held if held_out else learn, others, plan.seed)
    drawn = list(_until(iter(Material(tasks, stated, trees, plan)), tokens))
    read = [
        *(path for path, _ in files),
        *(renderings or ()),
        *([statements] if statements else ()),
    ]
    origin = {"seed": seed} | {each.name: sha256(each.read_bytes()).hexdigest() for each in read}
    write_packed(output, Packed(trees.prefix, tuple(drawn), json.dumps(origin)))
    _log.info("%s: %d trees, %d tokens", output, len(drawn), sum(map(len, drawn)))


def _until(trees: Iterator[Tree], tokens: int) -> Iterator[Tree]:
    drawn = 0
    for tree in trees:
        yield tree
        drawn += len(tree)
        if drawn >= tokens:
            return


if __name__ == "__main__":
    typer.run(main)
