"""Step 6, compose: which source a statement is to name first, by the chat model and by search.

Asked for the number of its source before it writes, a small model finds the right one among
look-alikes more often than vectors do, and vectors know when it is led astray. Together they beat
either.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.parse_reply import Choice

# Log odds for each point of search's score. Of 37 questions about invented releases full of
# look-alikes (tests/corpora/read) with the right sentence among six, search had it first for 18,
# the model alone for 26, both for 27 with any weight from 6 to 15 (sources listed as "[1]" then).
# With late interaction a point of score tells more: there 22 log odds by itself, where it was 18.
SEARCH_COUNTS = 10.0


@dataclass(frozen=True, slots=True)
class Chosen:
    """The source to name, by its number, and the log probability that it is the right one.

    ``agreed`` tells that the model would name it by itself.
    """

    number: int
    log_probability: float
    agreed: bool


def choose(choice: Choice, scores: Sequence[float]) -> Chosen:
    """Return the source to name; ``scores`` are search's of the sources numbered from 1 on.

    A number that belongs to no source takes its part of the probability: the model is unsure. But
    of a single source nothing is to be chosen: it may have begun with "3" for "3IA".
    """
    if len(scores) == 1:
        return Chosen(1, 0.0, agreed=True)
    preferred = dict(choice.numbers)
    sources = range(1, len(scores) + 1)
    least = min(preferred.values())
    weighed = {
        number: preferred.get(number, least)
        + SEARCH_COUNTS * (scores[number - 1] if number in sources else min(scores))
        for number in {*preferred, *sources}
    }
    best = max(sources, key=lambda number: weighed[number])
    highest = max(weighed.values())
    every = highest + math.log(sum(math.exp(value - highest) for value in weighed.values()))
    own = max(sources, key=lambda number: preferred.get(number, least))
    return Chosen(best, weighed[best] - every, agreed=best == own)
