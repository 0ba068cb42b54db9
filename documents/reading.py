"""A reading: what the reader of one format found in a file."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.blocks import Draft, join_drafts
from documents.details import Details
from documents.errors import ReleaseUnreadable
from documents.records import Block


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a release, its blocks, and the details that come with it.

    ``stated`` is front matter, which wins over all that the text says; ``details`` come from the
    format (a page's metadata, a message's head) and fill in where the text says nothing.
    """

    text: str
    blocks: tuple[Block, ...]
    details: Details = field(default_factory=Details)
    stated: Details = field(default_factory=Details)

    @classmethod
    def of_drafts(cls, drafts: Sequence[Draft], details: Details | None = None) -> "Reading":
        """Return the reading of blocks in order."""
        return cls(*join_drafts(drafts), details or Details())


def no_text(
    document: str, remedy: str = "Put the release's text into it, or remove it."
) -> ReleaseUnreadable:
    """Return the error for a file without text."""
    return ReleaseUnreadable(f"{document} holds no text.", remedy)


def damaged(document: str, kind: str) -> ReleaseUnreadable:
    """Return the error for a file that is not what its name says, or only a part of it."""
    return ReleaseUnreadable(
        f"{document} is damaged or no {kind} file.", f"Save it as {kind} once more."
    )
