"""Writes a trained reader as the ONNX file that Beleg ships.

    python -m index.reader_training.export --checkpoints FOLDER --models FOLDER --output FILE

The file takes ``word_vectors`` (float32, rows × tokens × width: the embedder's word embeddings,
looked up by ``index.e5_words``) and ``attention_mask`` (int64, rows × tokens), and gives
``numbers`` (float32, rows × tokens × 4; see ``network``). Weights are 8-bit as the embedder's.
"""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer

from index.e5_files import bert_name
from index.e5_onnx import Graph, Values, add_layers, add_places
from index.e5_weights import E5Weights, read_e5_weights
from index.model_files import EMBEDDING_WEIGHTS
from index.model_store import ModelStore
from index.vectors import FloatArray

_BODY = "body."


def trained_weights(
    weights: E5Weights, checkpoint: Path
) -> tuple[E5Weights, FloatArray, FloatArray]:
    """Return the embedder's weights with what was trained in place, and the heads."""
    average = torch.load(checkpoint, weights_only=True)["average"]
    values = {name: np.asarray(tensor, np.float32) for name, tensor in average.items()}
    tensors = {
        name: values.get(_BODY + bert_name(name), tensor)
        for name, tensor in weights.tensors.items()
    }
    return replace(weights, tensors=tensors), values["heads.weight"], values["heads.bias"]


def write_reader(weights: E5Weights, heads: FloatArray, bias: FloatArray, path: Path) -> None:
    """Write the network; ``heads`` is 4 × width, ``bias`` has 4 numbers."""
    import onnx
    from onnx import TensorProto

    graph = Graph()
    embedded = add_places(graph, weights, "word_vectors", "attention_mask")
    encoded = add_layers(graph, weights, embedded)
    graph.node("MatMul", [encoded, graph.constant("heads", heads.T)], ["unbiased"])
    graph.node("Add", ["unbiased", graph.constant("heads.bias", bias)], ["numbers"])
    inputs: Values = {
        "word_vectors": (TensorProto.FLOAT, ["rows", "tokens", weights.width]),
        "attention_mask": (TensorProto.INT64, ["rows", "tokens"]),
    }
    outputs: Values = {"numbers": (TensorProto.FLOAT, ["rows", "tokens", len(bias)])}
    onnx.save(graph.model("reader", inputs, outputs), path)


def main(
    checkpoints: Annotated[Path, typer.Option(help="folder that the training wrote")],
    models: Annotated[Path, typer.Option(help="data folder with the embedding model")],
    output: Annotated[Path, typer.Option(help="file to write")],
) -> None:
    """Write the newest checkpoint's averaged weights as 8-bit ONNX."""
    weights = read_e5_weights(ModelStore(models).fetch(EMBEDDING_WEIGHTS.name))
    write_reader(*trained_weights(weights, checkpoints / "latest.pt"), output)


if __name__ == "__main__":
    typer.run(main)
