"""Corrections of low rank to the matrices of a BERT body (LoRA, Hu et al. 2021)."""

import math
from collections.abc import Iterator

import torch
from torch.nn import functional

from index.adapter import DOWN, UP
from index.e5_files import bert_name

RANK = 32
FIRST_LAYER = 4  # the layers below keep languages together and stay as published
_MATRICES = "q", "k", "v", "ao", "fi", "fo"


class LowRank(torch.nn.Module):
    """A linear layer that stays as it is, and a correction that begins at nothing."""

    def __init__(self, linear: torch.nn.Linear, rank: int) -> None:
        super().__init__()
        self.linear = linear.requires_grad_(requires_grad=False)
        self.down = torch.nn.Parameter(
            torch.randn(rank, linear.in_features) / math.sqrt(linear.in_features)
        )
        self.up = torch.nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        """Return what the layer gives, corrected."""
        corrected: torch.Tensor = self.linear(given) + functional.linear(
            functional.linear(given, self.down), self.up
        )
        return corrected


def add_corrections(body: torch.nn.Module, rank: int = RANK) -> dict[str, torch.nn.Parameter]:
    """Correct the upper layers of ``body``; return what is trained, named as the adapter's file."""
    body.requires_grad_(requires_grad=False)
    trained: dict[str, torch.nn.Parameter] = {}
    for name, parent, attribute in list(_linears(body)):
        corrected = LowRank(getattr(parent, attribute), rank)
        setattr(parent, attribute, corrected)
        trained[name + UP], trained[name + DOWN] = corrected.up, corrected.down
    return trained


def _linears(body: torch.nn.Module) -> Iterator[tuple[str, torch.nn.Module, str]]:
    """Yield each matrix to correct: its name in the pinned file, its parent, and where there."""
    layers = len(list(body.get_submodule("encoder.layer").children()))
    for number in range(FIRST_LAYER, layers):
        for matrix in _MATRICES:
            name = f"l{number}.{matrix}"
            parent, _, attribute = bert_name(f"{name}.w").removesuffix(".weight").rpartition(".")
            yield name, body.get_submodule(parent), attribute
