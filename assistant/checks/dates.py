"""Dates: day, month and year belong together, and a weekday to its date.

"5 July" stands in no sentence that says "five centres" and "1 July". A date is held by one that
agrees in all that the statement says; the year may be the release's own where the sentence leaves
it out. Month names are CLDR's, weekdays those of ``words/weekdays.yaml``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.checks.lexicon import lexicon
from assistant.checks.months import month_pattern
from assistant.checks.records import Claim, Finding, Source

_TEXTS_KEPT = 512
_CENTURY = 2000  # of a year in two figures
_ORDINAL = r"(?:\s?(?:\.|st|nd|rd|th|er|re|ère|º|ª|°|:e|[-‑]?го|[-‑]?е))?"
_DAY = rf"(?<![\d.,:])(?:3[01]|[12]\d|0?[1-9]){_ORDINAL}(?![\d:]|,\d)"
# What joins the days of one month: "5. und 6.", "du 10 au 19", "z 8 na 9", "5 y el 6".
_JOINS = (
    r"und(?:\sdem)?|bis(?:\szum)?|auf(?:\sden)?|and|to|through|until|et(?:\sle)?|au|y(?:\sel)?|al|hasta(?:\sel)?"
    r"|e(?:\sil|\so)?|ao|a|i|do|na|až|och|og|till?|en|tot(?:\sen\smet)?|t/m|ve|ile|ja|és|și|până\sla|ir|un|in|ter"
    r"|та|й|і|и|до|по|на|και|έως|ως|و|إلى|와|과"
)
_AND = rf"\s?(?:[-–—,/]|(?:{_JOINS})(?!\w)|\s)\s?"
_YEAR = r"(?<!\d)(?:1[5-9]|20|21)\d\d(?!\d)"
_DAYS = rf"{_DAY}(?:{_AND}{_DAY})*"
_BEFORE = re.compile(rf"({_DAYS})\s?(?:de\s|of\s|d['’]|di\s|do\s)?\s?$")
_AFTER = re.compile(rf"\s({_DAYS})(?!\s?(?:Uhr|h\b|:))")
_YEAR_AFTER = re.compile(rf"\.?,?\s?(?:de\s|del\s|of\s|do\s|des\sJahres\s)?({_YEAR})")
_YEAR_BEFORE = re.compile(rf"({_YEAR})\.?\s$")
_NUMERIC = (
    re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<![\d.])(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4}|\d{2})(?!\d)"),
    re.compile(r"(?<![\d.])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.(?!\d)"),
)
_SIGNS = re.compile(  # 2025年11月5日と6日, 2025년 11월
    r"(?:(?P<y>\d{4})\s?[年년]\s?)?(?P<m>1[0-2]|0?[1-9])\s?[月월]"
    r"(?:\s?(?P<d>\d{1,2}\s?[日일](?:.{0,3}?\d{1,2}\s?[日일])*))?"
)
_SIGN_YEAR = re.compile(r"(?<!\d)(\d{4})\s?[年년]")
_MONTHS = 12
_GAP = 6  # characters between a bound and its date: a blank and an article


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A date as far as a text tells it, at ``text[start:end]``."""

    start: int
    end: int
    day: int | None
    month: int
    year: int | None


