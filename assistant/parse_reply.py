"""A chat model's reply, taken apart while it streams: the verdict, then statements with marks.

The marks stand before each statement, as the worked examples have it, or behind, as some models
prefer; which, the first one tells. After marks that stand before may come copied words in braces.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from documents.normalise import normalise

YES, NO = "Yes", "No"
CERTAIN_YES, CERTAIN_NO = 2.0, -4.0  # what a word is worth from a model that tells no odds

# Marks like "[1]", "[1, 2]", "[1][3]", also with blanks between them.
MARKS = re.compile(r"(?:\s*\[\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*\])+")
_MAY_BECOME_MARKS = re.compile(r"(?:\[[\d\s,;]*\]\s*)*(?:\[[\d\s,;]*)?")
_VERDICT = re.compile(r"\s*(yes|no)\b[.,:!\s]*", re.IGNORECASE)
_COPIED = re.compile(r"\s*\{([^{}]*)\}")
_FULL_STOP = re.compile(r"\s*[.!?。]")


@dataclass(frozen=True, slots=True)
class Draft:
    """One drafted statement and the source numbers the model gave it, as it wrote them.

    ``words`` are those of the source that answer, where the model copied them first.
    """

    text: str
    sources: tuple[int, ...]
    words: str = ""

    def places(self, sources: int) -> tuple[int, ...]:
        """Return the places, from 0 on, of those of so many ``sources`` that it names."""
        return tuple(number - 1 for number in self.sources if 1 <= number <= sources)


@dataclass(frozen=True, slots=True)
class Choice:
    """How probable the model finds each source number as the first it names, before its words.

    ``numbers`` are pairs of a number and its log probability among all of them.
    """

    numbers: tuple[tuple[int, float], ...]


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

    A statement is complete when something follows its marks, or the next marks do where they stand
    before. Text without marks is no statement: nobody could check it. Control characters and runs
    of blanks are no part of one. After ``most`` statements the parser is ``complete``.
    """

    def __init__(self, *, most: int) -> None:
        self.complete = False
        self._left = most
        self._buffer = ""
        self._margin: float | None = None
        self._verdict: Verdict | None = None
        self._marks_first: bool | None = None
        self._chosen = False

    def feed(
        self, text: str, candidates: Mapping[str, float] | None = None
    ) -> Iterator[Verdict | Choice | Draft]:
        """Take the next piece, with the candidates for its first token where they are told.

        Yields the verdict, how sure the first source is, and the drafts that it completes.
        """
        if candidates and self._margin is None:
            self._margin = _margin(candidates)
        if candidates and not self._chosen and self._verdict and self._buffer.strip() == "[":
            self._chosen = True
            yield from _choice(candidates)
        self._buffer += text
        yield from self._take(final=False)

    def finish(self) -> Iterator[Verdict | Choice | Draft]:
        """Yield what the end of the reply completes."""
        yield from self._take(final=True)

    def _take(self, *, final: bool) -> Iterator[Verdict | Choice | Draft]:
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
        if self._marks_first is None:
            self._marks_first = self._has_marks_first(final=final)
        if self._marks_first is None:
            return None
        take = self._take_after_marks if self._marks_first else self._take_before_marks
        return take(final=final)

    def _has_marks_first(self, *, final: bool) -> bool | None:
        """Tell whether the first statement begins with its marks, ``None`` while that is open."""
        start = self._buffer.lstrip()
        if start and not _MAY_BECOME_MARKS.fullmatch(start):
            return MARKS.match(start) is not None
        return False if final else None

    def _take_after_marks(self, *, final: bool) -> Draft | None:
        while (marks := MARKS.match(self._buffer)) is not None:
            following = MARKS.search(self._buffer, marks.end())
            if following is None and not final:
                return None
            end = following.start() if following else len(self._buffer)
            copied = _COPIED.match(self._buffer, marks.end(), end)
            text = _cleaned(self._buffer[copied.end() if copied else marks.end() : end])
            self._buffer = self._buffer[end:]
            if text:
                return self._draft(text, marks, _cleaned(copied[1]) if copied else "")
        return None

    def _take_before_marks(self, *, final: bool) -> Draft | None:
        while (match := MARKS.search(self._buffer)) is not None:
            rest = self._buffer[match.end() :].lstrip()
            if not final and (not rest or rest[0] == "["):
                return None  # another mark may follow, or is only half here
            text = _cleaned(self._buffer[: match.start()])
            # A full stop after the marks ("… euros [2].") belongs to the statement.
            stop = _FULL_STOP.match(self._buffer, match.end())
            self._buffer = self._buffer[stop.end() if stop else match.end() :]
            if text:
                ending = stop[0].strip() if stop and text[-1] not in ".!?。" else ""
                return self._draft(text + ending, match)
        return None

    def _draft(self, text: str, marks: re.Match[str], words: str = "") -> Draft:
        numbers = dict.fromkeys(int(number) for number in re.findall(r"\d+", marks[0]))
        return Draft(text, tuple(numbers), words)


def _cleaned(text: str) -> str:
    return " ".join(normalise(text).split())


def _choice(candidates: Mapping[str, float]) -> Iterator[Choice]:
    numbers = {int(word): value for word, value in candidates.items() if word.isdecimal()}
    if numbers:
        every = math.log(sum(math.exp(value) for value in numbers.values()))
        yield Choice(tuple((number, value - every) for number, value in numbers.items()))


def _margin(candidates: Mapping[str, float]) -> float:
    """Return log P(Yes) − log P(No); a word not among the reported ones counts as their least."""
    least = min(candidates.values())
    sides = {YES: least, NO: least}
    for word, log_probability in candidates.items():
        side = word.strip().capitalize()
        if side in sides:
            sides[side] = max(sides[side], log_probability)
    return sides[YES] - sides[NO]
