"""Unpacks the pinned weights of multilingual-e5-small into a sentence-transformers folder.

The pinned file (``e5-small-q4.bin``, little endian) holds, one after another:

- ``E5S1``, a u32 version, seven i32 (width, layers, heads, feed-forward width, vocabulary,
  positions, token types), the f32 epsilon of the layer norms, and the i32 block size;
- the vocabulary: i32 pieces, bos, eos, pad, unk; u64 length of the text; u32 offsets (one more
  than pieces), f32 log probabilities, UTF-8 text;
- the characters that the tokenizer's normaliser rewrites (u32 count, u32 bytes, and as many bytes
  to skip: the rewriting is Unicode's NFKC but for the few characters named below);
- i32 tensors, and for each: u16 length and name, u8 type (0 is f32, 1 is Q4_0), u32 weights,
  u64 offset in the file, u64 bytes.

A Q4_0 block is an f16 scale and 16 bytes. Their low halves are weights 0 to 15, their high halves
weights 16 to 31, each less 8, times the scale (the GGML format's definition).
"""

import json
import os
import shutil
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from documents.errors import DataFolderUnusable, ModelFileCorrupt

FloatArray = npt.NDArray[np.float32]

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
_Q4_0 = 1
MAX_TOKENS = 512
WIDTH = 384
PAD = 1
PROMPTS = {"query": "query: ", "document": "passage: "}

# Beyond NFKC, the tokenizer that the model was trained with drops control characters and reads
# invisible and separating ones as spaces.
_DROPPED = r"[\x01-\x08\x0B\x0E-\x1F\x7F\x{8F}\x{9F}]"
_SPACES = r"[\t\n\x0C\r\x{1680}\x{200B}-\x{200F}\x{2028}\x{2029}\x{2581}\x{FEFF}\x{FFFD}]"


@dataclass(frozen=True, slots=True)
class E5Weights:
    """What the pinned file holds: sizes, vocabulary (piece and log probability), tensors."""

    width: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    token_types: int
    epsilon: float
    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unk: int
    tensors: Mapping[str, FloatArray]


class _Reader:
    """Reads values one after another from the bytes of the file."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.position = 0

    def values(self, layout: str) -> tuple[int, ...]:
        found = struct.unpack_from(f"<{layout}", self.content, self.position)
        self.position += struct.calcsize(f"<{layout}")
        return found

    def array(self, kind: str, count: int) -> npt.NDArray[np.generic]:
        found = np.frombuffer(self.content, kind, count, self.position)
        self.position += found.nbytes
        return found

    def text(self, length: int) -> str:
        self.position += length
        return self.content[self.position - length : self.position].decode()


def read_e5_weights(path: Path) -> E5Weights:
    """Return the file's contents, dequantised; ``ModelFileCorrupt`` if it is no such file."""
    reader = _Reader(path.read_bytes())
    try:
        return _read(reader)
    except (struct.error, ValueError, KeyError) as exc:
        raise ModelFileCorrupt(
            f"{path} is no file of E5 weights ({exc}).",
            "Fetch it again with `beleg models fetch embedding`.",
        ) from exc


