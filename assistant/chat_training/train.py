"""Trains the chat model's adapter: ``python -m assistant.chat_training.train --help``.

Some minutes on a graphics card. Saves checkpoints on the way and goes on from them; what it
writes for llama.cpp is the running average of the corrections.
"""

import json
import logging
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Annotated

import torch
import typer
from torch.nn.functional import cross_entropy

from assistant.chat_training.export import write_adapter
from assistant.chat_training.network import Network, load_network
from assistant.chat_training.packed import Packed, read_packed
from assistant.chat_training.plan import Plan
from assistant.chat_training.rows import Row, rows_of
from index.model_files import CHAT_MODEL
from index.model_store import ModelStore

_log = logging.getLogger(__name__)
_SAVED_EVERY, _PREFIX_EVERY, _MEASURED_EVERY = 100, 10, 150  # steps


class Training:
    """The network, its optimizer and the running average; goes on from a checkpoint.

    ``prefix`` are the tokens of the prompt's unchanging start.
    """

    def __init__(
        self, network: Network, plan: Plan, prefix: Sequence[int], folder: Path, device: str = "cpu"
    ) -> None:
        self.network, self.plan, self.prefix, self.folder = network, plan, prefix, folder
        self.step, self._device = 0, device
        self._trained = network.parameters()
        self.average = {name: each.detach().clone() for name, each in self._trained.items()}
        self._optimizer = torch.optim.AdamW(
            self._trained.values(), weight_decay=0.0, betas=(0.9, 0.98)
        )
        self._kept_prefix: list[tuple[torch.Tensor, torch.Tensor]] = []
        checkpoint = folder / "checkpoint.pt"
        if checkpoint.exists():
            kept = torch.load(checkpoint, weights_only=True, map_location=device)
            self.step, self.average = kept["step"], kept["average"]
            self._optimizer.load_state_dict(kept["optimizer"])
            for name, value in kept["trained"].items():
                self._trained[name].data.copy_(value)

    def run(self, rows: Iterator[Row], held_out: Sequence[Row], until: int | None = None) -> None:
        """Train to the end of the plan, or ``until`` a step, measuring and saving on the way."""
        began, first = time.monotonic(), self.step
        told: dict[str, list[float]] = defaultdict(list)
        last = min(self.plan.steps, until or self.plan.steps)
        while self.step < last:
            together = list(islice(rows, self.plan.rows))
            if not together:
                break
            if self.step % _MEASURED_EVERY == 0:
                self.measure(held_out)
            if self.step % _PREFIX_EVERY == 0:
                self._kept_prefix.clear()
            losses = self._learn(together)
            if self.step % 10 == 0:
                for row, of_row in zip(together, losses, strict=True):
                    for kind, value in zip(row.kinds, of_row.tolist(), strict=True):
                        told[kind].append(value)
                pace = (time.monotonic() - began) / (self.step - first)
                means = ", ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sorted(told.items()))
                _log.info("step %d: %s; %.2f s a step", self.step, means, pace)
                told.clear()
            if self.step % _SAVED_EVERY == 0:
                self.save()
        self.save()
        self.measure(held_out)

    def _learn(self, rows: Sequence[Row]) -> list[torch.Tensor]:
        """Take one step down the loss and into the running average; return each token's loss."""
        for group in self._optimizer.param_groups:
            group["lr"] = self.plan.rate(self.step)
        self._optimizer.zero_grad()
        total = sum(float(row.weights.sum()) for row in rows)
        kept = []
        for row in rows:
            losses = self._losses(row)
            weights = row.weights.to(losses.device)
            ((losses * weights).sum() / total).backward()  # type: ignore[no-untyped-call]
            kept.append(losses.detach())
        norm = torch.nn.utils.clip_grad_norm_(self._trained.values(), 1.0)
        # Once in a hundred steps a card's attention had no gradient, for losses that were sound.
        if norm.isfinite():
            self._optimizer.step()
        self.step += 1
        keep = min(self.plan.average, self.step / (self.step + 10))
        for name, parameter in self._trained.items():
            self.average[name].lerp_(parameter.detach(), 1 - keep)
        return kept

    def _losses(self, row: Row) -> torch.Tensor:
        return cross_entropy(self._read(row), row.wanted.to(self._device), reduction="none")

    def _read(self, row: Row) -> torch.Tensor:
        """Return the scores of all tokens (predicting × vocabulary) after the row's tokens."""
        from transformers import DynamicCache

        if not self._kept_prefix:
            self._kept_prefix = self._read_prefix()
        kept = DynamicCache()
        for layer, (keys, values) in enumerate(self._kept_prefix):
            kept.update(keys, values, layer)
        sees = row.sees(self._device)
        before = torch.ones(len(row.ids), len(self.prefix), dtype=torch.bool, device=self._device)
        with torch.autocast(self._device, torch.bfloat16):
            read = self.network.model.model(
                input_ids=row.ids[None].to(self._device),
                position_ids=row.positions[None].to(self._device),
                attention_mask=torch.cat([before, sees], dim=1)[None, None],
                past_key_values=kept,
                use_cache=True,
            ).last_hidden_state[0]
            predicting = row.predicting.to(self._device)
            scores: torch.Tensor = self.network.model.lm_head(read[predicting])
        return scores.float()

    def _read_prefix(self) -> list[tuple[torch.Tensor, torch.Tensor]]:
        ids = torch.tensor([self.prefix], device=self._device)
        with torch.no_grad(), torch.autocast(self._device, torch.bfloat16):
            read = self.network.model.model(input_ids=ids, use_cache=True)
        layers = read.past_key_values.layers
        return [(layer.keys, layer.values) for layer in layers]

    @torch.no_grad()
    def measure(self, rows: Sequence[Row]) -> None:
        """Tell how often what is wanted is the likeliest, by kind, on held-out articles."""
        trained = {name: each.detach().clone() for name, each in self._trained.items()}
        self._load(self.average)
        self._kept_prefix.clear()
        right: dict[str, list[float]] = defaultdict(list)
        for row in rows:
            scores = self._read(row)
            wanted = row.wanted.to(scores.device)
            losses = cross_entropy(scores, wanted, reduction="none")
            hits = scores.argmax(-1) == wanted
            weights, values = row.weights.tolist(), losses.tolist()
            told = zip(row.kinds, weights, hits.tolist(), values, strict=True)
            for kind, weight, hit, loss in told:
                right[f"{kind} of {weight:g} right"].append(hit)
                right[f"{kind} of {weight:g} loss"].append(loss)
        means = ", ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sorted(right.items()))
        _log.info("held out at step %d: %s", self.step, means)
        self._load(trained)
        self._kept_prefix.clear()

    def _load(self, values: dict[str, torch.Tensor]) -> None:
        for name, value in values.items():
            self._trained[name].data.copy_(value)

    def save(self) -> None:
        """Write the checkpoint in one step."""
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = self.folder / "checkpoint.unfinished"
        trained = {name: each.detach() for name, each in self._trained.items()}
        kept = {"step": self.step, "trained": trained, "average": self.average}
        torch.save(kept | {"optimizer": self._optimizer.state_dict()}, unfinished)
        unfinished.replace(self.folder / "checkpoint.pt")


