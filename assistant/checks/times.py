"""Times of day, comparable across notations: 18.30 Uhr, 18 h 30, 6.30 pm."""

import re
from dataclasses import dataclass
from functools import lru_cache

_TEXTS_KEPT = 512
_HALF_DAY = 12 * 60
_HOUR = r"(?P<h>2[0-4]|1\d|0?\d)"
_MINUTE = r"(?P<m>[0-5]\d)"
_HALF = r"(?P<half>[ap])\.?\s?m\b\.?"
_MARK = r"(?:Uhr|uur|heures?|o['’]clock|hrs?|hod(?:in)?\.?|h)(?!\w)"
_TIMES = (
    re.compile(rf"(?<![\d.,:]){_HOUR}[:.]{_MINUTE}(?!\d|[.,]\d)\s?{_HALF}", re.IGNORECASE),
    re.compile(rf"(?<![\d.,:]){_HOUR}\s?{_HALF}", re.IGNORECASE),
    re.compile(rf"(?<![\d.,:]){_HOUR}\s?h\s?{_MINUTE}(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<![\d.,:]){_HOUR}[:.]{_MINUTE}\s?{_MARK}", re.IGNORECASE),
    re.compile(rf"(?<![\d.,:]){_HOUR}:{_MINUTE}(?!\d|:)"),
    re.compile(
        rf"(?:\bkl\.?|\bgodz\.|\bo\s?godz\.|\bsaat)\s?{_HOUR}(?:[.:]{_MINUTE})?(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!\d){_HOUR}\s?(?:[時时点點])(?!間)(?:\s?{_MINUTE}分|(?P<thirty>半))?"),
    re.compile(rf"(?<![\d.,:]){_HOUR}\s?{_MARK}", re.IGNORECASE),
)
# "10 bis 18.30 Uhr": the first of two hours goes without a mark.
_FIRST_OF_TWO = re.compile(rf"(?<![\d.,:]){_HOUR}(?:[:.]{_MINUTE})?\s?(?:[-–—]|[^\W\d]{{1,5}})\s?$")


@dataclass(frozen=True, slots=True)
class SaidTime:
    """A time of day at ``text[start:end]``: the minutes since midnight that it can mean."""

    start: int
    end: int
    minutes: frozenset[int]


@lru_cache(maxsize=_TEXTS_KEPT)
def find_times(text: str) -> tuple[SaidTime, ...]:
    """Return the times of day of ``text``, in order."""
    found: list[SaidTime] = []
    for pattern in _TIMES:
        for match in pattern.finditer(text):
            if all(match.end() <= other.start or other.end <= match.start() for other in found):
                found.append(_said(match))
    for known in tuple(found):
        first = _FIRST_OF_TWO.search(text, max(0, known.start - 16), known.start)
        if first and all(first.end("h") <= o.start or o.end <= first.start() for o in found):
            found.append(_said(first))
    return tuple(sorted(found, key=lambda said: said.start))


def _said(match: re.Match[str]) -> SaidTime:
    parts = match.groupdict()
    minutes = int(parts["h"]) % 24 * 60 + int(parts.get("m") or 0)
    if parts.get("thirty"):
        minutes += 30
    half = (parts.get("half") or "").casefold()
    readings = {minutes}
    if half:
        readings = {minutes % _HALF_DAY + (_HALF_DAY if half == "p" else 0)}
    end = match.end("m") if parts.get("m") else match.end("h")
    return SaidTime(match.start("h"), max(end, match.end() if half else end), frozenset(readings))
