"""A chat model's reply, taken apart while it streams: the verdict, then statements with marks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from documents.normalise import normalise

YES, NO = "Yes", "No"
CERTAIN_YES, CERTAIN_NO = 2.0, -4.0  # what a word is worth from a model that tells no odds

# Marks like "[1]", "[1, 2]", "[1][3]", also with blanks between them.
MARKS = re.compile(r"(?:\s*\[\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*\])+")
_VERDICT = re.compile(r"\s*(yes|no)\b[.,:!\s]*", re.IGNORECASE)
_FULL_STOP = re.compile(r"\s*[.!?。]")


@dataclass(frozen=True, slots=True)
class Draft:
    """One drafted statement and the source numbers the model put behind it, as it wrote them."""

    text: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the model thinks that the sources hold the answer.

    ``margin`` is the log probability of "Yes" minus that of "No" as first word, before any
    grammar, or ``None`` from models that don't tell.
    """

    found: bool
    margin: float | None

    @property
    def log_odds(self) -> float:
        """The margin, or a plain yes's or no's worth where the model tells none."""
        if self.margin is not None:
            return self.margin
        return CERTAIN_YES if self.found else CERTAIN_NO


class ReplyParser:
    """Feeds on pieces of a reply and gives what is complete so far.

    A statement is complete when something follows its marks. Text without marks is no statement:
    nobody could check it. Control characters and runs of blanks are no part of one. After ``most``
    statements the parser is ``complete``.
    """

    def __init__(self, *, most: int) -> None:
        self.complete = False
        self._left = most
        self._buffer = ""
        self._margin: float | None = None
        self._verdict: Verdict | None = None

    def feed(
        self, text: str, first_words: Mapping[str, float] | None = None
    ) -> Iterator[Verdict | Draft]:
        """Take the next piece; yield the verdict and the drafts that it completes."""
        if self._margin is None and first_words:
            self._margin = _margin(first_words)
        self._buffer += text
        yield from self._take(final=False)

    def finish(self) -> Iterator[Verdict | Draft]:
        """Yield what the end of the reply completes."""
        yield from self._take(final=True)

    def _take(self, *, final: bool) -> Iterator[Verdict | Draft]:
        if self._verdict is None:
            self._verdict = self._take_verdict(final=final)
            if self._verdict is None:
                return
            yield self._verdict
        while not self.complete and (draft := self._take_draft(final=final)) is not None:
            self._left -= 1
            self.complete = self._left == 0
            yield draft

    def _take_verdict(self, *, final: bool) -> Verdict | None:
        """Split the verdict off the start; a reply without one takes itself for an answer."""
        match = _VERDICT.match(self._buffer)
        if match is None:
            long_enough = len(self._buffer.strip()) > len(YES)
            return Verdict(found=True, margin=self._margin) if long_enough or final else None
        if match.end() == len(self._buffer) and not final:
            return None  # "No" may yet become "Nobody"
        self._buffer = self._buffer[match.end() :]
        return Verdict(match[1].casefold() == YES.casefold(), self._margin)

    def _take_draft(self, *, final: bool) -> Draft | None:
        """Split the first statement with its marks off the start, if it is surely complete."""
        while (match := MARKS.search(self._buffer)) is not None:
            rest = self._buffer[match.end() :].lstrip()
            if not final and (not rest or rest[0] == "["):
                return None  # another mark may follow, or is only half here
            text = " ".join(normalise(self._buffer[: match.start()]).split())
            # A full stop after the marks ("… euros [2].") belongs to the statement.
            stop = _FULL_STOP.match(self._buffer, match.end())
            self._buffer = self._buffer[stop.end() if stop else match.end() :]
            numbers = (int(number) for number in re.findall(r"\d+", match[0]))
            if text:
                ending = stop[0].strip() if stop and text[-1] not in ".!?。" else ""
                return Draft(text + ending, tuple(dict.fromkeys(numbers)))
        return None


def _margin(first_words: Mapping[str, float]) -> float:
    """Return log P(Yes) − log P(No); a word not among the reported ones counts as their least."""
    least = min(first_words.values())
    sides = {YES: least, NO: least}
    for word, log_probability in first_words.items():
        side = word.strip().capitalize()
        if side in sides:
            sides[side] = max(sides[side], log_probability)
    return sides[YES] - sides[NO]
