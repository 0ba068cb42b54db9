"""Writes the E5 encoder as an ONNX graph with 8-bit weights, two to three times as fast on a CPU.

A matrix of weights is stored as bytes, each 32 of a row with a scale of their own, and each token's
numbers are quantised likewise while it is read (``MatMulNBits``, ONNX Runtime's 8-bit kernels). So
a text's vector does not depend on what is read beside it. Scales for a whole row and for all tokens
of a batch together (``DynamicQuantizeMatMul``) are no faster and cost XQuAD-R's Spanish questions
two points of right sentences: a few numbers of E5 are thirty times as large as the others. The
graph takes ``input_ids`` and ``attention_mask`` (int64, texts × tokens) and gives
``token_embeddings`` (float32, texts × tokens × width).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from index.e5_weights import E5Weights

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

_FUSED = "com.microsoft"  # ONNX Runtime's own operators: several standard ones in one pass
_OPSET = 18
_ZERO_POINT = 128
_BLOCK = 32  # weights that share a scale
_WITH_BYTES = 4  # MatMulNBits' "accuracy level": tokens are quantised to bytes too

Values = Mapping[str, tuple[int, Sequence[Any]]]


def write_onnx_encoder(weights: E5Weights, path: Path) -> None:
    """Write the encoder to ``path``, replacing what is there."""
    from onnx import TensorProto

    graph = Graph()
    words = _embeddings(graph, weights)
    _write(graph, weights, words, path, ("input_ids", TensorProto.INT64, ["texts", "tokens"]))


def write_onnx_body(weights: E5Weights, path: Path) -> None:
    """Write the encoder without its words: ``word_vectors`` go in, looked up by ``E5Words``.

    They are four fifths of the file, and two models that share them need them once.
    """
    from onnx import TensorProto

    graph = Graph()
    placed = add_places(graph, weights, "word_vectors", "attention_mask")
    shape = ["texts", "tokens", weights.width]
    _write(graph, weights, placed, path, ("word_vectors", TensorProto.FLOAT, shape))


def _write(
    graph: "Graph", weights: E5Weights, source: str, path: Path, given: tuple[str, int, list[Any]]
) -> None:
    """Add the layers to ``source`` and write the graph; ``given`` is its input beside the mask."""
    import onnx
    from onnx import TensorProto

    graph.node("Identity", [add_layers(graph, weights, source)], ["token_embeddings"])
    name, kind, shape = given
    inputs = {name: (kind, shape), "attention_mask": (TensorProto.INT64, ["texts", "tokens"])}
    outputs = {"token_embeddings": (TensorProto.FLOAT, ["texts", "tokens", weights.width])}
    onnx.save(graph.model("e5", inputs, outputs), path)


def add_layers(graph: "Graph", weights: E5Weights, source: str) -> str:
    """Add the mask and every transformer layer; needs an input ``attention_mask``."""
    from onnx import TensorProto

    graph.node("Cast", ["attention_mask"], ["mask"], to=TensorProto.INT32)
    for number in range(weights.layers):
        source = _layer(graph, weights, number, source)
    return source


def add_places(graph: "Graph", weights: E5Weights, words: str, ids: str) -> str:
    """Add positions to word vectors and normalise; ``ids`` names a tensor texts × tokens × …."""
    tensors = weights.tensors
    # Texts are one segment each, so its type is added to every position once and for all.
    places = graph.constant("places", tensors["emb.pos"] + tensors["emb.type"][0])
    graph.node("Shape", [ids], ["length"], start=1, end=2)
    graph.node("Slice", [places, graph.constant("first", np.array([0])), "length"], ["positions"])
    graph.node("Add", [words, "positions"], ["placed"])
    gain = graph.constant("gain", tensors["emb.ln.w"])
    shift = graph.constant("shift", tensors["emb.ln.b"])
    return graph.node(
        "LayerNormalization", ["placed", gain, shift], ["embedded"], epsilon=weights.epsilon
    )


class Graph:
    """Nodes and constants in the making; every method returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, name: str, values: npt.NDArray[Any]) -> str:
        """Add values that never change."""
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(
        self,
        operator: str,
        inputs: list[str],
        outputs: list[str],
        domain: str = "",
        **options: Any,  # noqa: ANN401 - ONNX attributes
    ) -> str:
        """Add an operator and return its first output."""
        from onnx import helper

        self.nodes.append(helper.make_node(operator, inputs, outputs, domain=domain, **options))
        return outputs[0]

    def linear(
        self, name: str, source: str, matrix: npt.NDArray[np.float32], bias: npt.NDArray[np.float32]
    ) -> str:
        """Multiply by a matrix (outputs × inputs) of 8-bit weights and add the bias."""
        levels, scales = _quantise_blocks(matrix)
        inputs = [
            source,
            self.constant(f"{name}.weight", levels),
            self.constant(f"{name}.scale", scales),
            "",  # zero points: the middle of a byte
            "",  # the order of the inputs: as they are
            self.constant(f"{name}.bias", bias),
        ]
        outputs, width = matrix.shape
        return self.node(
            "MatMulNBits",
            inputs,
            [name],
            _FUSED,
            K=width,
            N=outputs,
            bits=8,
            block_size=_BLOCK,
            accuracy_level=_WITH_BYTES,
        )

    def add_and_normalise(
        self, name: str, source: str, skip: str, weights: E5Weights, tensor: str
    ) -> str:
        """Add the layer's input and normalise, as one operator."""
        gain = self.constant(f"{name}.gain", weights.tensors[f"{tensor}.w"])
        shift = self.constant(f"{name}.shift", weights.tensors[f"{tensor}.b"])
        return self.node(
            "SkipLayerNormalization",
            [source, skip, gain, shift],
            [name],
            _FUSED,
            epsilon=weights.epsilon,
        )

    def model(self, name: str, inputs: Values, outputs: Values) -> "ModelProto":
        """Return the model; inputs and outputs are by name their type and shape."""
        from onnx import helper

        taken, given = (
            [helper.make_tensor_value_info(each, *described) for each, described in values.items()]
            for values in (inputs, outputs)
        )
        graph = helper.make_graph(self.nodes, name, taken, given, self.constants)
        operators = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=operators, ir_version=9)


