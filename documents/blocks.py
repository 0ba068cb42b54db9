"""Blocks: which stretches of a text are headings, paragraphs and list items."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.boilerplate import is_address, is_notice, mark_roles
from documents.dates import DATE
from documents.normalise import normalise
from documents.records import Block, Kind, PressRelease

LIST_MARKER = re.compile(r"(?:[-*•‣▪◦–·]|(?P<number>\d{1,2})[.)])\s+(?=\S)")
_HEADING_WORDS = 20
_HEADLINE_WORDS = 30
_PARAGRAPH_WORDS = 12
_DATELINE_WORDS = 8
_NO_HEADING = re.compile(r"[.,;!…]$|[@©]|https?://|www\.|\+\d{2}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before it has a place in a text; ``marker`` is a list item's, say ``"2."``."""

    text: str
    kind: Kind = Kind.PARAGRAPH
    marker: str = ""


def join_drafts(drafts: Sequence[Draft]) -> tuple[str, tuple[Block, ...]]:
    """Return the normalised text that ``drafts`` make, and the block each of them became.

    Blocks stand apart by a blank line, items of one list by a line end. Empty drafts vanish.
    """
    text = ""
    blocks: list[Block] = []
    for draft in drafts:
        body = " ".join(normalise(draft.text).split("\n"))
        body = re.sub(r" {2,}", " ", body).strip()
        if not body:
            continue
        if blocks:
            in_list = draft.kind is blocks[-1].kind is Kind.LIST_ITEM
            text += "\n" if in_list else "\n\n"
        if draft.kind is Kind.LIST_ITEM:
            text += f"{draft.marker or '•'} "
        blocks.append(Block(len(text), len(text) + len(body), draft.kind))
        text += body
    return text, tuple(blocks)


def blocks_of(release: PressRelease) -> tuple[Block, ...]:
    """Return the release's own blocks, or those its plain text shows."""
    return release.blocks or mark_roles(release.text, find_blocks(release.text))


def find_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a normalised plain text in which each line is a paragraph.

    The first line that is no notice, date or address is the headline. A later line is a heading
    if it is short, ends no sentence, names no address, and what follows it is a paragraph, or if
    it ends with a colon.
    """
    lines = [(match.start(), match.group()) for match in re.finditer(r"\S.*", text)]
    headline = next((place for place, (_, line) in enumerate(lines) if _may_lead(line)), 0)
    blocks: list[Block] = []
    items = 0  # of the numbered list that is open: "5. März 2025" alone begins none
    for place, (start, line) in enumerate(lines):
        following = lines[place + 1][1] if place + 1 < len(lines) else ""
        end = start + len(line)
        marker = LIST_MARKER.match(line)
        number = int(marker["number"] or 0) if marker else 0
        if marker and number == (items + 1 if number else 0) and place:
            blocks.append(Block(start + marker.end(), end, Kind.LIST_ITEM))
            items = number
            continue
        items = 0
        if following and (
            _is_heading(line, following) or (place == headline and _is_headline(line))
        ):
            blocks.append(Block(start, end, Kind.HEADING))
        else:
            blocks.append(Block(start, end))
    return tuple(blocks)


def _may_lead(line: str) -> bool:
    dated = re.search(DATE, line) and len(line.split()) <= _DATELINE_WORDS
    return not (dated or is_notice(line) or is_address(line) or LIST_MARKER.match(line))


def _is_headline(line: str) -> bool:
    return len(line.split()) <= _HEADLINE_WORDS and not line.endswith(".")


def _is_heading(line: str, following: str) -> bool:
    if _NO_HEADING.search(line) or len(line.split()) > _HEADING_WORDS or line[0].islower():
        return False
    if line.endswith(":"):
        return len(line.split()) <= 6  # noqa: PLR2004 - "Weitere Informationen:", no lead-in
    return len(following.split()) >= _PARAGRAPH_WORDS
