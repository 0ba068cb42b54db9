"""Plain text: its paragraphs, whether each is a line or wrapped over many."""

import re
from itertools import pairwise

_PARAGRAPH = re.compile(r"\n\s*\n")
_WRAPPED_SHARE = 0.7
_LONG = 0.6  # of the longest line
_NARROWEST, _WIDEST = 40, 120


def unwrap(text: str) -> str:
    """Return a normalised text with each paragraph on one line.

    A text counts as wrapped if blank lines part its paragraphs and most of its longer lines end
    where the next word would not have fitted; other texts come back as they are.
    """
    paragraphs = [paragraph.split("\n") for paragraph in _PARAGRAPH.split(text)]
    width = max((len(line) for lines in paragraphs for line in lines), default=0)
    breaks = [
        (line, following)
        for lines in paragraphs
        for line, following in pairwise(lines)
        if len(line) > width * _LONG and not _starts_item(following)
    ]
    full = [pair for pair in breaks if _is_full(*pair, width)]
    if (
        len(paragraphs) == 1
        or not _NARROWEST <= width <= _WIDEST
        or len(full) < 2  # noqa: PLR2004 - one may be chance
        or len(full) < _WRAPPED_SHARE * len(breaks)
    ):
        return text
    return "\n\n".join(_join(lines, width) for lines in paragraphs)


def _is_full(line: str, following: str, width: int) -> bool:
    word = following.split(" ", 1)[0]
    return len(line) + 1 + len(word) > width - 3 and not _starts_item(following)


def _starts_item(line: str) -> bool:
    return bool(re.match(r"\s*(?:[-*•‣▪◦–·]|\d{1,2}[.)])\s", line))


def _join(lines: list[str], width: int) -> str:
    """Join the lines of one paragraph where they were wrapped."""
    joined = lines[0]
    for line, following in pairwise(lines):
        indented_item = following.startswith(" ") and not _starts_item(following)
        wrapped = _is_full(line, following, width) or indented_item
        joined += (" " if wrapped else "\n") + following.strip()
    return joined
