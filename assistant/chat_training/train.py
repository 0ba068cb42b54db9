"""Trains the chat model's adapter: ``python -m assistant.chat_training.train --help``.

Half an hour on two processor cores that compute in bfloat16. Saves a checkpoint on the way and
goes on from it; what it writes for llama.cpp is the running average of the corrections.
"""

import json
import logging
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Annotated

import torch
import typer
from torch.nn.functional import cross_entropy

from assistant import compose
from assistant.chat_training.export import write_adapter
from assistant.chat_training.material import Material, Plan
from assistant.chat_training.network import Network, load_network
from assistant.chat_training.replies import read_stated
from assistant.chat_training.rows import Row, Rows
from assistant.chat_training.tasks import Tasks
from index.model_files import CHAT_MODEL
from index.model_store import ModelStore
from index.reader_training.questions import read_questions, split
from index.reader_training.renderings import read_renderings

_log = logging.getLogger(__name__)
_SAVED_EVERY, _PREFIX_EVERY, _MEASURED_EVERY = 20, 25, 100  # steps
_MEASURED_ROWS = 6


class Training:
    """The network, its optimizer and the running average; goes on from a checkpoint."""

    def __init__(self, network: Network, plan: Plan, rows: Rows, folder: Path) -> None:
        self.network, self.plan, self.rows, self.folder = network, plan, rows, folder
        self.step = 0
        self._trained = network.parameters()
        self.average = {name: each.detach().clone() for name, each in self._trained.items()}
        self._optimizer = torch.optim.AdamW(
            self._trained.values(), weight_decay=0.0, betas=(0.9, 0.98)
        )
        self._prefix: list[tuple[torch.Tensor, torch.Tensor]] = []
        checkpoint = folder / "checkpoint.pt"
        if checkpoint.exists():
            kept = torch.load(checkpoint, weights_only=True)
            self.step, self.average = kept["step"], kept["average"]
            self._optimizer.load_state_dict(kept["optimizer"])
            for name, value in kept["trained"].items():
                self._trained[name].data.copy_(value)

    def run(self, material: Material, held_out: Sequence[Row]) -> None:
        """Train to the end of the plan, measuring and saving on the way."""
        began, first = time.monotonic(), self.step
        told: dict[str, list[float]] = defaultdict(list)
        for row in material:
            if self.step % _MEASURED_EVERY == 0:
                self._measure(held_out)
            if self.step % _PREFIX_EVERY == 0:
                self._prefix.clear()
            losses = self._learn(row)
            for kind, value in zip(row.kinds, losses.tolist(), strict=True):
                told[kind].append(value)
            if self.step % 10 == 0:
                pace = (time.monotonic() - began) / (self.step - first)
                means = ", ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sorted(told.items()))
                _log.info("step %d: %s; %.1f s a step", self.step, means, pace)
                told.clear()
            if self.step % _SAVED_EVERY == 0 or self.step == self.plan.steps:
                self.save()
            if self.step == self.plan.steps:
                self._measure(held_out)
                return

    def _learn(self, row: Row) -> torch.Tensor:
        """Take one step down the loss and into the running average; return each token's loss."""
        for group in self._optimizer.param_groups:
            group["lr"] = self.plan.rate(self.step)
        losses = cross_entropy(self._read(row), row.wanted, reduction="none")
        self._optimizer.zero_grad()
        ((losses * row.weights).sum() / row.weights.sum()).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self._trained.values(), 1.0)
        self._optimizer.step()
        self.step += 1
        keep = min(self.plan.average, self.step / (self.step + 10))
        for name, parameter in self._trained.items():
            self.average[name].lerp_(parameter.detach(), 1 - keep)
        return losses.detach()

    def _read(self, row: Row) -> torch.Tensor:
        """Return the scores of all tokens (predicting × vocabulary) after the row's tokens."""
        from transformers import DynamicCache

        if not self._prefix:
            self._prefix = self._read_prefix(self.rows.prefix)
        kept = DynamicCache()
        for layer, (keys, values) in enumerate(self._prefix):
            kept.update(keys, values, layer)
        before = torch.ones(len(row.ids), len(self.rows.prefix), dtype=torch.bool)
        with torch.autocast("cpu", torch.bfloat16):
            read = self.network.model.model(
                input_ids=row.ids[None],
                position_ids=row.positions[None],
                attention_mask=torch.cat([before, row.sees], dim=1)[None, None],
                past_key_values=kept,
                use_cache=True,
            ).last_hidden_state[0]
            scores: torch.Tensor = self.network.model.lm_head(read[row.predicting])
        return scores.float()

    def _read_prefix(self, ids: Sequence[int]) -> list[tuple[torch.Tensor, torch.Tensor]]:
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            read = self.network.model.model(input_ids=torch.tensor([ids]), use_cache=True)
        layers = read.past_key_values.layers
        return [(layer.keys, layer.values) for layer in layers]

    @torch.no_grad()
    def _measure(self, rows: Sequence[Row]) -> None:
        """Tell how often what is wanted is the likeliest, by kind, on held-out articles."""
        trained = {name: each.detach().clone() for name, each in self._trained.items()}
        self._load(self.average)
        self._prefix.clear()
        right: dict[str, list[float]] = defaultdict(list)
        for row in rows:
            scores = self._read(row)
            losses = cross_entropy(scores, row.wanted, reduction="none")
            hits = scores.argmax(-1) == row.wanted
            for kind, hit, loss in zip(row.kinds, hits.tolist(), losses.tolist(), strict=True):
                right[f"{kind} right"].append(hit)
                right[f"{kind} loss"].append(loss)
        told = ", ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sorted(right.items()))
        _log.info("held out at step %d: %s", self.step, told)
        self._load(trained)
        self._prefix.clear()

    def _load(self, values: dict[str, torch.Tensor]) -> None:
        for name, value in values.items():
            self._trained[name].data.copy_(value)

    def save(self) -> None:
        """Write the checkpoint in one step."""
        unfinished = self.folder / "checkpoint.unfinished"
        trained = {name: each.detach() for name, each in self._trained.items()}
        kept = {"step": self.step, "trained": trained, "average": self.average}
        torch.save(kept | {"optimizer": self._optimizer.state_dict()}, unfinished)
        unfinished.replace(self.folder / "checkpoint.pt")


