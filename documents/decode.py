"""Decoding: bytes become text, whatever encoding they are in."""

from charset_normalizer import from_bytes

from documents.errors import ReleaseUnreadable

_DIRT_ALLOWED = 0.01
_SAMPLE = 200_000


def decode(content: bytes, document: str) -> str:
    """Return the text that ``content`` encodes: UTF-8 if it is, else what fits best.

    Raises ``ReleaseUnreadable`` for bytes that are no text.
    """
    if content[:4] in {b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"}:
        return _decode_as(content, "utf-32", document)
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _decode_as(content, "utf-16", document)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = None if b"\x00" in content else from_bytes(content[:_SAMPLE]).best()
        if best is None:
            raise _binary(document) from None
        text = content.decode(best.encoding, errors="replace")
    # A stray NUL is dirt; many of them, or many other control characters, are no text.
    dirt = sum(char < " " and char not in "\t\n\v\f\r" for char in text)
    if dirt > len(text) * _DIRT_ALLOWED + 3:
        raise _binary(document)
    return text


def _decode_as(content: bytes, encoding: str, document: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as exc:
        raise _binary(document) from exc


def _binary(document: str) -> ReleaseUnreadable:
    return ReleaseUnreadable(
        f"{document} is not a text file.", "Save it as UTF-8 text, or give it in its own format."
    )
