"""Runaway replies: a chat model that repeats itself, babbles or dribbles is stopped early.

Greedy decoding makes small models fall into loops; no later check can undo the minutes that these
cost. What was complete before the loop stands, and is verified like any draft.
"""

import re
import time
from collections.abc import Callable

from assistant.parse_reply import MARKS
from documents.errors import ChatModelUnavailable

LONGEST_REPLY = 2_400  # characters; three statements of the longest kind are half of it
LONGEST_UNMARKED = 1_200  # characters without a mark: no statement is that long
LONGEST_SECONDS = 180.0
_LOOP = re.compile(r"(.{2,100}?)\1{3,}\Z|(.)\2{24,}\Z", re.DOTALL)  # four times the same
_FEWEST_LOOPED = 24  # characters; "ha ha ha ha" is no loop yet
_WINDOW = 480  # characters at the end in which a loop is looked for


class Runaway:
    """Reads a reply along and tells when to stop; one for each reply."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._started: float | None = None  # a model that has not begun may be busy with others
        self._text = ""

    def has_begun(self, piece: str) -> bool:
        """Take the next piece; tell whether the reply has run away.

        Raises ``ChatModelUnavailable`` where it takes longer than anybody waits.
        """
        now = self._clock()
        self._started = self._started or now
        if now - self._started > LONGEST_SECONDS:
            raise ChatModelUnavailable(
                f"The chat model was still writing after {LONGEST_SECONDS:g} seconds.",
                "The quotes above still stand; try a smaller model, or fewer readers at a time.",
            )
        self._text += piece
        return len(self._text) > LONGEST_REPLY or self._is_unmarked() or self._loops()

    def _is_unmarked(self) -> bool:
        tail = self._text[-LONGEST_UNMARKED - 1 :]
        return len(tail) > LONGEST_UNMARKED and not MARKS.search(tail)

    def _loops(self) -> bool:
        found = _LOOP.search(self._text[-_WINDOW:])
        return found is not None and len(found[0]) >= _FEWEST_LOOPED
