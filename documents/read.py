"""Reading: a file becomes a press release."""

import hashlib
import json
import re
from dataclasses import asdict, replace
from pathlib import Path

from charset_normalizer import from_bytes

from documents.blocks import find_blocks, join_drafts
from documents.errors import ReleaseUnreadable
from documents.folder import SUPPORTED
from documents.front_matter import FrontMatter, split_front_matter
from documents.language import guess_language
from documents.markdown import read_markdown
from documents.normalise import normalise
from documents.records import Block, Kind, PressRelease, Status

LARGEST_FILE = 20_000_000
_UTF8_BOM = b"\xef\xbb\xbf"
_TITLE_LENGTH = 200


def read_release(path: Path, folder: Path) -> PressRelease:
    """Read one release; its id is the path of ``path`` within ``folder``.

    Raises ``ReleaseUnreadable`` for a file that is missing, empty, binary, larger than 20 MB, in
    no known encoding, of an unknown kind, or with malformed front matter.
    """
    document = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
    kind = path.suffix.lower()
    if kind not in SUPPORTED:
        raise ReleaseUnreadable(
            f"{document} is of a kind that Beleg doesn't read.",
            f"Give it as one of {', '.join(sorted(SUPPORTED))}.",
        )
    front, source = split_front_matter(decode(_bytes_of(path, document), document), document)
    if kind == ".md":
        text, blocks = join_drafts(read_markdown(normalise(source)))
    else:
        text = normalise(source)
        blocks = find_blocks(text)
    if not any(char.isalnum() for char in text):
        raise _empty(document)
    return _make(document, path, text, blocks, front)


def decode(content: bytes, document: str) -> str:
    """Return the text that ``content`` encodes: UTF-8 if it is, else what fits best."""
    if content[:4] in {b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"}:
        return _decode_as(content, "utf-32", document)
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _decode_as(content, "utf-16", document)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = None if b"\x00" in content else from_bytes(content).best()
        if best is None:
            raise _binary(document) from None
        text = str(best)
    # A stray NUL is dirt; many of them, or many other control characters, are no text.
    dirt = sum(char < " " and char not in "\t\n\v\f\r" for char in text)
    if dirt > len(text) * 0.01 + 3:
        raise _binary(document)
    return text


def _decode_as(content: bytes, encoding: str, document: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as exc:
        raise _binary(document) from exc


def _bytes_of(path: Path, document: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise ReleaseUnreadable(
                f"{document} is too large ({size / 1e6:.0f} MB; at most 20 MB are read).",
                "Give the release alone, without pictures or appendices.",
            )
        content = path.read_bytes()
    except OSError as exc:
        raise ReleaseUnreadable(
            f"{document} cannot be read ({exc.strerror}).", "Check that it is there and readable."
        ) from exc
    if not content.strip():
        raise _empty(document)
    return content


def _make(
    document: str, path: Path, text: str, blocks: tuple[Block, ...], front: FrontMatter
) -> PressRelease:
    release = PressRelease(
        id=document,
        title=front.title or _title(text, blocks),
        text=text,
        language=front.language or guess_language(text).language,
        published=front.published,
        issuer=front.issuer,
        url=front.url,
        source=str(path.resolve()),
        content_hash="",
        status=front.status or Status.PUBLISHED,
        embargoed_until=front.embargoed_until,
        place=front.place,
        contacts=front.contacts,
        subjects=front.subjects,
        blocks=blocks,
    )
    return replace(release, content_hash=content_hash(release))


def content_hash(release: PressRelease) -> str:
    """Return the SHA-256 (hex) of the release's text and metadata, wherever it was read from."""
    values = asdict(release)
    for name in ("id", "source", "content_hash"):
        del values[name]
    described = json.dumps(values, default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(described.encode()).hexdigest()


def _title(text: str, blocks: tuple[Block, ...]) -> str:
    headings = [block for block in blocks if block.kind is Kind.HEADING]
    first = (headings or list(blocks))[0]
    title = " ".join(text[first.start : first.end].split())
    if len(title) <= _TITLE_LENGTH:
        return title
    return re.sub(r"\s+\S*$", "", title[:_TITLE_LENGTH]) + " …"


def _empty(document: str) -> ReleaseUnreadable:
    return ReleaseUnreadable(
        f"{document} holds no text.", "Put the release's text into it, or remove it."
    )


def _binary(document: str) -> ReleaseUnreadable:
    return ReleaseUnreadable(
        f"{document} is not a text file.", "Save it as UTF-8 text, or give it in its own format."
    )
