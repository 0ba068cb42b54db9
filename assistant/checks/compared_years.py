"""Compared years: of two years' figures in one sentence, each belongs to its own.

"It is 12.4 cents at present, in 2024 it was 13.1 cents": whoever asks about 2024 is not told 12.4.
Nor of 2023 "9.8 million, as against 11.3 million in 2023", nor of 2000 what "rose between 1991 and
2000 from 415,000 to 587,000".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.checks.amounts import Amount, find_amounts, goes_to
from assistant.checks.clauses import clauses_of
from assistant.checks.lexicon import lexicon
from assistant.checks.records import Claim, Finding, Source
from assistant.checks.spans import find_years

_BRACKETS = re.compile(r"[()\[\]]")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a sentence: the amounts it tells, and of which years; ``now`` of the present.

    ``compared`` is what stands behind "as against".
    """

    amounts: tuple[Amount, ...]
    years: frozenset[int]
    now: bool
    compared: bool


def check_compared_years(claim: Claim, sources: Sequence[Source]) -> Finding:
    """No figure of the claim is told of another year than that which is said, or else asked for.

    Only where a source tells a figure of that year too, in the same unit.
    """
    said = find_years(claim.text, claim.language) or find_years(claim.question, claim.language)
    if len(said) != 1:
        return Finding()
    (year,) = said
    compared, missed, reasons = [], [], []
    told = find_amounts(claim.text, claim.language)
    for amount, instead in _of_other_ends(told, sources, year):
        missed.append(amount.written)
        reasons.append(f"of {year} the source tells {instead}, not {amount.written}")
    parts = [part for source in sources for part in _parts(source)]
    own = [part for part in parts if part.years == said]
    against = any(part.compared for part in own)
    others = [
        part
        for part in parts
        if part.now or (part.years != said if part.years else against and not part.compared)
    ]
    for amount in told:
        if amount.is_year or not any(_tells(part, amount) for part in others):
            continue
        rather = [a.written for part in own for a in part.amounts if _alike(part, a, amount)]
        if rather and not any(_tells(part, amount) for part in parts if part not in others):
            missed.append(amount.written)
            reasons.append(f"of {year} the source tells {rather[0]}, not {amount.written}")
        compared.append(amount.written)
    return Finding(tuple(compared), tuple(missed), tuple(reasons))


def _of_other_ends(
    told: Sequence[Amount], sources: Sequence[Source], year: int
) -> Iterator[tuple[Amount, str]]:
    """Yield amounts that a rise or fall has at its other end, with what it has in ``year``.

    Where a sentence has two years, what rose from one amount to another did so between them.
    """
    for source in sources:
        years = sorted(find_years(source.text, source.language))
        if len(years) != 2 or year not in years:  # noqa: PLR2004
            continue
        amounts = [a for a in find_amounts(source.text, source.language) if not a.is_year]
        for first, last in pairwise(amounts):
            if first.unit != last.unit or not goes_to(source.text[first.end : last.start]):
                continue
            here, there = (last, first) if year == years[1] else (first, last)
            if not any(amount.values & here.values for amount in told):
                yield from ((a, here.written) for a in told if a.values & there.values)


def _parts(source: Source) -> Iterator[_Part]:
    """Yield the parts of a sentence; its last year before is whose year before is spoken of."""
    before = source.year
    for bracketed in _BRACKETS.split(source.text):
        # A colon parts nothing here: "(Vorjahr: 54,2 Millionen)".
        for compared, text in _compared(bracketed.replace(": ", " "), source.language):
            years = find_years(text, source.language)
            if years:
                before = max(years)
            elif before:
                told = lexicon("years").find(text, source.language)
                years = frozenset(before + int(term.concept) for term in told)
            amounts = find_amounts(text, source.language)
            counted = tuple(amount for amount in amounts if not amount.is_year)
            now = bool(lexicon("now").find(text, source.language))
            yield _Part(counted, years, now, compared)


def _compared(text: str, language: str) -> Iterator[tuple[bool, str]]:
    """Yield the clauses of a text, parted at "as against", and whether each stands behind it."""
    for clause in clauses_of(text, language):
        start, compared = 0, False
        for term in lexicon("against").find(clause, language):
            yield compared, clause[start : term.start]
            start, compared = term.end, True
        yield compared, clause[start:]


def _alike(part: _Part, told: Amount, amount: Amount) -> bool:
    """Tell whether both have one unit; what is compared may go without: "as against 11.3"."""
    return told.unit == amount.unit or (part.compared and told.unit is None)


def _tells(part: _Part, amount: Amount) -> bool:
    return any(each.values & amount.values and each.unit == amount.unit for each in part.amounts)
