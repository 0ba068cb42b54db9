"""Trains the reader, with checkpoints: ``python -m index.reader_training.train --help``.

The learning rate rises, stays, and falls over the last part of the steps (warm-up, stable, decay;
Hu et al. 2024, "MiniCPM"), so that a run can be made longer later: the state before the fall is
kept, and ``--steps`` may grow. Lower layers learn more slowly. What is shipped is the running
average of the weights, or the mean of several runs' (see ``export``).
"""

import json
import logging
import time
from collections.abc import Container, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import torch
import typer

from index.e5_files import write_tokenizer
from index.e5_weights import read_e5_weights
from index.embedder import SentenceTransformerEmbedder
from index.model_files import EMBEDDING_WEIGHTS
from index.model_store import ModelStore
from index.reader_pairs import Pairing
from index.reader_training.code_switching import CodeSwitcher
from index.reader_training.examples import Examples
from index.reader_training.export import mean_of
from index.reader_training.measure import measure
from index.reader_training.negatives import find_negatives
from index.reader_training.network import Batch, ReaderNetwork, loss_of, pairing_of
from index.reader_training.passes import Passes
from index.reader_training.questions import QuestionSet, named_files, read_questions, split
from index.reader_training.renderings import read_renderings
from index.reader_training.training import Plan, Training

MAX_TOKENS = 320
_SAVED_EVERY, _MEASURED_EVERY = 250, 1000  # steps
_HEADS_SEED = 20261122  # the same for all runs, so that their weights can be averaged
_PARTS = 8  # of a pass over the questions
_log = logging.getLogger(__name__)


def run(training: Training, passes: Iterator[list[Batch]], held_out: "HeldOut") -> None:
    """Train to the end of the plan, measuring and saving on the way."""
    plan = training.plan
    device = training.network.heads.weight.device
    # Compiling takes a minute or two and halves a step on a processor.
    compiled = device.type == "cpu"
    network = torch.compile(training.network, dynamic=True) if compiled else training.network
    started, first = time.monotonic(), training.step
    seen = 0
    for number, batches in enumerate(passes):
        for batch in batches:
            seen += 1
            if seen <= first:
                continue  # shown before this process began
            if training.step == plan.falls_from:
                training.save("stable.pt")
            shown = batch.to(device)
            with torch.autocast(device.type, torch.bfloat16):
                numbers = network(shown.ids, shown.mask)
            loss = loss_of(numbers, shown)
            training.learn(loss)
            if training.step % 50 == 0:
                pace = (time.monotonic() - started) / (training.step - first)
                told = training.step, number, loss.item(), pace
                _log.info("step %d part %d loss %.3f, %.3f s a step", *told)
            if training.step % _SAVED_EVERY == 0 or training.step == plan.steps:
                training.save("latest.pt")
            if training.step % _MEASURED_EVERY == 0 or training.step == plan.steps:
                report = held_out.measure(training)
                _log.info("step %d %s", training.step, json.dumps(report))
            if training.step >= plan.steps:
                return


@dataclass(frozen=True, slots=True)
class HeldOut:
    """The questions that a run is measured on."""

    examples: Examples
    pairing: Pairing
    places: Sequence[int]

    def measure(self, training: Training) -> dict[str, float | None]:
        """Measure the averaged weights."""
        network = training.with_average()
        report = measure(network.eval(), self.examples, self.pairing, self.places)
        training.back()
        network.train()
        return asdict(report)


def main(  # noqa: PLR0913, PLR0917 - the command's options
    data: Annotated[list[str], typer.Argument(help="files in SQuAD's format, as PATH:LANGUAGE")],
    checkpoints: Annotated[Path, typer.Option(help="folder to write to and to go on from")],
    models: Annotated[Path, typer.Option(help="data folder with the embedding model")],
    dictionaries: Annotated[Path | None, typer.Option(help="folder of FreeDict files")] = None,
    renderings: Annotated[Path | None, typer.Option(help="questions in other languages")] = None,
    begin: Annotated[
        list[Path] | None, typer.Option(help="folders of runs whose mean it begins as")
    ] = None,
    plan: Annotated[str, typer.Option(help="JSON of what differs from the usual plan")] = "{}",
    device: Annotated[str, typer.Option(help="cpu, or cuda for a graphics card")] = "cpu",
    threads: int = 2,
    workers: Annotated[int, typer.Option(help="processes that prepare passes")] = 1,
) -> None:
    """Train the reader on questions with known answers."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(threads)
    followed = Plan(**json.loads(plan))
    checkpoints.mkdir(parents=True, exist_ok=True)
    files = named_files(data)
    questions = read_questions(files)
    store = ModelStore(models)
    negatives = _mined(questions, store, followed.shares, checkpoints / "negatives.json")
    weights = read_e5_weights(store.fetch(EMBEDDING_WEIGHTS.name))
    write_tokenizer(weights, checkpoints / "tokenizer.json")
    _state(checkpoints, followed, files, renderings)
    examples = Examples(
        questions,
        negatives,
        CodeSwitcher.from_folder(dictionaries) if dictionaries else None,
        read_renderings(renderings) if renderings else {},
        followed.seed,
        switched_passages=followed.switched_passages,
    )
    pairing = pairing_of(weights, str(checkpoints / "tokenizer.json"), MAX_TOKENS)
    torch.manual_seed(_HEADS_SEED)
    network = ReaderNetwork(weights, followed.dropout, followed.frozen_layers).to(device)
    training = Training(network.train(), followed, checkpoints)
    if begin:
        training.begin_as(mean_of([folder / "latest.pt" for folder in begin]))
    training.resume()
    learn, held_out = split(questions)
    tokens, seed = followed.tokens_per_step, followed.seed
    passes = Passes(examples, pairing, learn, tokens, _PARTS, seed, followed.shares)
    run(training, passes.endless(workers), HeldOut(examples, pairing, held_out))


def _mined(
    questions: QuestionSet, store: ModelStore, unmined: Container[str], path: Path
) -> Sequence[Sequence[int]]:
    if not path.is_file():
        found = find_negatives(questions, SentenceTransformerEmbedder(store), unmined)
        path.write_text(json.dumps(found))
    mined: Sequence[Sequence[int]] = json.loads(path.read_text())
    return mined


def _state(
    folder: Path, plan: Plan, files: Sequence[tuple[Path, str]], renderings: Path | None
) -> None:
    """Write down what the result will depend on."""
    statement = {
        "plan": asdict(plan),
        "data": {f"{path.name} ({language})": sha256(path.read_bytes()).hexdigest()
                 for path, language in files},
        "renderings": sha256(renderings.read_bytes()).hexdigest() if renderings else "",
        "embedding": EMBEDDING_WEIGHTS.sha256,
        "torch": torch.__version__,
    }  # fmt: skip
    (folder / "statement.json").write_text(json.dumps(statement, indent=2))


if __name__ == "__main__":
    typer.run(main)