def main(  # noqa: PLR0913, PLR0917 - the command's options
    drawn: Annotated[list[Path], typer.Argument(help="files of assistant.chat_training.draw")],
    held_out: Annotated[Path, typer.Option(help="such a file, of articles held out")],
    models: Annotated[Path, typer.Option(help="data folder with the chat model")],
    folder: Annotated[Path, typer.Option(help="checkpoints")],
    output: Annotated[Path, typer.Option(help="file to write for llama.cpp")],
    steps: int = Plan().steps,
    learning_rate: float = Plan().learning_rate,
    device: str = "cpu",
) -> None:
    """Train the adapter on token trees, each once, and write it."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    plan = Plan(steps=steps, learning_rate=learning_rate)
    torch.manual_seed(plan.seed)
    files = [read_packed(path) for path in drawn]
    network = load_network(ModelStore(models).fetch(CHAT_MODEL.name), plan.rank, device)
    training = Training(network, plan, files[0].prefix, folder, device)
    training.run(rows(files, plan), list(rows([read_packed(held_out)], plan)))
    statement = {
        "plan": json.dumps(asdict(plan)),
        "steps": str(training.step),
        "data": json.dumps([file.origin for file in files]),
        "chat_model": CHAT_MODEL.sha256,
        "torch": torch.__version__,
    }
    write_adapter(output, training.average, plan.rank, statement)


def rows(files: Sequence[Packed], plan: Plan) -> Iterator[Row]:
    """Yield the rows of files, one after the other."""
    for file in files:
        yield from rows_of(iter(file.trees), len(file.prefix), plan.tokens)


if __name__ == "__main__":
    typer.run(main)
