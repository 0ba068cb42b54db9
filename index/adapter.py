"""The adapter: what training of our own adds to the embedding model.

Corrections of low rank to the matrices of its upper layers (LoRA, Hu et al. 2021), so that a
sentence's vector can be taken out of the passage that was read as a whole. A few megabytes beside
weights that stay as published. How it was trained is in ``index.adapter_training``.

The file (safetensors, float16) holds for a matrix ``l4.q.w`` of the model ``l4.q.up``, outputs ×
rank, and ``l4.q.down``, rank × inputs; their product is added to the matrix.
"""

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from index.e5_weights import E5Weights

FILE = Path(__file__).parent / "sentences.safetensors"
UP, DOWN = ".up", ".down"


@cache
def adapter_hash(file: Path = FILE) -> str:
    """Return twelve hexadecimal digits that change with the adapter."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def adapted(weights: E5Weights, file: Path = FILE) -> E5Weights:
    """Return the weights with the adapter's corrections in them."""
    from safetensors.numpy import load_file

    stored = {name: tensor.astype(np.float32) for name, tensor in load_file(file).items()}
    corrected = {
        f"{name.removesuffix(UP)}.w": up @ stored[f"{name.removesuffix(UP)}{DOWN}"]
        for name, up in stored.items()
        if name.endswith(UP)
    }
    tensors = {
        name: tensor + corrected[name] if name in corrected else tensor
        for name, tensor in weights.tensors.items()
    }
    return replace(weights, tensors=tensors)