def check_dates(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Every date and weekday of the claim must stand in the sources."""
    known = [
        (said.day, said.month, said.year or source.year, said.year is None)
        for source in sources
        for said in find_dates(source.text, source.language)
    ]
    compared, missed, reasons = [], [], []
    for said in find_dates(claim.text, claim.language):
        written = claim.text[said.start : said.end].strip()
        compared.append(written)
        if not any(
            (said.day is None or said.day == day)
            and said.month == month
            and (said.year is None or said.year == year)
            for day, month, year, _ in known
        ):
            missed.append(written)
            reasons.append(f"the date {written} is in no source")
    for word, other in _turned_bounds(claim, sources):
        compared.append(word)
        missed.append(word)
        reasons.append(f"“{word}” is “{other}” in the source")
    for name, written, held in _seasons(claim, sources):
        compared.append(written)
        if name not in held:
            missed.append(written)
            reasons.append(f"the season {written} is in no source")
    held_days = {name for source in sources for name in _weekdays(source.text, source.language)}
    held_days |= {_weekday(d, m, y) for d, m, y, _ in known if d and y}
    for name in _weekdays(claim.text, claim.language):
        compared.append(name)
        if name not in held_days:
            missed.append(name)
            reasons.append(f"the weekday {name} is in no source")
    return Finding(tuple(compared), tuple(missed), tuple(reasons))


@lru_cache(maxsize=_TEXTS_KEPT)
def find_dates(text: str, language: str) -> tuple[SaidDate, ...]:
    """Return the dates of ``text`` that name a month, in order, one for each day of a range."""
    found: list[SaidDate] = []
    for said in (*_numeric(text), *_in_signs(text), *_by_name(text, language)):
        if all(said.end <= other.start or other.end <= said.start for other in found) or any(
            (said.start, said.end) == (other.start, other.end) for other in found
        ):
            found.append(said)
    return tuple(sorted(found, key=lambda said: (said.start, said.day or 0)))


def _numeric(text: str) -> Iterator[SaidDate]:
    for pattern in _NUMERIC:
        for match in pattern.finditer(text):
            parts = {name: int(value) for name, value in match.groupdict().items()}
            day, month, year = parts["d"], parts["m"], parts.get("y")
            if month > _MONTHS:  # month first, as in the United States
                day, month = month, day
            if year is not None and year < _CENTURY // 20:
                year += _CENTURY
            if 1 <= month <= _MONTHS and _exists(day, month, year):
                yield SaidDate(*match.span(), day, month, year)


def _in_signs(text: str) -> Iterator[SaidDate]:
    year: int | None = None
    for match in _SIGNS.finditer(text):
        if match["y"]:
            year = int(match["y"])
        days: list[int | None] = [int(day) for day in re.findall(r"\d+", match["d"] or "")]
        for day in days or [None]:
            yield SaidDate(*match.span(), day, int(match["m"]), year)


def _by_name(text: str, language: str) -> Iterator[SaidDate]:
    for start, end, month in month_pattern(language).find(text):
        before = _BEFORE.search(text, max(0, start - 40), start)
        after = None if before else _AFTER.match(text, end)
        days = before or after
        if after and re.match(rf"{_YEAR}", text[after.start() :].strip()):
            days = after = None
        first, last = (days.start(1) if before and days else start), end
        if after:
            last = after.end()
        year = _YEAR_AFTER.match(text, last) or _YEAR_BEFORE.search(text, 0, first)
        if year:
            first, last = min(first, year.start(1)), max(last, year.end())
        numbers: list[int | None] = [
            int(day) for day in re.findall(r"\d+", days[1] if days else "")
        ]
        for day in numbers or [None]:
            yield SaidDate(first, last, day, month, int(year[1]) if year else None)


def _turned_bounds(claim: Claim, sources: Sequence[Source]) -> Iterator[tuple[str, str]]:
    """Yield words before dates that the sources have the other way round: "until", "from"."""
    held = [bound for source in sources for bound in _bounds(source.text, source.language)]
    for word, kind, said in _bounds(claim.text, claim.language):
        same = [
            (other, there)
            for other, there, date_there in held
            if (said.day, said.month) == (date_there.day, date_there.month)
        ]
        if same and all(there != kind for _, there in same):
            yield word, same[0][0]
        elif not same and _is_only_issue(said, sources):
            yield word, "the day of issue"


def _is_only_issue(said: SaidDate, sources: Sequence[Source]) -> bool:
    """Tell whether the sources name a day, and that only as the one on which they were issued."""
    issued = [
        other.end <= source.issued
        for source in sources
        for other in find_dates(source.text, source.language)
        if (other.day, other.month) == (said.day, said.month)
    ]
    return bool(issued) and all(issued)


def _bounds(text: str, language: str) -> Iterator[tuple[str, str, SaidDate]]:
    """Yield each bound of a single date, as written and as concept, with its date."""
    dates = find_dates(text, language)
    spans = [(said.start, said.end) for said in dates]
    terms = lexicon("bounds").find(text, language)
    for said in dates:
        before = [t for t in terms if t.end <= said.start and said.start - t.end <= _GAP]
        if before and spans.count((said.start, said.end)) == 1:
            yield text[before[-1].start : before[-1].end], before[-1].concept, said


def _seasons(claim: Claim, sources: Sequence[Source]) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield the seasons of a claim, as concept and as written, with those of its sources.

    Only where these name a season: "in May" may be told as "in spring".
    """
    seasons = lexicon("seasons")
    held = frozenset(term.concept for s in sources for term in seasons.find(s.text, s.language))
    for term in seasons.find(claim.text, claim.language) if held else ():
        yield term.concept, claim.text[term.start : term.end], held


def _exists(day: int, month: int, year: int | None) -> bool:
    try:
        date(year or _CENTURY, month, day)
    except ValueError:
        return False
    return True


def _weekday(day: int, month: int, year: int) -> str:
    names = lexicon("weekdays").concepts
    return names[date(year, month, day).weekday()] if _exists(day, month, year) else ""


def _weekdays(text: str, language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term.concept for term in lexicon("weekdays").find(text, language)))
