"""Decoding: bytes become text, whatever encoding they are in."""

import codecs

from charset_normalizer import from_bytes

from documents.errors import ReleaseUnreadable

_DIRT_ALLOWED = 0.01
_SAMPLE = 200_000


def decode(content: bytes, document: str, declared: str | None = None) -> str:
    """Return the text that ``content`` encodes: UTF-8 if it is, else as declared or what fits best.

    ``declared`` names the encoding that the file claims to have, and counts if it fits. Raises
    ``ReleaseUnreadable`` for bytes that are no text.
    """
    if content[:4] in {b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"}:
        return _decode_as(content, "utf-32", document)
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _decode_as(content, "utf-16", document)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        encoding = None if b"\x00" in content else _encoding_of(content, declared)
        if encoding is None:
            raise _binary(document) from None
        text = content.decode(encoding, errors="replace")
    # A stray NUL is dirt; many of them, or many other control characters, are no text.
    dirt = sum(char < " " and char not in "\t\n\v\f\r" for char in text)
    if dirt > len(text) * _DIRT_ALLOWED + 3:
        raise _binary(document)
    return text


def _encoding_of(content: bytes, declared: str | None) -> str | None:
    """Return the encoding that a page declares, as browsers read it, else the likeliest."""
    if declared:
        # What calls itself Latin-1 is Windows-1252 on the web (WHATWG Encoding, section 4.2).
        latin = declared.lower().replace("_", "-") in {"iso-8859-1", "latin1", "latin-1", "ascii"}
        try:
            name = "cp1252" if latin else codecs.lookup(declared).name
            content.decode(name)
        except (LookupError, UnicodeDecodeError):
            pass
        else:
            return name
    best = from_bytes(content[:_SAMPLE]).best()
    return best.encoding if best else None


def _decode_as(content: bytes, encoding: str, document: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as exc:
        raise _binary(document) from exc


def _binary(document: str) -> ReleaseUnreadable:
    return ReleaseUnreadable(
        f"{document} is not a text file.", "Save it as UTF-8 text, or give it in its own format."
    )
