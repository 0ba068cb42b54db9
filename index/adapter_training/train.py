"""Trains the adapter: ``python -m index.adapter_training.train --help``.

Writes the running average of the corrections as the file that ``index.adapter`` reads, with the
plan and the data's hashes in it. ``--start`` goes on from such a file.
"""

import json
import logging
import time
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import torch
import typer
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from index.adapter_training.batches import Batches, Rows
from index.adapter_training.loss import losses_of
from index.adapter_training.low_rank import RANK, add_corrections
from index.e5_files import write_tokenizer
from index.e5_weights import E5Weights, read_e5_weights
from index.model_files import EMBEDDING_WEIGHTS
from index.model_store import ModelStore
from index.reader_training.code_switching import CodeSwitcher
from index.reader_training.network import body_of
from index.reader_training.questions import named_files, read_questions, split

_log = logging.getLogger(__name__)
_TOLD_EVERY, _SAVED_EVERY = 10, 50  # steps


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: everything that the result depends on besides the data."""

    steps: int = 290
    learning_rate: float = 6e-4
    warm_up: int = 25
    level_share: float = 0.5
    average: float = 0.95
    rank: int = RANK
    seed: int = 1

    def rate(self, step: int) -> float:
        """Return the learning rate at a step: it rises, stays level, and falls to nothing."""
        falling = self.steps * (1 - self.level_share)
        share = min(1.0, (step + 1) / self.warm_up, (self.steps - step) / falling)
        return self.learning_rate * share


class Training:
    """The network with its corrections, and their running average."""

    def __init__(self, weights: E5Weights, plan: Plan, start: Path | None = None) -> None:
        self.plan = plan
        self.step = 0
        body = body_of(weights, dropout=0.0)
        self._trained = add_corrections(body, plan.rank)
        if start:
            for name, tensor in load_file(start).items():
                self._trained[name].data.copy_(tensor)
        self._average = {name: each.detach().clone() for name, each in self._trained.items()}
        self._optimizer = torch.optim.AdamW(
            self._trained.values(), weight_decay=0.0, betas=(0.9, 0.98)
        )
        self._network = torch.compile(body.train(), dynamic=True)

    def run(self, batches: Batches, output: Path, statement: dict[str, str]) -> None:
        """Train to the end of the plan, saving on the way."""
        began = time.monotonic()
        for batch in batches:
            with torch.autocast("cpu", torch.bfloat16):
                of_passages, of_questions = map(self._read, (batch.passages, batch.questions))
            losses = losses_of(batch, of_passages.float(), of_questions.float())
            self._learn(losses.total)
            if self.step % _TOLD_EVERY == 0:
                pace = (time.monotonic() - began) / self.step
                _log.info("step %d: %s; %.1f s a step", self.step, losses, pace)
            if self.step % _SAVED_EVERY == 0 or self.step == self.plan.steps:
                self.save(output, statement)
            if self.step == self.plan.steps:
                return

    def _read(self, rows: Rows) -> torch.Tensor:
        """Return the token vectors of texts, rows × tokens × width."""
        read = self._network(input_ids=rows.ids, attention_mask=rows.mask)  # type: ignore[no-untyped-call]
        tokens: torch.Tensor = read.last_hidden_state
        return tokens

    def _learn(self, loss: torch.Tensor) -> None:
        """Take one step down the loss and into the running average."""
        for group in self._optimizer.param_groups:
            group["lr"] = self.plan.rate(self.step)
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self._trained.values(), 1.0)
        self._optimizer.step()
        self.step += 1
        keep = min(self.plan.average, self.step / (self.step + 10))
        for name, parameter in self._trained.items():
            self._average[name].lerp_(parameter.detach(), 1 - keep)

    def save(self, path: Path, statement: dict[str, str]) -> None:
        """Write the averaged corrections in one step."""
        unfinished = path.with_name(f"{path.name}.unfinished")
        halves = {name: tensor.half().contiguous() for name, tensor in self._average.items()}
        save_file(halves, unfinished, metadata=statement | {"steps": str(self.step)})
        unfinished.replace(path)


def main(  # noqa: PLR0913, PLR0917 - the command's options
    data: Annotated[list[str], typer.Argument(help="files in SQuAD's format, as PATH:LANGUAGE")],
    models: Annotated[Path, typer.Option(help="data folder with the embedding model")],
    output: Annotated[Path, typer.Option(help="file to write")],
    dictionaries: Annotated[Path | None, typer.Option(help="folder of FreeDict files")] = None,
    start: Annotated[Path | None, typer.Option(help="adapter to go on from")] = None,
    steps: int = Plan().steps,
    learning_rate: float = Plan().learning_rate,
    seed: int = Plan().seed,
    threads: int = 2,
) -> None:
    """Train the adapter on questions with known answers."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(threads)
    plan = Plan(steps=steps, learning_rate=learning_rate, seed=seed)
    torch.manual_seed(plan.seed)
    files = named_files(data)
    questions = read_questions(files)
    learn, _ = split(questions)
    weights = read_e5_weights(ModelStore(models).fetch(EMBEDDING_WEIGHTS.name))
    tokenizer_file = output.with_suffix(".tokenizer.json")
    write_tokenizer(weights, tokenizer_file)
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    switcher = CodeSwitcher.from_folder(dictionaries) if dictionaries else None
    batches = Batches(questions, learn, tokenizer, switcher, plan.seed)
    hashes = {path.name: sha256(path.read_bytes()).hexdigest() for path, _ in files}
    statement = {
        "plan": json.dumps(asdict(plan)),
        "data": json.dumps(hashes),
        "start": sha256(start.read_bytes()).hexdigest() if start else "",
        "embedding": EMBEDDING_WEIGHTS.sha256,
        "torch": torch.__version__,
    }
    Training(weights, plan, start).run(batches, output, statement)


if __name__ == "__main__":
    typer.run(main)
