"""One run of training the reader: the plan, the steps, the running average, the checkpoints."""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import torch

from index.reader_training.network import ReaderNetwork
from index.vectors import FloatArray

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: everything that the result depends on besides the data."""

    steps: int = 3500
    tokens_per_step: int = 24576
    learning_rate: float = 3e-4
    layer_decay: float = 0.88
    weight_decay: float = 0.01
    warm_up: int = 150
    decay_share: float = 0.65
    average: float = 0.999
    dropout: float = 0.1
    frozen_layers: int = 4  # the lowest keep languages together
    # Of these languages so much is shown in a pass: there is more of them than of the rest.
    shares: Mapping[str, float] = field(default_factory=lambda: {"ja": 0.25, "zh": 0.3})
    # So many passages have words exchanged for another language's.
    switched_passages: float = 0.3
    seed: int = 11

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

    def begin_as(self, trained: Mapping[str, FloatArray]) -> None:
        """Begin with weights that other runs have trained (``export.mean_of``)."""
        self._set({name: torch.from_numpy(values) for name, values in trained.items()})
        self.average = {name: p.detach().clone() for name, p in self._trained.items()}

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
            torch._foreach_lerp_(
                list(self.average.values()), list(self._trained.values()), 1 - keep
            )

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
            self._set(state["trained"])
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
