"""Compared years: of two years' figures in one sentence, each belongs to its own.

"It is 12.4 cents at present, in 2024 it was 13.1 cents": whoever asks about 2024 is not told 12.4.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.checks.amounts import Amount, find_amounts
from assistant.checks.clauses import clauses_of
from assistant.checks.lexicon import lexicon
from assistant.checks.records import Claim, Finding, Source
from assistant.checks.spans import find_years

_BRACKETS = re.compile(r"[()\[\]]")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a sentence: the amounts it tells, and of which years; ``now`` of the present."""

    amounts: tuple[Amount, ...]
    years: frozenset[int]
    now: bool


def check_compared_years(claim: Claim, sources: Sequence[Source]) -> Finding:
    """No figure of the claim is told of another year than that which is said, or else asked for.

    Only where a source tells a figure of that year too, in the same unit.
    """
    compared, missed, reasons = [], [], []
    said = find_years(claim.text, claim.language) or find_years(claim.question, claim.language)
    if len(said) != 1:
        return Finding()
    (year,) = said
    parts = [part for source in sources for part in _parts(source)]
    own = [part for part in parts if part.years == said]
    others = [part for part in parts if part.now or (part.years and part.years != said)]
    for amount in find_amounts(claim.text, claim.language):
        if amount.is_year or not any(_tells(part, amount) for part in others):
            continue
        instead = [a.written for part in own for a in part.amounts if a.unit == amount.unit]
        if instead and not any(_tells(part, amount) for part in parts if part not in others):
            missed.append(amount.written)
            reasons.append(f"of {year} the source tells {instead[0]}, not {amount.written}")
        compared.append(amount.written)
    return Finding(tuple(compared), tuple(missed), tuple(reasons))


def _parts(source: Source) -> Iterator[_Part]:
    """Yield the parts of a sentence; its last year before is whose year before is spoken of."""
    before = source.year
    for bracketed in _BRACKETS.split(source.text):
        # A colon parts nothing here: "(Vorjahr: 54,2 Millionen)".
        for text in clauses_of(bracketed.replace(": ", " "), source.language):
            years = find_years(text, source.language)
            if years:
                before = max(years)
            elif before:
                told = lexicon("years").find(text, source.language)
                years = frozenset(before + int(term.concept) for term in told)
            amounts = find_amounts(text, source.language)
            counted = tuple(amount for amount in amounts if not amount.is_year)
            now = bool(lexicon("now").find(text, source.language))
            yield _Part(counted, years, now)


def _tells(part: _Part, amount: Amount) -> bool:
    return any(each.values & amount.values and each.unit == amount.unit for each in part.amounts)