def _read(reader: _Reader) -> E5Weights:
    if reader.content[: len(_MAGIC)] != _MAGIC:
        raise ValueError("it does not begin with E5S1")
    reader.position = len(_MAGIC)
    _version, width, layers, heads, feed_forward, vocabulary, positions, types = reader.values(
        "I7i"
    )
    (epsilon,) = reader.values("f")
    _block_size, count, bos, eos, pad, unk = reader.values("6i")
    (text_bytes,) = reader.values("Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    text = reader.content[reader.position : reader.position + text_bytes]
    reader.position += text_bytes
    pieces = tuple(
        (text[offsets[i] : offsets[i + 1]].decode(), float(scores[i])) for i in range(count)
    )
    _rewritten, rewriting_bytes = reader.values("iI")
    reader.position += rewriting_bytes
    shapes = _shapes(width, feed_forward, vocabulary, positions, types)
    tensors: dict[str, FloatArray] = {}
    (tensor_count,) = reader.values("i")
    for _ in range(tensor_count):
        name = reader.text(*reader.values("H"))
        kind, weights, offset, length = reader.values("BIQQ")
        flat = _weights(reader.content[offset : offset + length], kind, weights)
        tensors[name] = flat.reshape(shapes.get(name.split(".", 1)[-1], (-1,)))
    if "emb.word" not in tensors:
        raise ValueError("it holds no word embeddings")
    return E5Weights(
        width, layers, heads, feed_forward, positions, types, epsilon,
        pieces, bos, eos, pad, unk, tensors,
    )  # fmt: skip


def _shapes(
    width: int, feed_forward: int, vocabulary: int, positions: int, types: int
) -> dict[str, tuple[int, int]]:
    """Return the shape of each matrix (outputs, inputs) by the end of its name."""
    return {
        "word": (vocabulary, width),
        "pos": (positions, width),
        "type": (types, width),
        **{f"{part}.w": (width, width) for part in ("q", "k", "v", "ao")},
        "fi.w": (feed_forward, width),
        "fo.w": (width, feed_forward),
    }


def _weights(stored: bytes, kind: int, count: int) -> FloatArray:
    if kind != _Q4_0:
        return np.frombuffer(stored, "<f4", count).astype(np.float32)
    blocks = np.frombuffer(stored, _BLOCK)
    low, high = blocks["halves"] & 0x0F, blocks["halves"] >> 4
    levels = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (levels * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)[:count]


def write_in_one_step(folder: Path, write: Callable[[Path], None]) -> Path:
    """Let ``write`` fill a folder that appears whole or not at all; keep one that is there."""
    if folder.is_dir():
        return folder
    unfinished = folder.with_name(f"{folder.name}.{os.getpid()}")
    try:
        unfinished.mkdir(parents=True)
        try:
            write(unfinished)
            unfinished.rename(folder)
        except OSError:
            if not folder.is_dir():  # else another process was faster, which is as good
                raise
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as exc:
        raise DataFolderUnusable(
            f"The embedding model cannot be unpacked into {folder}: {exc}.",
            "Make 500 MB of room there, or choose another folder with BELEG_DATA.",
        ) from exc
    return folder


def write_sentence_transformer(weights: E5Weights, folder: Path) -> None:
    """Write the model as sentence-transformers keeps it.

    BERT weights in safetensors, the unigram tokenizer, mean pooling, unit vectors, E5's prompts.
    """
    from safetensors.numpy import save_file

    pooler = np.zeros((weights.width, weights.width), np.float32)  # BERT has one, E5 uses none
    save_file(
        {
            **{_bert_name(name): tensor for name, tensor in weights.tensors.items()},
            "pooler.dense.weight": pooler,
            "pooler.dense.bias": pooler[0].copy(),
        },
        folder / "model.safetensors",
        metadata={"format": "pt"},
    )
    write_tokenizer(weights, folder / "tokenizer.json")
    pooling, normalize = folder / "1_Pooling", folder / "2_Normalize"
    pooling.mkdir()
    normalize.mkdir()
    library = "sentence_transformers.models"
    for path, content in {
        folder / "config.json": {
            "model_type": "bert",
            "architectures": ["BertModel"],
            "hidden_size": weights.width,
            "num_hidden_layers": weights.layers,
            "num_attention_heads": weights.heads,
            "intermediate_size": weights.feed_forward,
            "vocab_size": len(weights.tensors["emb.word"]),
            "max_position_embeddings": weights.positions,
            "type_vocab_size": weights.token_types,
            "layer_norm_eps": weights.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": weights.pad,
            "dtype": "float32",
        },
        folder / "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
        },
        folder / "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{library}.Transformer"},
            {"idx": 1, "name": "1", "path": pooling.name, "type": f"{library}.Pooling"},
            {"idx": 2, "name": "2", "path": normalize.name, "type": f"{library}.Normalize"},
        ],
        folder / "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS},
        pooling / "config.json": {
            "embedding_dimension": weights.width,
            "pooling_mode": "mean",
            "include_prompt": True,
        },
        folder / "config_sentence_transformers.json": {
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }.items():
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")


def _bert_name(name: str) -> str:
    """Return the name that transformers' BERT gives to the tensor."""
    group, _, rest = name.partition(".")
    part, _, kind = rest.rpartition(".")
    if group == "emb" and rest in _EMBEDDINGS:
        return f"embeddings.{_EMBEDDINGS[rest]}"
    if group == "emb":
        return f"embeddings.LayerNorm.{_KINDS[kind]}"
    return f"encoder.layer.{group.removeprefix('l')}.{_PARTS[part]}.{_KINDS[kind]}"


_KINDS = {"w": "weight", "b": "bias"}
_EMBEDDINGS = {
    "word": "word_embeddings.weight",
    "pos": "position_embeddings.weight",
    "type": "token_type_embeddings.weight",
}
_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def write_tokenizer(weights: E5Weights, path: Path) -> None:
    """Write the unigram tokenizer in the format of Hugging Face's tokenizers."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(list(weights.pieces), unk_id=weights.unk))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_DROPPED), ""),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", weights.bos), ("</s>", weights.eos)],
    )
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
    tokenizer.save(str(path))
