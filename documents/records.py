"""The records of reading: a press release, its passages, its sentences.

Every offset in Beleg is a character position (a Python ``str`` index) in ``PressRelease.text``,
half-open: ``text[start:end]``.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """Where a release stands in its life, as its own text or front matter says."""

    PUBLISHED = "published"
    EMBARGOED = "embargoed"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PressRelease:
    """One press release as stored: its normalised text and what is known about it.

    ``id`` is the file's path relative to the documents folder, with forward slashes.
    ``text`` is normalised once (``documents.normalise``) and never changes afterwards.
    ``language`` is an ISO 639-1 code, detected from the text unless front matter names it.
    ``published``, ``issuer`` and ``url`` are ``None`` where unknown: nothing is guessed.
    ``source`` is where it was read: an absolute path or an address.
    ``content_hash`` is the SHA-256 (hex) of text and metadata together.
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


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole paragraphs of one release under one heading, about 100 to 250 words.

    ``heading`` is the nearest heading above the passage, or ``""``.
    """

    release: PressRelease
    start: int
    end: int
    heading: str = ""

    @property
    def text(self) -> str:
        """The passage, verbatim."""
        return self.release.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or heading, or list item) of a passage, verbatim and trimmed."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.passage.release.text[self.start : self.end]
