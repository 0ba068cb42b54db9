"""Writes a trained reader as the file that ``index.reader`` reads.

    python -m index.reader_training.export --checkpoints FOLDER --models FOLDER --output FILE

The file is an encoder's (see ``index.encoder_weights``), its head the network's four numbers a
token (see ``network``). Weights are 8-bit as the embedder's; words stay with the embedder.
"""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer

from index.e5_files import bert_name
from index.e5_weights import E5Weights, read_e5_weights
from index.encoder_weights import Head, write_encoder
from index.model_files import EMBEDDING_WEIGHTS
from index.model_store import ModelStore

_BODY = "body."


def trained_weights(weights: E5Weights, checkpoint: Path) -> tuple[E5Weights, Head]:
    """Return the embedder's weights with what was trained in place, and the network's heads."""
    average = torch.load(checkpoint, weights_only=True)["average"]
    values = {name: np.asarray(tensor, np.float32) for name, tensor in average.items()}
    tensors = {
        name: values.get(_BODY + bert_name(name), tensor)
        for name, tensor in weights.tensors.items()
    }
    head = Head(values["heads.weight"], values["heads.bias"])
    return replace(weights, tensors=tensors), head


def main(
    checkpoints: Annotated[Path, typer.Option(help="folder that the training wrote")],
    models: Annotated[Path, typer.Option(help="data folder with the embedding model")],
    output: Annotated[Path, typer.Option(help="file to write")],
) -> None:
    """Write the newest checkpoint's averaged weights in 8 bits."""
    weights = read_e5_weights(ModelStore(models).fetch(EMBEDDING_WEIGHTS.name))
    trained, head = trained_weights(weights, checkpoints / "latest.pt")
    write_encoder(trained, output, head)


if __name__ == "__main__":
    typer.run(main)
