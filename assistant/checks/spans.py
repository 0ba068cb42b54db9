"""Spans of time: what was reached in half a year was not reached in the whole, nor in another.

Half-years and quarters are business news' own calendar: one release reports the first half, the
next the year, with the same words about other figures.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.checks.amounts import find_amounts
from assistant.checks.dates import find_dates
from assistant.checks.lexicon import lexicon
from assistant.checks.records import Claim, Finding, Source

WHOLE_YEAR = "year"
_TEXTS_KEPT = 512


def check_spans(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Every half-year or quarter of the claim must be told by its sources or around them.

    A whole year is none where the release is about a part of it and the sentence doesn't say so.
    """
    compared, missed, reasons = [], [], []
    for span, written in _spans(claim.text, claim.language):
        compared.append(written)
        if not any(_tells(source, span) for source in sources):
            missed.append(written)
            reasons.append(f"the time {written} is in no source")
    return Finding(tuple(compared), tuple(missed), tuple(reasons))


@lru_cache(maxsize=_TEXTS_KEPT)
def find_spans(text: str, language: str) -> frozenset[str]:
    """Return the halves, quarters and whole years that a text names, as concepts."""
    return frozenset(span for span, _ in _spans(text, language))


@lru_cache(maxsize=_TEXTS_KEPT)
def find_years(text: str, language: str) -> frozenset[int]:
    """Return the years that a text names, by themselves or in dates."""
    alone = {int(amount.written) for amount in find_amounts(text, language) if amount.is_year}
    return frozenset(alone | {said.year for said in find_dates(text, language) if said.year})


def _spans(text: str, language: str) -> Iterator[tuple[str, str]]:
    for term in lexicon("spans").find(text, language):
        yield term.concept, text[term.start : term.end]


def _tells(source: Source, span: str) -> bool:
    own = find_spans(source.text, source.language)
    if span == WHOLE_YEAR:
        return bool(WHOLE_YEAR in own or not find_spans(source.heading, source.language) - own)
    return span in own | find_spans(source.around, source.language)
