"""The pinned model as the embedders load it: unpacked once into a tokenizer and an encoder."""

from pathlib import Path
from typing import TYPE_CHECKING

from index.adapter import adapted, adapter_hash
from index.e5_files import write_in_one_step, write_tokenizer
from index.e5_weights import MAX_TOKENS, read_e5_weights
from index.e5_words import E5Words
from index.encoder_weights import read_encoder, write_encoder
from index.model_files import EMBEDDING_WEIGHTS

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from index.encoder import Encoder

_NAME = f"multilingual-e5-small-rows-{EMBEDDING_WEIGHTS.sha256[:12]}"
_TOKENIZER, _ENCODER = "tokenizer.json", "encoder.safetensors"


def unpack_published(path: Path) -> Path:
    """Return the folder of the model as published; made beside the pinned file at the first call.

    Raises ``ModelFileCorrupt`` or ``DataFolderUnusable``.
    """

    def write(unfinished: Path) -> None:
        weights = read_e5_weights(path)
        write_tokenizer(weights, unfinished / _TOKENIZER)
        write_encoder(weights, unfinished / _ENCODER)

    return write_in_one_step(path.with_name(_NAME), write)


def unpack_adapted(path: Path) -> Path:
    """Return the folder of the encoder with the adapter; the tokenizer is the published one."""

    def write(unfinished: Path) -> None:
        write_encoder(adapted(read_e5_weights(path)), unfinished / _ENCODER)

    return write_in_one_step(path.with_name(f"{_NAME}-{adapter_hash()}"), write)


def open_tokenizer(folder: Path) -> "Tokenizer":
    """Return the tokenizer, cutting texts to what the model reads."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def open_encoder(folder: Path, path: Path, threads: int | None) -> "Encoder":
    """Return the encoder; its words are looked up in the pinned file ``path``."""
    from index.encoder import Encoder

    weights = read_encoder(folder / _ENCODER, f"Delete {folder}; it is made anew.")
    return Encoder(weights, E5Words(path), threads)