def main(  # noqa: PLR0913, PLR0917 - the command's options
    data: Annotated[list[str], typer.Argument(help="files in SQuAD's format, as PATH:LANGUAGE")],
    models: Annotated[Path, typer.Option(help="data folder with the chat model")],
    folder: Annotated[Path, typer.Option(help="checkpoints, and what the model wrote")],
    output: Annotated[Path, typer.Option(help="file to write for llama.cpp")],
    steps: int = Plan().steps,
    learning_rate: float = Plan().learning_rate,
    threads: int = 2,
) -> None:
    """Train the adapter on questions with known answers, and on the model's own statements."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(threads)
    plan = Plan(steps=steps, learning_rate=learning_rate)
    torch.manual_seed(plan.seed)
    files = [(Path(path), language) for path, language in (each.rsplit(":", 1) for each in data)]
    questions = read_questions(files)
    learn, held = split(questions)
    renderings = read_renderings(folder / "renderings.jsonl")
    stated = read_stated(folder / "statements.jsonl")
    network = load_network(ModelStore(models).fetch(CHAT_MODEL.name), plan.rank)
    rows = Rows(network.tokenizer, compose.prefix(copying=True))
    unseen = Material(Tasks(questions, held, renderings, plan.seed), [], rows, plan)
    held_out = list(islice(unseen, _MEASURED_ROWS))
    training = Training(network, plan, rows, folder)
    tasks = Tasks(questions, learn, renderings, plan.seed + training.step)
    if training.step < plan.steps:
        training.run(Material(tasks, stated, rows, plan, training.step), held_out)
    read = [path for path, _ in files]
    read += [folder / "renderings.jsonl", folder / "statements.jsonl"]
    hashes = {
        f"{path.parent.name}/{path.name}": sha256(path.read_bytes()).hexdigest() for path in read
    }
    statement = {
        "plan": json.dumps(asdict(plan)),
        "steps": str(training.step),
        "data": json.dumps(hashes),
        "chat_model": CHAT_MODEL.sha256,
        "torch": torch.__version__,
    }
    write_adapter(output, training.average, plan.rank, statement)


if __name__ == "__main__":
    typer.run(main)
