"""Captions: what stands under a picture, told apart from the news and from who took the picture."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from documents.records import Block, Kind, Role

_CAPTION_WORDS = range(3, 61)
_LONGEST_CREDIT = 12  # words
_CREDITED = r"(?:photos?|fotos?|bild(?:er)?|images?|pictures?|crédits?(?:\sphotos?)?)\s?:"
# "The mayor and her guests © Talheim / K. Blum", "… in front of the bridge (Photo: K. Blum)".
_CREDIT_AT_THE_END = re.compile(
    rf"\s(?P<credit>(?:(?:©|\(c\)\s|{_CREDITED})|\((?:©|\(c\)\s|{_CREDITED}))[^()©]*[^()©.!?]\)?)$",
    re.IGNORECASE,
)
_CALLED_CAPTION = re.compile(
    r"(?:bildunterschrift|bildtext|bildzeile|bildlegende|zum bild|légende|caption|photo caption"
    r"|picture caption|pie de foto|didascalia)\s?:",
    re.IGNORECASE,
)


def part_credits(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with each caption, and the credit at its end, as blocks of their own.

    Both are marked so (``Role``); other blocks come back as they are. The blanks between the two
    belong to neither.
    """
    first, *others = blocks or (None,)
    parts = (part for block in others for part in _parts(text, block))
    return (first, *parts) if first else ()  # the headline


def _parts(text: str, block: Block) -> Iterator[Block]:
    line = text[block.start : block.end]
    credit = _CREDIT_AT_THE_END.search(line) if block.kind is not Kind.LIST_ITEM else None
    if credit and not _is_caption(line[: credit.start()], credit["credit"]):
        credit = None
    if credit is None:
        called = block.kind is Kind.PARAGRAPH and _CALLED_CAPTION.match(line)
        yield replace(block, role=Role.CAPTION) if called else block
        return
    end = block.start + len(line[: credit.start()].rstrip())
    yield Block(block.start, end, role=Role.CAPTION)  # and no heading
    yield Block(block.start + credit.start("credit"), block.end, role=Role.CREDIT)


def _is_caption(told: str, credit: str) -> bool:
    """Tell whether a paragraph is short enough to stand under a picture, and its end a credit."""
    return len(told.split()) in _CAPTION_WORDS and len(credit.split()) <= _LONGEST_CREDIT
