"""Reads the pinned weights of multilingual-e5-small.

The pinned file (``e5-small-q4.bin``, little endian) holds, one after another:

- ``E5S1``, a u32 version, seven i32 (width, layers, heads, feed-forward width, vocabulary,
  positions, token types), the f32 epsilon of the layer norms, and the i32 block size;
- the vocabulary: i32 pieces, bos, eos, pad, unk; u64 length of the text; u32 offsets (one more
  than pieces), f32 log probabilities, UTF-8 text;
- the characters that the tokenizer's normaliser rewrites (u32 count, u32 bytes, and as many bytes
  to skip: the rewriting is Unicode's NFKC but for few characters, named in ``index.e5_files``);
- i32 tensors, and for each: u16 length and name, u8 type (0 is f32, 1 is Q4_0), u32 weights,
  u64 offset in the file, u64 bytes.

A Q4_0 block is an f16 scale and 16 bytes. Their low halves are weights 0 to 15, their high halves
weights 16 to 31, each less 8, times the scale (the GGML format's definition).
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from documents.errors import ModelFileCorrupt
from index.vectors import FloatArray

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
_Q4_0 = 1
_BLOCK_WEIGHTS = 32
MAX_TOKENS = 512
WIDTH = 384
PAD = 1
PROMPTS = {"query": "query: ", "document": "passage: "}


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

    def __init__(self, content: bytes | memoryview) -> None:
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
        return str(self.content[self.position - length : self.position], "utf-8")


def read_e5_weights(path: Path) -> E5Weights:
    """Return the file's contents, dequantised; ``ModelFileCorrupt`` if it is no such file."""
    reader = _Reader(path.read_bytes())
    try:
        head = _read_head(reader)
        sizes = head.sizes
        shapes = _shapes(sizes["width"], sizes["feed_forward"], sizes["vocabulary"],
                         sizes["positions"], sizes["token_types"])  # fmt: skip
        tensors = {
            name: _weights(reader.content[place.offset : place.end], place.kind, place.weights)
            .reshape(shapes.get(name.split(".", 1)[-1], (-1,)))
            for name, place in head.tensors.items()
        }  # fmt: skip
        del sizes["vocabulary"]
        return E5Weights(**sizes, epsilon=head.epsilon, pieces=head.pieces(), tensors=tensors)
    except (struct.error, ValueError, KeyError) as exc:
        raise _corrupt(path, exc) from exc


def map_word_blocks(path: Path) -> npt.NDArray[np.void]:
    """Map the word embeddings into memory, as Q4_0 blocks, vocabulary × blocks of a row.

    ``dequantise`` makes weights of them. Raises ``ModelFileCorrupt`` if they are not there.
    """
    whole = np.memmap(path, np.uint8, "r")
    try:
        place = _read_head(_Reader(whole.data)).tensors["emb.word"]
        stored = whole[place.offset : place.end].view(_BLOCK)
        return stored.reshape(-1, WIDTH // _BLOCK_WEIGHTS)
    except (struct.error, ValueError, KeyError) as exc:
        raise _corrupt(path, exc) from exc


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a tensor lies in the file."""

    kind: int
    weights: int
    offset: int
    length: int

    @property
    def end(self) -> int:
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class _Head:
    """All that the file says before its tensors; the vocabulary is still in one piece."""

    sizes: dict[str, int]
    epsilon: float
    offsets: npt.NDArray[np.generic]
    scores: npt.NDArray[np.generic]
    text: bytes | memoryview
    tensors: dict[str, _Place]

    def pieces(self) -> tuple[tuple[str, float], ...]:
        bounds = zip(self.offsets, self.offsets[1:], self.scores, strict=False)
        return tuple((str(self.text[a:b], "utf-8"), float(score)) for a, b, score in bounds)


def _read_head(reader: _Reader) -> _Head:
    if bytes(reader.content[: len(_MAGIC)]) != _MAGIC:
        raise ValueError("it does not begin with E5S1")
    reader.position = len(_MAGIC)
    names = ["width", "layers", "heads", "feed_forward", "vocabulary", "positions", "token_types"]
    sizes = dict(zip(names, reader.values("I7i")[1:], strict=True))
    (epsilon,) = reader.values("f")
    _block_size, count, *marks = reader.values("6i")
    sizes |= dict(zip(("bos", "eos", "pad", "unk"), marks, strict=True))
    (text_bytes,) = reader.values("Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    text = reader.content[reader.position : reader.position + text_bytes]
    reader.position += text_bytes
    _rewritten, rewriting_bytes = reader.values("iI")
    reader.position += rewriting_bytes
    (tensor_count,) = reader.values("i")
    tensors = {
        reader.text(*reader.values("H")): _Place(*reader.values("BIQQ"))
        for _ in range(tensor_count)
    }
    if "emb.word" not in tensors:
        raise ValueError("it holds no word embeddings")
    return _Head(sizes, epsilon, offsets, scores, text, tensors)


def _corrupt(path: Path, why: Exception) -> ModelFileCorrupt:
    return ModelFileCorrupt(
        f"{path} is no file of E5 weights ({why}).",
        "Fetch it again with `beleg models fetch embedding`.",
    )


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


def _weights(stored: bytes | memoryview, kind: int, count: int) -> FloatArray:
    if kind != _Q4_0:
        return np.frombuffer(stored, "<f4", count).astype(np.float32)
    return dequantise(np.frombuffer(stored, _BLOCK))[:count]


def dequantise(blocks: npt.NDArray[np.void]) -> FloatArray:
    """Return the weights of Q4_0 blocks, 32 each, float32."""
    low, high = blocks["halves"] & 0x0F, blocks["halves"] >> 4
    levels = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (levels * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)
