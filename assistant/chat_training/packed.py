"""Token trees in a file: drawn where Beleg is installed, read where a graphics card is.

There nothing is needed but torch, transformers and the model's own file.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from assistant.chat_training.rows import Branch, Tree


@dataclass(frozen=True, slots=True)
class Packed:
    """Trees, and the prompt's unchanging start that they go on from, as tokens.

    ``origin`` says what they were drawn from, as JSON.
    """

    prefix: tuple[int, ...]
    trees: tuple[Tree, ...]
    origin: str = "{}"


def write_packed(path: Path, packed: Packed) -> None:
    """Write trees as compressed numpy arrays: tokens, what each counts, and where parts end."""
    parts = [part for tree in packed.trees for part in (tree.trunk, *tree.branches)]
    kinds = list(dict.fromkeys(part.kind for part in parts))
    marks = sorted({weight for part in parts for weight in part.weights})
    names = json.dumps({"kinds": kinds, "weights": marks, "origin": packed.origin})
    unfinished = path.with_name(f"{path.name}.unfinished")
    with unfinished.open("wb") as file:
        np.savez_compressed(
            file,
            prefix=np.array(packed.prefix, np.int32),
            ids=np.array([token for part in parts for token in part.ids], np.int32),
            counts=np.array([marks.index(w) for part in parts for w in part.weights], np.uint8),
            kinds=np.array([kinds.index(part.kind) for part in parts], np.uint8),
            lengths=np.array([len(part.ids) for part in parts], np.int32),
            branches=np.array([len(tree.branches) for tree in packed.trees], np.int32),
            names=np.frombuffer(names.encode(), np.uint8),
        )
    unfinished.replace(path)


def read_packed(path: Path) -> Packed:
    """Read what ``write_packed`` wrote."""
    with np.load(path) as kept:
        names = json.loads(bytes(kept["names"]))
        marks = np.array(names["weights"])[kept["counts"]].tolist()
        ids, ends = kept["ids"].tolist(), [0, *np.cumsum(kept["lengths"]).tolist()]
        kinds = [names["kinds"][kind] for kind in kept["kinds"].tolist()]
        parts = [
            Branch(tuple(ids[start:end]), tuple(marks[start:end]), kind)
            for (start, end), kind in zip(pairwise(ends), kinds, strict=True)
        ]
        trees = _trees(parts, kept["branches"].tolist())
        return Packed(tuple(kept["prefix"].tolist()), trees, names["origin"])


def _trees(parts: Sequence[Branch], branches: Sequence[int]) -> tuple[Tree, ...]:
    trees, place = [], 0
    for count in branches:
        trees.append(Tree(parts[place], tuple(parts[place + 1 : place + 1 + count])))
        place += 1 + count
    return tuple(trees)
