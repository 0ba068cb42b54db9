"""Trains the reader, with checkpoints: ``python -m index.reader_training.train --help``.

The learning rate rises, stays, and falls over the last fifth of the steps (warm-up, stable,
decay; Hu et al. 2024, "MiniCPM"), so that a run can be made longer later: the state before the
fall is kept, and ``--steps`` may grow. Lower layers learn more slowly. What is shipped is the
running average of the weights.
"""

import json
import logging
import os
import random
import time
from collections.abc import Iterator, Sequence
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
from index.reader_pairs import Pair, Pairing
from index.reader_training.code_switching import CodeSwitcher
from index.reader_training.examples import Example, Examples
from index.reader_training.measure import measure
from index.reader_training.negatives import find_negatives
from index.reader_training.network import (
    FROZEN_LAYERS,
    ReaderNetwork,
    loss_of,
    make_batch,
    pairing_of,
)
from index.reader_training.questions import QuestionSet, read_questions

MAX_TOKENS = 320
_HELD_OUT = 20  # one article in this many is for measuring
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: everything that the result depends on besides the data."""

    steps: int = 8000
    tokens_per_step: int = 2304
    learning_rate: float = 2e-4
    layer_decay: float = 0.88
    weight_decay: float = 0.01
    warm_up: int = 200
    decay_share: float = 0.2
    average: float = 0.998
    dropout: float = 0.0  # in few passes nothing is learnt by heart, and it costs a third more time
    seed: int = 20261122

    def rate(self, step: int) -> float:
        """Return the share of the learning rate at a step."""
        falling = round(self.steps * self.decay_share)
        left = self.steps - step
        return max(0.0, min(1.0, (step + 1) / self.warm_up, left / max(1, falling)))

    @property
    def falls_from(self) -> int:
        """The step from which the learning rate falls."""
        return self.steps - round(self.steps * self.decay_share)


class Training:
    """One run in a folder of checkpoints; a new process goes on where the last one stopped."""

    def __init__(self, network: ReaderNetwork, plan: Plan, folder: Path) -> None:
        self.network, self.plan, self.folder = network, plan, folder
        self.step = 0
        self._trained = {n: p for n, p in network.named_parameters() if p.requires_grad}
        self.average = {name: p.detach().clone() for name, p in self._trained.items()}
        self._optimizer = torch.optim.AdamW(
            [
                {"params": [p], "lr": plan.learning_rate * self._slowdown(name)}
                for name, p in self._trained.items()
            ],
            weight_decay=plan.weight_decay,
            betas=(0.9, 0.98),
            fused=True,
        )
        self._rates = [group["lr"] for group in self._optimizer.param_groups]

    def _slowdown(self, name: str) -> float:
        if name.startswith("heads"):
            return 1.0
        layer = int(name.split("layer.")[1].split(".", maxsplit=1)[0])
        return float(self.plan.layer_decay ** (len(self.network.body.encoder.layer) - 1 - layer))

    def learn(self, loss: torch.Tensor) -> None:
        """Take one step down the loss and into the running average."""
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self._trained.values(), 1.0)
        for group, rate in zip(self._optimizer.param_groups, self._rates, strict=True):
            group["lr"] = rate * self.plan.rate(self.step)
        self._optimizer.step()
        self.step += 1
        keep = min(self.plan.average, self.step / (self.step + 10))
        with torch.no_grad():
            for name, parameter in self._trained.items():
                self.average[name].lerp_(parameter, 1 - keep)

    def save(self, name: str) -> None:
        """Write a checkpoint in one step."""
        unfinished = self.folder / f"{name}.{os.getpid()}"
        state = {
            "step": self.step,
            "trained": {n: p.detach() for n, p in self._trained.items()},
            "average": self.average,
            "optimizer": self._optimizer.state_dict(),
        }
        torch.save(state, unfinished)
        unfinished.replace(self.folder / name)

    def resume(self) -> None:
        """Go on from the newest checkpoint that still fits the plan, if there is one."""
        for name in ("latest.pt", "stable.pt"):
            path = self.folder / name
            if not path.is_file():
                continue
            state = torch.load(path, weights_only=True)
            fell_early = name == "latest.pt" and self._fell(state["step"])
            if fell_early:
                continue
            self.step = state["step"]
            self.average = state["average"]
            self._optimizer.load_state_dict(state["optimizer"])
            with torch.no_grad():
                for key, value in state["trained"].items():
                    self._trained[key].copy_(value)
            _log.info("going on from %s at step %d", name, self.step)
            return

    def _fell(self, step: int) -> bool:
        """Tell whether the newest checkpoint was made under a plan that had begun to fall."""
        stable = self.folder / "stable.pt"
        return (
            stable.is_file()
            and step < self.plan.falls_from
            and stable.stat().st_mtime < (self.folder / "latest.pt").stat().st_mtime
        )

    def with_average(self) -> "ReaderNetwork":
        """Return the network holding the averaged weights; ``back`` undoes it."""
        self._kept = {n: p.detach().clone() for n, p in self._trained.items()}
        self._set(self.average)
        return self.network

    def back(self) -> None:
        """Put the weights in training back."""
        self._set(self._kept)

    def _set(self, values: dict[str, torch.Tensor]) -> None:
        with torch.no_grad():
            for name, parameter in self._trained.items():
                parameter.copy_(values[name])


def batches(
    examples: Sequence[Example], pairing: Pairing, tokens: int, seed: str
) -> Iterator[tuple[list[Example], list[Pair]]]:
    """Yield groups of similar length of about ``tokens`` tokens, shuffled."""
    rows = pairing.rows([e.question for e in examples], [e.passage for e in examples])
    shuffled = random.Random(seed)  # noqa: S311 - repeatable, not secret
    groups: list[list[int]] = []
    for first in range(0, len(rows), 512):
        near = range(first, min(first + 512, len(rows)))
        group: list[int] = []
        for place in sorted(near, key=lambda place: len(rows[place].ids)):
            if group and (len(group) + 1) * len(rows[place].ids) > tokens:
                groups.append(group)
                group = []
            group.append(place)
        groups.append(group)
    shuffled.shuffle(groups)
    for group in groups:
        yield [examples[place] for place in group], [rows[place] for place in group]


def split(questions: QuestionSet) -> tuple[list[int], list[int]]:
    """Return the numbers of questions to learn from and of those held out, by article."""
    held = {
        paragraph.article
        for paragraph in questions.paragraphs
        if int(sha256(paragraph.article.encode()).hexdigest(), 16) % _HELD_OUT == 0
    }
    learn: list[int] = []
    held_out: list[int] = []
    for place, question in enumerate(questions.questions):
        article = questions.paragraphs[question.paragraph].article
        (held_out if article in held else learn).append(place)
    return learn, held_out


def run(training: Training, examples: Examples, pairing: Pairing, questions: QuestionSet) -> None:
    """Train to the end of the plan, measuring and saving on the way."""
    plan = training.plan
    learn, held_out = split(questions)
    network = torch.compile(training.network, dynamic=True)
    started, first = time.monotonic(), training.step
    seen = 0
    number = 0
    while training.step < plan.steps:
        shown = examples.of_pass(number, learn)
        for group, rows in batches(shown, pairing, plan.tokens_per_step, f"{plan.seed} {number}"):
            seen += 1
            if seen <= training.step and first == training.step:
                continue  # shown before this process began
            if training.step == plan.falls_from:
                training.save("stable.pt")
            batch = make_batch(group, rows)
            training.network.train()
            with torch.autocast("cpu", torch.bfloat16):
                numbers = network(batch.ids, batch.mask)
            loss = loss_of(numbers, batch)
            training.learn(loss)
            if training.step % 50 == 0:
                pace = (time.monotonic() - started) / (training.step - first)
                _log.info(
                    "step %d pass %d loss %.3f, %.2f s a step",
                    training.step,
                    number,
                    loss.item(),
                    pace,
                )
            if training.step % 250 == 0 or training.step == plan.steps:
                training.save("latest.pt")
            if training.step % 1000 == 0 or training.step == plan.steps:
                report = measure(training.with_average(), examples, pairing, held_out)
                training.back()
                _log.info("step %d %s", training.step, json.dumps(asdict(report)))
            if training.step >= plan.steps:
                break
        number += 1


def main(  # noqa: PLR0913, PLR0917 - the command's options
    data: Annotated[list[str], typer.Argument(help="files in SQuAD's format, as PATH:LANGUAGE")],
    checkpoints: Annotated[Path, typer.Option(help="folder to write to and to go on from")],
    models: Annotated[Path, typer.Option(help="data folder with the embedding model")],
    dictionaries: Annotated[Path | None, typer.Option(help="folder of FreeDict files")] = None,
    steps: int = Plan().steps,
    threads: int = 2,
) -> None:
    """Train the reader on questions with known answers."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(threads)
    plan = Plan(steps=steps)
    torch.manual_seed(plan.seed)
    checkpoints.mkdir(parents=True, exist_ok=True)
    files = [(Path(path), language) for path, language in (each.rsplit(":", 1) for each in data)]
    questions = read_questions(files)
    store = ModelStore(models)
    embedder = SentenceTransformerEmbedder(store, threads=threads)
    negatives = _mined(questions, embedder, checkpoints / "negatives.json")
    weights = read_e5_weights(store.fetch(EMBEDDING_WEIGHTS.name))
    _state(checkpoints, plan, files)
    switcher = CodeSwitcher.from_folder(dictionaries) if dictionaries else None
    examples = Examples(questions, negatives, switcher, plan.seed)
    write_tokenizer(weights, checkpoints / "tokenizer.json")
    pairing = pairing_of(weights, str(checkpoints / "tokenizer.json"), MAX_TOKENS)
    training = Training(ReaderNetwork(weights, plan.dropout), plan, checkpoints)
    training.resume()
    run(training, examples, pairing, questions)


def _mined(
    questions: QuestionSet, embedder: SentenceTransformerEmbedder, path: Path
) -> Sequence[Sequence[int]]:
    if not path.is_file():
        path.write_text(json.dumps(find_negatives(questions, embedder)))
    mined: Sequence[Sequence[int]] = json.loads(path.read_text())
    return mined


def _state(folder: Path, plan: Plan, files: Sequence[tuple[Path, str]]) -> None:
    """Write down what the result will depend on."""
    statement = {
        "plan": asdict(plan),
        "frozen_layers": FROZEN_LAYERS,
        "data": {f"{path.name} ({language})": sha256(path.read_bytes()).hexdigest()
                 for path, language in files},
        "embedding": EMBEDDING_WEIGHTS.sha256,
        "torch": torch.__version__,
    }  # fmt: skip
    (folder / "statement.json").write_text(json.dumps(statement, indent=2))


if __name__ == "__main__":
    typer.run(main)
