"""The E5 encoder as an OpenVINO graph: BERT's layers (Devlin et al. 2019) with 8-bit weights.

In go ``word_vectors`` (float32, texts × tokens × width) and ``attention_mask`` (float32, texts ×
tokens, 1 for a token and 0 for padding); out comes ``tokens`` (float32, texts × tokens × width, or
× the numbers of a head).
"""

from collections.abc import Sequence
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from index.encoder_weights import HEAD_BIAS, HEAD_WEIGHT, EncoderWeights
from index.quiet_openvino import openvino, operators

if TYPE_CHECKING:
    from openvino import Model, Node

_FAR_BELOW = 30_000.0  # what padding loses before a softmax, small enough for 16-bit floats
_ALL = -1


def encoder_graph(weights: EncoderWeights) -> "Model":
    """Return the graph, for any number of texts of any length up to the model's positions."""
    return _Graph(weights).model()


class _Graph:
    """The graph in the making; a method adds operators and returns the last one."""

    def __init__(self, weights: EncoderWeights) -> None:
        self._weights = weights
        self._tensors = weights.tensors
        self._width = weights.tensors["places"].shape[1]

    def model(self) -> "Model":
        words = _input("word_vectors", [_ALL, _ALL, self._width])
        mask = _input("attention_mask", [_ALL, _ALL])
        numbers = self._normalised("emb.ln", operators.add(words, self._places(words)))
        hidden = operators.multiply(operators.subtract(mask, np.float32(1)), np.float32(_FAR_BELOW))
        hidden = operators.unsqueeze(hidden, np.array([1, 2]))  # texts × heads × tokens × tokens
        for layer in range(self._weights.layers):
            attended = self._attention(f"l{layer}", numbers, hidden)
            middle = self._normalised(f"l{layer}.aln", operators.add(attended, numbers))
            widened = operators.gelu(self._linear(f"l{layer}.fi", middle), "erf")
            narrowed = self._linear(f"l{layer}.fo", widened)
            numbers = self._normalised(f"l{layer}.oln", operators.add(narrowed, middle))
        if HEAD_WEIGHT in self._tensors:
            numbers = operators.matmul(
                numbers, self._tensors[HEAD_WEIGHT], transpose_a=False, transpose_b=True
            )
            numbers = operators.add(numbers, self._tensors[HEAD_BIAS][None, None])
        result = operators.result(numbers)
        result.output(0).set_names({"tokens"})
        return openvino.Model([result], [words, mask], "e5")

    def _places(self, words: "Node") -> "Node":
        """Return the vectors of as many positions as the texts have tokens."""
        length = operators.gather(operators.shape_of(words), np.array([1]), np.int64(0))
        first, step, axis = np.array([0]), np.array([1]), np.array([0])
        return operators.slice(self._tensors["places"], first, length, step, axis)

    def _linear(self, name: str, source: "Node") -> "Node":
        """Multiply by a matrix and add its bias.

        Levels, converted and multiplied by scales, are what the runtime knows as weights to be
        kept in 8 bits.
        """
        levels = operators.convert(operators.constant(self._tensors[f"{name}.levels"]), "f32")
        matrix = operators.multiply(levels, self._tensors[f"{name}.scales"])
        product = operators.matmul(source, matrix, transpose_a=False, transpose_b=True)
        return operators.add(product, self._tensors[f"{name}.b"][None, None])

    def _attention(self, name: str, source: "Node", hidden: "Node") -> "Node":
        """Add attention over the tokens that ``hidden`` leaves, and its output layer."""
        query, key, value = (
            self._split(self._linear(f"{name}.{part}", source)) for part in ("q", "k", "v")
        )
        scale = np.float32(1 / sqrt(self._width / self._weights.heads))
        mixed = operators.scaled_dot_product_attention(query, key, value, hidden, scale)
        joined = _reshaped(operators.transpose(mixed, np.array([0, 2, 1, 3])), [0, 0, self._width])
        return self._linear(f"{name}.ao", joined)

    def _split(self, source: "Node") -> "Node":
        """Return texts × heads × tokens × a head's width."""
        heads = self._weights.heads
        parts = _reshaped(source, [0, 0, heads, self._width // heads])
        return operators.transpose(parts, np.array([0, 2, 1, 3]))

    def _normalised(self, name: str, source: "Node") -> "Node":
        """Bring each token to mean 0 and variance 1, then to the layer's gain and shift."""
        even = operators.mvn(
            source,
            np.array([-1]),
            normalize_variance=True,
            eps=self._weights.epsilon,
            eps_mode="INSIDE_SQRT",
        )
        gained = operators.multiply(even, self._tensors[f"{name}.w"][None, None])
        return operators.add(gained, self._tensors[f"{name}.b"][None, None])


def _input(name: str, shape: Sequence[int]) -> "Node":
    node = operators.parameter(list(shape), openvino.Type.f32)
    node.output(0).set_names({name})
    return node


def _reshaped(source: "Node", shape: Sequence[int]) -> "Node":
    """Reshape; 0 keeps a dimension as it is."""
    return operators.reshape(source, np.array(shape), special_zero=True)
