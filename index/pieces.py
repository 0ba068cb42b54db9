"""Texts in the metadata of Chroma's records, in pieces as small as its hosted form allows."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

# Chroma's hosted form takes values of 4,096 bytes, and 32 of them in a record.
_BYTES = 4_000
_VALUES = 30
_NAME = "text"


def in_pieces(text: str) -> dict[str, str]:
    """Return metadata that holds ``text``, for one record."""
    return _named(_pieces(text))


def in_records(text: str) -> list[dict[str, str]]:
    """Return metadata that holds ``text``, for as many records as it takes."""
    pieces = list(_pieces(text))
    return [_named(pieces[start : start + _VALUES]) for start in range(0, len(pieces), _VALUES)]


def from_pieces(metadata: Mapping[str, Any]) -> str:
    """Return the text that one record's metadata holds, whatever else is in there."""
    count = sum(name.startswith(_NAME) for name in metadata)
    return "".join(str(metadata[f"{_NAME}{number}"]) for number in range(count))


def _named(pieces: Iterable[str]) -> dict[str, str]:
    return {f"{_NAME}{number}": piece for number, piece in enumerate(pieces)}


def _pieces(text: str) -> Iterator[str]:
    encoded = text.encode()
    start = 0
    while start < len(encoded):
        # What is cut in the middle of a character is left to the next piece.
        piece = encoded[start : start + _BYTES].decode(errors="ignore")
        yield piece
        start += len(piece.encode())
