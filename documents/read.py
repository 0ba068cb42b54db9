"""Reading: a file becomes a press release."""

import hashlib
import json
import re
from dataclasses import asdict, replace
from pathlib import Path

from documents.blocks import find_blocks
from documents.boilerplate import find_contacts, mark_roles
from documents.datelines import find_dateline
from documents.decode import decode
from documents.details import Details
from documents.errors import ReleaseUnreadable
from documents.folder import SUPPORTED
from documents.front_matter import split_front_matter
from documents.html import read_html
from documents.language import guess_language
from documents.mail import read_mail
from documents.markdown import read_markdown
from documents.normalise import normalise
from documents.origins import origin_of
from documents.pdf import read_pdf
from documents.plain import unwrap
from documents.reading import Reading, no_text
from documents.records import Block, Kind, PressRelease, Role, Status
from documents.status import find_status
from documents.word import read_word

LARGEST_FILE = 20_000_000
LONGEST_TEXT = 1_000_000
_TITLE_LENGTH = 200
_BLOCKS_AT_THE_TOP = 3
_HEAD = 2_048
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?(?P<name>[\w-]{1,40})", re.IGNORECASE)


def read_release(path: Path, folder: Path) -> PressRelease:
    """Read one release; its id is the path of ``path`` within ``folder``.

    Raises ``ReleaseUnreadable`` for a file that is missing, empty, damaged, locked, larger than
    20 MB, without text, of an unknown kind or encoding, or with malformed front matter.
    """
    document = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
    kind = path.suffix.lower()
    if kind not in SUPPORTED:
        raise ReleaseUnreadable(
            f"{document} is of a kind that Beleg doesn't read.",
            f"Give it as one of {', '.join(sorted(SUPPORTED))}.",
        )
    content = _bytes_of(path, document)
    origin = origin_of(path)
    return make_release(
        document, str(path.resolve()), kind, content, origin.url if origin else None
    )


def make_release(
    document: str, source: str, kind: str, content: bytes, url: str | None = None
) -> PressRelease:
    """Make the release that ``content`` holds; ``kind`` is a file's suffix, such as ``.html``.

    ``document`` becomes its id, ``source`` says where it was read, ``url`` is its address if it
    came from one. Raises ``ReleaseUnreadable``.
    """
    if not content.strip():
        raise no_text(document)
    reading = _read(kind, content, document, url)
    text = reading.text
    if not any(char.isalnum() for char in text):
        raise no_text(document)
    if len(text) > LONGEST_TEXT:
        raise ReleaseUnreadable(
            f"{document} is longer than a million characters.", "Give each release in its own file."
        )
    blocks = mark_roles(text, reading.blocks)
    stated, by_format = reading.stated, reading.details
    language = stated.language or guess_language(_news(text, blocks)).language
    details = (
        stated.or_else(_found_in(text, blocks, language))
        .or_else(by_format)
        .or_else(Details(url=url))
    )
    release = PressRelease(
        id=document,
        title=details.title or _title(text, blocks),
        text=text,
        language=language,
        published=details.published,
        issuer=details.issuer,
        url=details.url,
        source=source,
        content_hash="",
        status=details.status or Status.PUBLISHED,
        embargoed_until=details.embargoed_until,
        place=details.place,
        contacts=details.contacts,
        subjects=details.subjects,
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


def _read(kind: str, content: bytes, document: str, url: str | None) -> Reading:
    if kind == ".pdf":
        return read_pdf(content, document)
    if kind == ".docx":
        return read_word(content, document)
    if kind == ".eml":
        return read_mail(content, document)
    if kind in {".html", ".htm"}:
        declared = _CHARSET.search(content[:_HEAD])
        name = declared["name"].decode("ascii") if declared else None
        return read_html(decode(content, document, name), document, url)
    source = decode(content, document)
    stated, body = split_front_matter(source, document)
    if kind == ".md":
        return replace(Reading.of_drafts(read_markdown(normalise(body))), stated=stated)
    text = unwrap(normalise(body))
    return Reading(text, find_blocks(text), stated=stated)


def _found_in(text: str, blocks: tuple[Block, ...], language: str) -> Details:
    """Return what the text of a release says about itself."""
    dateline = find_dateline(text, blocks, language)
    status, embargoed_until = find_status(text, blocks, language)
    return Details(
        published=dateline.published if dateline else None,
        place=dateline.place if dateline else None,
        status=status,
        embargoed_until=embargoed_until,
        contacts=find_contacts(text, blocks),
    )


def _news(text: str, blocks: tuple[Block, ...]) -> str:
    """Return the text without its boilerplate, or all of it where there is nothing else."""
    news = " ".join(text[block.start : block.end] for block in blocks if block.role is Role.NEWS)
    return news if any(char.isalpha() for char in news) else text


def _title(text: str, blocks: tuple[Block, ...]) -> str:
    """Return the first heading where it stands at the top, else the first line of the news."""
    news = [block for block in blocks if block.role is Role.NEWS] or list(blocks)
    top = news[:_BLOCKS_AT_THE_TOP]
    first = next((block for block in top if block.kind is Kind.HEADING), news[0])
    title = " ".join(text[first.start : first.end].split())
    if len(title) <= _TITLE_LENGTH:
        return title
    return re.sub(r"\s+\S*$", "", title[:_TITLE_LENGTH]) + " …"


def _bytes_of(path: Path, document: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise ReleaseUnreadable(
                f"{document} is too large ({size / 1e6:.0f} MB; at most 20 MB are read).",
                "Give the release alone, without pictures or appendices.",
            )
        return path.read_bytes()
    except OSError as exc:
        raise ReleaseUnreadable(
            f"{document} cannot be read ({exc.strerror}).", "Check that it is there and readable."
        ) from exc
