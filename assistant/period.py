"""Step 1, understand: of which days a question wants the releases ("the latest", "this week").

Only what a question says of the releases themselves counts: "releases of November 2025", "the
November 2025 release", "the latest release", "what was announced this week". "Where is the meeting
this week?" asks for a meeting, and says nothing of when it was announced.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml

from assistant.checks.dates import find_dates
from assistant.checks.lexicon import Lexicon, Term
from assistant.records import Period
from documents.function_words import FUNCTION_WORDS
from documents.records import PressRelease
from documents.status import is_quotable

_WORDS = Path(__file__).with_name("period_words.yaml")
_RELEASE, _PUBLISHED, _LATEST = "release", "published", "latest"
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)")
_WORD = re.compile(r"[^\W_]+")
_SMALL = 4  # letters: "vom", "aus", "from", "los", "z"
_BETWEEN = 3  # words that may stand between a release and its date
_WEEK = 7  # days


@dataclass(frozen=True, slots=True)
class SaidPeriod:
    """What a question says of the releases' days; both ends belong to it.

    ``latest`` wants those of the newest day, within the period if there is one. ``rest`` is the
    question without these words.
    """

    first: date
    last: date
    latest: bool
    rest: str

    def of(self, releases: Iterable[PressRelease]) -> tuple[Period, frozenset[str]] | None:
        """Return the days and the ids of the releases meant.

        ``None`` where the latest are wanted and none has a date: then nothing is narrowed.
        """
        dated = {
            release.id: release.published
            for release in releases
            if release.published and self.first <= release.published <= self.last
        }
        if not self.latest:
            return Period(self.first, self.last, len(dated)), frozenset(dated)
        if not dated:
            return None
        newest = max(dated.values())
        chosen = frozenset(document for document, day in dated.items() if day == newest)
        return Period(newest, newest, len(chosen)), chosen


def period_of(question: str, language: str, today: date) -> SaidPeriod | None:
    """Return the period that ``question``, in ``language``, wants the releases of, if any."""
    terms = _lexicon().find(question, language)
    releases = [term for term in terms if term.concept == _RELEASE]
    latest = [
        term
        for term in terms
        if term.concept == _LATEST
        and any(_beside(question, term, other, terms, language) for other in releases)
    ]
    told = _relative(terms, today) or _absolute(question, language, terms, releases)
    if told is None and not latest:
        return None
    (first, last), spans = told or ((date.min, date.max), [])
    spans = spans + [(term.start, term.end) for term in latest]
    return SaidPeriod(first, last, bool(latest), _without(question, spans))


def narrowed(
    said: SaidPeriod | None,
    releases: Callable[[], Iterable[PressRelease]],
    documents: frozenset[str] | None,
    now: datetime,
) -> tuple[Period | None, frozenset[str] | None]:
    """Return the days that were said, and the ids of their releases that may be quoted ``now``.

    ``documents`` are the ids it was narrowed to before, ``None`` for all.
    """
    if said is None:
        return None, documents
    among = (
        release
        for release in releases()
        if (documents is None or release.id in documents) and is_quotable(release, now)
    )
    return said.of(among) or (None, documents)


_Told = tuple[tuple[date, date], list[tuple[int, int]]]


def _relative(terms: Iterable[Term], today: date) -> _Told | None:
    if not any(term.concept in {_RELEASE, _PUBLISHED} for term in terms):
        return None
    counted = _counted_from(today)
    for term in terms:
        if days := counted.get(term.concept):
            return days, [(term.start, term.end)]
    return None


def _counted_from(today: date) -> dict[str, tuple[date, date]]:
    monday = today - timedelta(days=today.weekday())
    last_month = today.replace(day=1) - timedelta(days=1)
    return {
        "today": (today, today),
        "yesterday": (today - timedelta(days=1), today - timedelta(days=1)),
        "this_week": (monday, monday + timedelta(days=_WEEK - 1)),
        "last_week": (monday - timedelta(days=_WEEK), monday - timedelta(days=1)),
        "this_month": _month(today.year, today.month),
        "last_month": _month(last_month.year, last_month.month),
        "this_year": (date(today.year, 1, 1), date(today.year, 12, 31)),
        "last_year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }


def _absolute(
    question: str, language: str, terms: Iterable[Term], releases: list[Term]
) -> _Told | None:
    """Return the date with a year that stands beside a release's word."""
    for said in find_dates(question, language):
        place = Term("date", said.start, said.end)
        if said.year and any(_beside(question, place, one, terms, language) for one in releases):
            first, last = _month(said.year, said.month)
            if said.day and said.day <= last.day:
                first = last = date(said.year, said.month, said.day)
            return (first, last), [(said.start, said.end)]
    for match in _YEAR.finditer(question):
        place = Term("date", *match.span())
        if any(_beside(question, place, one, terms, language) for one in releases):
            year = int(match[0])
            return (date(year, 1, 1), date(year, 12, 31)), [match.span()]
    return None


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _beside(question: str, term: Term, release: Term, terms: Iterable[Term], language: str) -> bool:
    """Tell whether nothing but a few small words stands between two terms, in either order."""
    first, second = sorted((term, release), key=lambda one: one.start)
    between = _WORD.findall(question[first.end : second.start])
    published = {
        question[one.start : one.end].casefold() for one in terms if one.concept == _PUBLISHED
    }
    common = FUNCTION_WORDS.get(language, frozenset())
    return len(between) <= _BETWEEN and all(
        len(word) <= _SMALL or word.casefold() in common or word.casefold() in published
        for word in between
    )


def _without(question: str, spans: list[tuple[int, int]]) -> str:
    edges = [0, *(edge for span in sorted(spans) for edge in span), len(question)]
    kept = [question[start:end] for start, end in pairwise(edges)][::2]
    return " ".join(" ".join(kept).split())


@cache
def _lexicon() -> Lexicon:
    return Lexicon(yaml.safe_load(_WORDS.read_text(encoding="utf-8")))
