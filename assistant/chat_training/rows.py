"""Rows: tasks as token trees, so that what many questions share is read once.

The questions of a task share its sources. Each question is a branch that sees the sources and
itself, not the other branches; several trees stand in one row. Before them all stands the prompt's
unchanging start, whose keys and values are at hand already.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

import torch

from assistant.chat_model import Message

IGNORED = ""  # the kind of a token that is only read


@dataclass(frozen=True, slots=True)
class Reply:
    """A prompt's last message and what the model should reply to it.

    Each piece of ``said`` is a text and how much it counts in training; one of weight 0 is only
    read. ``kind`` groups what is measured together.
    """

    asked: str
    said: tuple[tuple[str, float], ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Branch:
    """Tokens, how much each counts when it is learned, and the kind of reply they belong to."""

    ids: tuple[int, ...]
    weights: tuple[float, ...]
    kind: str = IGNORED


@dataclass(frozen=True, slots=True)
class Tree:
    """What several replies begin with, and how each goes on from there."""

    trunk: Branch
    branches: tuple[Branch, ...]

    def __len__(self) -> int:
        """Return how many tokens are read."""
        return len(self.trunk.ids) + sum(len(branch.ids) for branch in self.branches)


@dataclass(slots=True)
class Row:
    """Token trees side by side: ids, positions, of which tree and which of its branches.

    Branch 0 is what a tree's branches share. ``predicting`` are the tokens whose following token
    is learned, ``wanted`` those tokens, ``weights`` what each counts, ``kinds`` whose reply it
    belongs to.
    """

    ids: torch.Tensor
    positions: torch.Tensor
    trees: torch.Tensor
    branches: torch.Tensor
    predicting: torch.Tensor
    wanted: torch.Tensor
    weights: torch.Tensor
    kinds: tuple[str, ...]

    def sees(self, device: str = "cpu") -> torch.Tensor:
        """Return which token may see which (row × row, true or not)."""
        trees, branches = self.trees.to(device), self.branches.to(device)
        order = torch.arange(len(trees), device=device)
        sees = trees[:, None] == trees[None, :]
        sees &= order[:, None] >= order[None, :]
        sees &= (branches[None, :] == 0) | (branches[:, None] == branches[None, :])
        return sees


@dataclass(slots=True)
class _Open:
    ids: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    trees: list[int] = field(default_factory=list)
    branches: list[int] = field(default_factory=list)
    targets: list[tuple[int, int, float, str]] = field(default_factory=list)


class Trees:
    """Puts prompts and replies into token trees, for one prompt's unchanging start."""

    def __init__(self, tokenizer: Any, prefix: Sequence[Message]) -> None:  # noqa: ANN401
        self._tokenizer = tokenizer
        lead, self._before, self._after = chat_text(tokenizer, prefix)
        self.prefix: tuple[int, ...] = self._encode(lead)

    def tree(self, replies: Sequence[Reply]) -> Tree:
        """Return replies as one tree; they begin alike."""
        read = [self._read(reply) for reply in replies]
        shared = _common([branch.ids for branch in read])
        return Tree(
            _part(read[0], 0, shared), tuple(_part(branch, shared, None) for branch in read)
        )

    def _read(self, reply: Reply) -> Branch:
        """Return a prompt's last message and its reply."""
        ids = list(self._encode(f"{self._before}{reply.asked}{self._after}"))
        weights = [0.0] * len(ids)
        whole = "".join(text for text, _ in reply.said)
        encoded = self._tokenizer(whole, add_special_tokens=False, return_offsets_mapping=True)
        ends, end = [], 0
        for text, weight in reply.said:
            end += len(text)
            ends.append((end, weight))
        for token, (_, until) in zip(encoded["input_ids"], encoded["offset_mapping"], strict=True):
            ids.append(token)
            weights.append(next(weight for end, weight in ends if until <= end))
        return Branch(tuple(ids), tuple(weights), reply.kind)

    def _encode(self, text: str) -> tuple[int, ...]:
        return tuple(self._tokenizer(text, add_special_tokens=False)["input_ids"])


def chat_text(tokenizer: Any, start: Sequence[Message]) -> tuple[str, str, str]:  # noqa: ANN401
    """Return a prompt's unchanging start, and what stands before and after its last message."""
    told = [{"role": each.role, "content": each.text} for each in start]
    text: str = tokenizer.apply_chat_template(
        [*told, {"role": "user", "content": "\x00"}], add_generation_prompt=True, tokenize=False
    )
    before, _, after = text.partition("\x00")
    lead, opening, role = before.rpartition("<|im_start|>")
    return lead, opening + role, after


def row_of(trees: Sequence[Tree], start: int) -> Row:
    """Return trees as one row, after an unchanging start of so many tokens."""
    into = _Open()
    for number, tree in enumerate(trees):
        trunk = len(into.ids)
        _add(into, (number, 0), tree.trunk, start, before=trunk - 1)
        last = len(into.ids) - 1
        after = start + len(tree.trunk.ids)
        for place, branch in enumerate(tree.branches, start=1):
            _add(into, (number, place), branch, after, before=last)
    predicting, wanted, weights, kinds = zip(*into.targets, strict=True)
    return Row(
        ids=torch.tensor(into.ids),
        positions=torch.tensor(into.positions),
        trees=torch.tensor(into.trees),
        branches=torch.tensor(into.branches),
        predicting=torch.tensor(predicting),
        wanted=torch.tensor(wanted),
        weights=torch.tensor(weights),
        kinds=kinds,
    )


def rows_of(trees: Iterator[Tree], start: int, tokens: int) -> Iterator[Row]:
    """Yield rows of about so many tokens, one after the other, as long as there are trees."""
    taken: list[Tree] = []
    for tree in trees:
        if taken and sum(map(len, taken)) + len(tree) > tokens:
            yield row_of(taken, start)
            taken.clear()
        taken.append(tree)
    if taken:
        yield row_of(taken, start)


def _part(branch: Branch, start: int, end: int | None) -> Branch:
    return Branch(branch.ids[start:end], branch.weights[start:end], branch.kind)


def _add(into: _Open, spot: tuple[int, int], branch: Branch, position: int, before: int) -> None:
    """Put tokens into a row: of which tree and branch, at which position of the prompt.

    ``before`` is the place of the token that their first one follows.
    """
    first = len(into.ids)
    for place, (token, weight) in enumerate(zip(branch.ids, branch.weights, strict=True)):
        if weight:
            predicting = first + place - 1 if place else before
            into.targets.append((predicting, token, weight, branch.kind))
    into.ids += branch.ids
    into.positions += range(position, position + len(branch.ids))
    into.trees += [spot[0]] * len(branch.ids)
    into.branches += [spot[1]] * len(branch.ids)


def _common(texts: Sequence[Sequence[int]]) -> int:
    """Return how many tokens all texts begin with alike, leaving each at least one."""
    alike = takewhile(lambda column: len(set(column)) == 1, zip(*texts, strict=False))
    return min(sum(1 for _ in alike), min(map(len, texts)) - 1)
