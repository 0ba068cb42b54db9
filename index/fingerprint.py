"""Fingerprints: of the code that reads and splits releases, and of embedding models."""

import hashlib
import re
from functools import cache
from pathlib import Path

import numpy as np

import documents
from index import entries
from index.vectors import FloatArray

_SKETCH = re.compile(r"\bsketch ([0-9a-f]{16})\b")
_BITS = 64
# Servers compute in half precision and in batches: the same text's vector differs a little from
# time to time, which turns a bit over now and then. Of two models about 32 bits differ.
_BITS_OF_NOISE = 4


@cache
def reading_fingerprint() -> str:
    """Return a hash of the code that decides what is embedded, in hex.

    Releases read by other code are read again; texts that come out the same keep their vectors.
    """
    digest = hashlib.sha256()
    for path in [*sorted(Path(documents.__file__).parent.glob("*.py")), Path(entries.__file__)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def sketch(vector: FloatArray) -> str:
    """Return 64 bits, in hex, that nearly all stay when the vector changes a little.

    Each bit tells the vector's side of a fixed plane (Charikar, "Similarity estimation techniques
    from rounding algorithms", 2002).
    """
    size = len(vector)
    planes = hashlib.shake_256(b"Beleg").digest(_BITS * size)
    signs = (np.frombuffer(planes, np.uint8) & 1).reshape(_BITS, size) * np.float32(2) - 1
    return np.packbits(signs @ vector > 0).tobytes().hex()


def same_model(recorded: str, current: str) -> bool:
    """Tell whether two fingerprints are of one model: equal but for a little noise in a sketch."""
    if recorded == current:
        return True
    sketches = _SKETCH.search(recorded), _SKETCH.search(current)
    if not (sketches[0] and sketches[1]):
        return False
    differing = int(sketches[0][1], 16) ^ int(sketches[1][1], 16)
    return (
        _SKETCH.sub("", recorded) == _SKETCH.sub("", current)
        and differing.bit_count() <= _BITS_OF_NOISE
    )
