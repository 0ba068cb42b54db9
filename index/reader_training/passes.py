"""Passes over the questions, as batches: prepared beside the training, by other processes.

A batch holds whole groups (see ``examples``) of similar length.
"""

import io
import random
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import get_context

import torch

from index.reader_pairs import Pair, Pairing
from index.reader_training.examples import Examples, Group
from index.reader_training.network import Batch, make_batch, rows_of

_NEAR = 1024  # groups that are sorted by length together
_GOLDEN = 0.6180339887
_Paired = tuple[Group, list[Pair]]


@dataclass(frozen=True, slots=True)
class Passes:
    """Makes batches of at most ``tokens`` tokens from the questions ``among``.

    A pass over all of them comes in so many ``parts``, since preparing one takes half a minute.
    Of a language in ``shares`` only that share is shown in a pass, its questions taking turns.
    """

    examples: Examples
    pairing: Pairing
    among: Sequence[int]
    tokens: int
    parts: int
    seed: int
    shares: Mapping[str, float] = field(default_factory=dict)

    def batches(self, number: int) -> list[Batch]:
        """Return the batches of part ``number``, shuffled; after the last comes the next pass."""
        groups = self.examples.of_pass(number, self.shown(number))
        rows = iter(rows_of(self.pairing, [example for group in groups for example in group]))
        paired = [(group, [next(rows) for _ in group]) for group in groups]
        found: list[Batch] = []
        for first in range(0, len(paired), _NEAR):
            found += self._of_similar_length(paired[first : first + _NEAR])
        random.Random(f"{self.seed} {number}").shuffle(found)  # noqa: S311 - repeatable, not secret
        return found

    def shown(self, number: int) -> list[int]:
        """Return which questions part ``number`` shows."""
        done, part = divmod(number, self.parts)
        return [
            place
            for place in self.among[part :: self.parts]
            if self._has_its_turn(place, done, self.shares.get(self.examples.language(place), 1.0))
        ]

    @staticmethod
    def _has_its_turn(place: int, done: int, share: float) -> bool:
        begun = place * _GOLDEN  # spreads the turns evenly, whatever the share
        return int(begun + (done + 1) * share) > int(begun + done * share)

    def _of_similar_length(self, paired: Sequence[_Paired]) -> Iterator[Batch]:
        batch: list[_Paired] = []
        rows = 0
        for pair in sorted(paired, key=_longest):
            if batch and (rows + len(pair[1])) * _longest(pair) > self.tokens:
                yield _batch(batch)
                batch, rows = [], 0
            batch.append(pair)
            rows += len(pair[1])
        yield _batch(batch)

    def endless(self, workers: int) -> Iterator[list[Batch]]:
        """Yield one part after another, ``workers`` processes preparing the next ones."""
        if not workers:
            yield from map(self.batches, count())
        with get_context("fork").Pool(workers, _remember, (self,)) as pool:
            pending = deque(pool.apply_async(_packed, (number,)) for number in range(workers))
            for number in count(workers):
                content = pending.popleft().get()
                pending.append(pool.apply_async(_packed, (number,)))
                yield torch.load(io.BytesIO(content), weights_only=False)


def _longest(pair: _Paired) -> int:
    return max(len(row.ids) for row in pair[1])


def _batch(pairs: Sequence[_Paired]) -> Batch:
    return make_batch([group for group, _ in pairs], [row for _, rows in pairs for row in rows])


_passes: list[Passes] = []  # of this worker


def _remember(passes: Passes) -> None:
    torch.set_num_threads(1)
    _passes.append(passes)


def _packed(number: int) -> bytes:
    """Return a part as bytes: thousands of tensors would need as many shared files."""
    content = io.BytesIO()
    torch.save(_passes[0].batches(number), content)
    return content.getvalue()
