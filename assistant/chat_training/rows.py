"""Rows: tasks as token trees, so that what many questions share is read once.

The questions of a task share its sources. Each question is a branch that sees the sources and
itself, not the other branches; several trees stand in one row. Before them all stands the prompt's
unchanging start, whose keys and values are at hand already.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

import torch

from assistant.chat_model import Message


@dataclass(frozen=True, slots=True)
class Reply:
    """A prompt's last message and what the model should reply to it.

    Each piece of ``said`` is a text and how much it counts in training; one of weight 0 is only
    read. ``kind`` groups what is measured together.
    """

    asked: str
    said: tuple[tuple[str, float], ...]
    kind: str


@dataclass(slots=True)
class Row:
    """Token trees side by side: ids, positions, and which token may see which (row × row).

    ``predicting`` are the tokens whose following token is learned, ``wanted`` those tokens,
    ``weights`` what each counts, ``kinds`` whose reply it belongs to.
    """

    ids: torch.Tensor
    positions: torch.Tensor
    sees: torch.Tensor
    predicting: torch.Tensor
    wanted: torch.Tensor
    weights: torch.Tensor
    kinds: tuple[str, ...]


@dataclass(slots=True)
class _Open:
    ids: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    trees: list[int] = field(default_factory=list)
    branches: list[int] = field(default_factory=list)  # 0 for what a tree's branches share
    targets: list[tuple[int, int, float, str]] = field(default_factory=list)


class Rows:
    """Puts prompts and replies into rows, for one prompt's unchanging start."""

    def __init__(self, tokenizer: Any, prefix: Sequence[Message]) -> None:  # noqa: ANN401
        self._tokenizer = tokenizer
        self._start = [{"role": each.role, "content": each.text} for each in prefix]
        text = self._as_text("\x00")
        self._lead = text[: text.index("\x00")].rpartition("<|im_start|>")[0]
        self.prefix: list[int] = self._encode(self._lead)

    def row(self, trees: Sequence[Sequence[Reply]]) -> Row:
        """Return trees as one row; the replies of a tree begin alike."""
        into = _Open()
        for tree, replies in enumerate(trees):
            read = [self._read(reply) for reply in replies]
            shared = _common([ids for ids, _ in read])
            start = len(into.ids)
            _add(into, (tree, 0), read[0][0][:shared], 0)
            for branch, (reply, (ids, counts)) in enumerate(
                zip(replies, read, strict=True), start=1
            ):
                first = len(into.ids)
                _add(into, (tree, branch), ids[shared:], shared)
                for place, weight in enumerate(counts):
                    if weight:  # the token before it predicts it, shared or the branch's own
                        own = place > shared
                        before = first + place - shared - 1 if own else start + place - 1
                        into.targets.append((before, ids[place], weight, reply.kind))
        trees_of, branches = torch.tensor(into.trees), torch.tensor(into.branches)
        order = torch.arange(len(into.ids))
        sees = trees_of[:, None] == trees_of[None, :]
        sees &= order[:, None] >= order[None, :]
        sees &= (branches[None, :] == 0) | (branches[:, None] == branches[None, :])
        predicting, wanted, weights, kinds = zip(*into.targets, strict=True)
        return Row(
            ids=torch.tensor(into.ids),
            positions=torch.tensor(into.positions) + len(self.prefix),
            sees=sees,
            predicting=torch.tensor(predicting),
            wanted=torch.tensor(wanted),
            weights=torch.tensor(weights),
            kinds=kinds,
        )

    def _read(self, reply: Reply) -> tuple[list[int], list[float]]:
        """Return a prompt's last message and its reply as ids, and what each counts."""
        asked = self._as_text(reply.asked)[len(self._lead) :]
        ids = self._encode(asked)
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
        return ids, weights

    def _as_text(self, asked: str) -> str:
        messages = [*self._start, {"role": "user", "content": asked}]
        text: str = self._tokenizer.apply_chat_template(
            messages, add_generation_prompt=True, tokenize=False
        )
        return text

    def _encode(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer(text, add_special_tokens=False)["input_ids"]
        return ids


def _add(into: _Open, spot: tuple[int, int], ids: Sequence[int], position: int) -> None:
    """Put tokens into a row: of which tree and branch, and at which position of the prompt."""
    into.ids += ids
    into.positions += range(position, position + len(ids))
    into.trees += [spot[0]] * len(ids)
    into.branches += [spot[1]] * len(ids)


def _common(texts: Sequence[Sequence[int]]) -> int:
    """Return how many tokens all texts begin with alike, leaving each at least one."""
    alike = takewhile(lambda column: len(set(column)) == 1, zip(*texts, strict=False))
    return min(sum(1 for _ in alike), min(map(len, texts)) - 1)
