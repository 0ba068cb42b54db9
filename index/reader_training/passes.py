"""Passes over the questions, as batches: prepared beside the training, by other processes.

A batch holds whole groups (see ``examples``) of similar length.
"""

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context

import torch

from index.reader_pairs import Pair, Pairing
from index.reader_training.examples import Examples, Group
from index.reader_training.network import Batch, make_batch, rows_of

_NEAR = 1024  # groups that are sorted by length together


@dataclass(frozen=True, slots=True)
class Passes:
    """Makes batches of at most ``tokens`` tokens from the questions ``among``.

    A pass over all of them comes in so many ``parts``, since preparing one takes half a minute.
    """

    examples: Examples
    pairing: Pairing
    among: Sequence[int]
    tokens: int
    parts: int
    seed: int

    def batches(self, number: int) -> list[Batch]:
        """Return the batches of part ``number``, shuffled; after the last comes the next pass."""
        among = self.among[number % self.parts :: self.parts]
        groups = self.examples.of_pass(number, among)
        flat = rows_of(self.pairing, [example for group in groups for example in group])
        rows = iter(flat)
        paired = [(group, [next(rows) for _ in group]) for group in groups]
        found: list[Batch] = []
        for first in range(0, len(paired), _NEAR):
            near = sorted(
                paired[first : first + _NEAR], key=lambda pair: max(len(r.ids) for r in pair[1])
            )
            start = 0
            count = 0
            for place, (_, its_rows) in enumerate(near):
                longest = max(len(row.ids) for row in its_rows)
                if place > start and (count + len(its_rows)) * longest > self.tokens:
                    found.append(_batch(near[start:place]))
                    start, count = place, 0
                count += len(its_rows)
            found.append(_batch(near[start:]))
        random.Random(f"{self.seed} {number}").shuffle(found)  # noqa: S311 - repeatable, not secret
        return found

    def endless(self, workers: int) -> Iterator[list[Batch]]:
        """Yield one part after another, ``workers`` processes preparing the next ones."""
        number = 0
        if not workers:
            while True:
                yield self.batches(number)
                number += 1
        with get_context("fork").Pool(workers, _remember, (self,)) as pool:
            pending = [pool.apply_async(_packed, (ahead,)) for ahead in range(workers)]
            while True:
                content = pending.pop(0).get()
                pending.append(pool.apply_async(_packed, (number + workers,)))
                number += 1
                yield torch.load(io.BytesIO(content), weights_only=False)


def _batch(pairs: Sequence[tuple[Group, list[Pair]]]) -> Batch:
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
