"""The records of reading: a press release, its blocks, its passages, its sentences.

Every offset in Beleg is a character position (a Python ``str`` index) in ``PressRelease.text``,
half-open: ``text[start:end]``.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Status(StrEnum):
    """Where a release stands in its life, as its own text or front matter says."""

    PUBLISHED = "published"
    EMBARGOED = "embargoed"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class Kind(StrEnum):
    """What a block of text is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"


class Role(StrEnum):
    """What a block of text is for: the news, a picture, or what a house repeats every time."""

    NEWS = "news"
    ABOUT = "about"
    CONTACT = "contact"
    CAPTION = "caption"
    CREDIT = "credit"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph or list item: ``text[start:end]``, without a list item's marker."""

    start: int
    end: int
    kind: Kind = Kind.PARAGRAPH
    role: Role = Role.NEWS


@dataclass(frozen=True, slots=True)
class PressRelease:
    """One press release as stored: its normalised text and what is known about it.

    ``id`` is the file's path relative to the documents folder, with forward slashes.
    ``text`` is normalised once (``documents.normalise``) and never changes afterwards.
    ``language`` is an ISO 639-1 code, detected from the text unless front matter names it.
    ``published``, ``issuer`` and ``url`` are ``None`` where unknown: nothing is guessed.
    ``source`` is where it was read: an absolute path or an address.
    ``content_hash`` is the SHA-256 (hex) of text and metadata together.
    ``status`` is the release's own word; ``embargoed_until`` (with a time zone) goes with it.
    ``place`` is the dateline's, ``contacts`` are lines of the press contact, ``subjects`` the
    headings a house files it under.
    ``blocks`` are the text's headings, paragraphs and list items in order, with only blanks and
    list markers between them; where a caller left them out, reading them is up to
    ``documents.blocks.blocks_of``.
    """

    id: str
    title: str
    text: str = field(repr=False)
    language: str
    published: date | None
    issuer: str | None
    url: str | None
    source: str
    content_hash: str
    status: Status = Status.PUBLISHED
    embargoed_until: datetime | None = None
    place: str | None = None
    contacts: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    # No part of the hash: there may be thousands, and the content hash tells as much.
    blocks: tuple[Block, ...] = field(default=(), repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole paragraphs of one release under one heading, about 100 to 250 words.

    ``heading`` is the nearest heading above or at the start of the passage, or ``""``. ``role``
    is one for the whole passage: boilerplate never shares a passage with the news.
    """

    release: PressRelease
    start: int
    end: int
    heading: str = ""
    role: Role = Role.NEWS

    @property
    def text(self) -> str:
        """The passage, verbatim."""
        return self.release.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or heading, or list item) of a passage, verbatim and trimmed.

    ``speaker`` is who says it, where the sentence is part of a direct quotation and the text
    names the speaker: the name as it is written there.
    """

    passage: Passage
    start: int
    end: int
    kind: Kind = Kind.PARAGRAPH
    speaker: str | None = None

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.passage.release.text[self.start : self.end]
