"""Writes trained readers as the one file that ``index.reader`` reads.

    python -m index.reader_training.export CHECKPOINTS ... --models FOLDER --output FILE

The mean of several runs' weights, which began alike and saw the questions in another order, reads
better than any of them and costs no more ("model soups", Wortsman et al. 2022). The file is an
encoder's (see ``index.encoder_weights``), its head the network's four numbers a token (see
``network``). Weights are 8-bit as the embedder's; words stay with the embedder.
"""

from collections.abc import Sequence
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
from index.vectors import FloatArray

_BODY = "body."


def mean_of(checkpoints: Sequence[Path]) -> dict[str, FloatArray]:
    """Return the mean of the runs' averaged weights, float32, by the network's names."""
    runs = [torch.load(path, weights_only=True)["average"] for path in checkpoints]
    return {
        name: np.asarray(torch.stack([run[name].float() for run in runs]).mean(0).cpu())
        for name in runs[0]
    }


def trained_weights(weights: E5Weights, trained: dict[str, FloatArray]) -> tuple[E5Weights, Head]:
    """Return the embedder's weights with what was trained in place, and the network's heads."""
    tensors = {
        name: trained.get(_BODY + bert_name(name), tensor)
        for name, tensor in weights.tensors.items()
    }
    head = Head(trained["heads.weight"], trained["heads.bias"])
    return replace(weights, tensors=tensors), head


def main(
    checkpoints: Annotated[list[Path], typer.Argument(help="folders that the training wrote")],
    models: Annotated[Path, typer.Option(help="data folder with the embedding model")],
    output: Annotated[Path, typer.Option(help="file to write")],
) -> None:
    """Write the newest checkpoints' averaged weights, or their mean, in 8 bits."""
    weights = read_e5_weights(ModelStore(models).fetch(EMBEDDING_WEIGHTS.name))
    trained = mean_of([folder / "latest.pt" for folder in checkpoints])
    with_trained, head = trained_weights(weights, trained)
    write_encoder(with_trained, output, head)


if __name__ == "__main__":
    typer.run(main)
