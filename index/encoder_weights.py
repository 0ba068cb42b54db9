"""An encoder's weights in 8 bits, and the file that holds them.

A row of a matrix is stored as whole levels from -127 to 127 (int8) and one scale that undoes them
(float32). The file (safetensors) holds for a matrix ``l0.q.w`` of ``index.e5_weights`` the levels
``l0.q.levels``, outputs × inputs, and ``l0.q.scales``, outputs × 1; biases and layer norms under
their own names; ``places``, positions × width, which is added to the words; and, where the encoder
ends in a head, ``head.w``, numbers × width, and ``head.b``. Words are looked up by
``index.e5_words``: they are four fifths of a model, and all that are made of E5 share them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from documents.errors import ModelFileCorrupt
from index.e5_weights import E5Weights
from index.vectors import FloatArray

HEAD_WEIGHT, HEAD_BIAS = "head.w", "head.b"
_MATRICES = ("q", "k", "v", "ao", "fi", "fo")


@dataclass(frozen=True, slots=True)
class Head:
    """A linear layer on top of each token: weights, numbers × width, and a bias for each number."""

    weight: FloatArray
    bias: FloatArray


@dataclass(frozen=True, slots=True)
class EncoderWeights:
    """What such a file holds; ``heads`` are those of the attention."""

    layers: int
    heads: int
    epsilon: float
    tensors: Mapping[str, npt.NDArray[Any]]


def write_encoder(weights: E5Weights, path: Path, head: Head | None = None) -> None:
    """Write the encoder, without its words, to ``path``, replacing what is there."""
    from safetensors.numpy import save_file

    # Texts are one segment each, so its type is added to every position once and for all.
    stored: dict[str, npt.NDArray[Any]] = {
        "places": weights.tensors["emb.pos"] + weights.tensors["emb.type"][0]
    }
    for name, tensor in weights.tensors.items():
        part, _, kind = name.rpartition(".")
        if kind == "w" and part.rpartition(".")[2] in _MATRICES:
            stored[f"{part}.levels"], stored[f"{part}.scales"] = in_eight_bits(tensor)
        elif name not in {"emb.word", "emb.pos", "emb.type"}:
            stored[name] = tensor
    if head:
        stored |= {HEAD_WEIGHT: head.weight, HEAD_BIAS: head.bias}
    sizes = {"layers": weights.layers, "heads": weights.heads, "epsilon": weights.epsilon}
    save_file(
        {name: np.ascontiguousarray(tensor) for name, tensor in stored.items()},
        path,
        metadata={name: str(size) for name, size in sizes.items()},
    )


def read_encoder(path: Path, remedy: str) -> EncoderWeights:
    """Read such a file; raises ``ModelFileCorrupt`` with ``remedy`` where it is none."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "np") as file:
            sizes = file.metadata() or {}
            return EncoderWeights(
                int(sizes["layers"]),
                int(sizes["heads"]),
                float(sizes["epsilon"]),
                {name: file.get_tensor(name) for name in file.keys()},  # noqa: SIM118 - no mapping
            )
    except (OSError, SafetensorError, KeyError, ValueError) as exc:
        raise ModelFileCorrupt(
            f"The model file {path.name} is missing or damaged.", remedy
        ) from exc


def in_eight_bits(matrix: FloatArray) -> tuple[npt.NDArray[np.int8], FloatArray]:
    """Return whole levels from -127 to 127 and, for each row, the scale that undoes them."""
    scales = np.maximum(np.abs(matrix).max(axis=1, keepdims=True) / 127, 1e-12).astype(np.float32)
    return np.round(matrix / scales).astype(np.int8), scales