def _quantise(
    matrix: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return whole levels from -127 to 127 and, for each row, the scale that undoes them."""
    scales = np.maximum(np.abs(matrix).max(axis=1) / 127, 1e-12).astype(np.float32)
    return np.round(matrix / scales[:, None]).astype(np.int8), scales


def _quantise_blocks(
    matrix: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
    """Return bytes around 128, outputs × blocks × 32, and the scale of each block."""
    missing = -matrix.shape[1] % _BLOCK
    blocks = np.pad(matrix, ((0, 0), (0, missing))).reshape(-1, _BLOCK)
    levels, scales = _quantise(blocks)
    stored = (levels.astype(np.int16) + _ZERO_POINT).astype(np.uint8)
    return stored.reshape(len(matrix), -1, _BLOCK), scales


def _embeddings(graph: Graph, weights: E5Weights) -> str:
    """Look up words (8-bit, a quarter of the memory), add positions, normalise."""
    from onnx import TensorProto

    tensors = weights.tensors
    levels, scales = _quantise(tensors["emb.word"])
    graph.node("Gather", [graph.constant("words", levels), "input_ids"], ["word_levels"])
    graph.node("Cast", ["word_levels"], ["word_floats"], to=TensorProto.FLOAT)
    graph.node("Gather", [graph.constant("scales", scales[:, None]), "input_ids"], ["word_scales"])
    graph.node("Mul", ["word_floats", "word_scales"], ["word_vectors"])
    return add_places(graph, weights, "word_vectors", "input_ids")


def _layer(graph: Graph, weights: E5Weights, number: int, source: str) -> str:
    """Add one transformer layer: attention, then the feed-forward network."""
    tensors, name = weights.tensors, f"l{number}"
    matrices = np.concatenate([tensors[f"{name}.{part}.w"] for part in "qkv"])
    biases = np.concatenate([tensors[f"{name}.{part}.b"] for part in "qkv"])
    together = graph.linear(f"{name}.qkv", source, matrices, biases)
    parts = [f"{name}.query", f"{name}.key", f"{name}.value"]
    graph.node("Split", [together], parts, axis=2, num_outputs=3)
    attended = graph.node(
        "MultiHeadAttention",
        [*parts, "", "mask"],
        [f"{name}.attended"],
        _FUSED,
        num_heads=weights.heads,
    )
    attention = graph.linear(
        f"{name}.attention", attended, tensors[f"{name}.ao.w"], tensors[f"{name}.ao.b"]
    )
    middle = graph.add_and_normalise(f"{name}.middle", attention, source, weights, f"{name}.aln")
    widened = graph.linear(f"{name}.wide", middle, tensors[f"{name}.fi.w"], tensors[f"{name}.fi.b"])
    graph.node("Gelu", [widened], [f"{name}.gelu"], _FUSED)
    narrowed = graph.linear(
        f"{name}.narrow", f"{name}.gelu", tensors[f"{name}.fo.w"], tensors[f"{name}.fo.b"]
    )
    return graph.add_and_normalise(f"{name}.output", narrowed, middle, weights, f"{name}.oln")
