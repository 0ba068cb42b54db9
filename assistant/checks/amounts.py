"""Amounts: a number with what it counts ("euros", "per cent") and what limits it ("up to")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from assistant.checks.dates import find_dates
from assistant.checks.lexicon import UNSPACED, Term, lexicon
from assistant.checks.times import find_times
from assistant.checks.units import CURRENCY_CODES, find_units
from assistant.number_words import find_spelled
from assistant.quantities import find_quantities
from documents.function_words import FUNCTION_WORDS

CURRENCIES = frozenset(CURRENCY_CODES)
SHARES = frozenset({"percent", "percentage points"})
_TOPIC = "topic"  # of a speech, no limit
YEARS = range(1500, 2200)
_TEXTS_KEPT = 512
_BETWEEN = re.compile(r"(?:\.?[\s\u00a0\u202f‑-]?|\s?d['’]\s?|\s(?:de|di|of)\s)")
_BLANKS = " \u00a0\u202f"
_LEADING = frozenset({"yüzde", "百分之"})
_GAP = re.compile(  # between a qualifier and its number: articles and signs of currency
    r"[\s(]*(?:(?:the|an?|den|die|der|eine?[nmrs]?|les|los|las|le|la|del|de|d['’]|il|lo|gli|el|os?|une?|una|uno|een|en|ett|um|uma|i)\s*)?"
    r"(?:[A-Z]{2,3})?\s?[€$£]?\s?"
)
_UNSPACED_GAP = re.compile(r"\D{0,3}")  # a verb may stand between: 至少需要三年
_AFTER_GAP = re.compile(r",?[\s\u00a0]?[个個名人本家]?")
_NEXT_WORD = re.compile(r"[\s\u00a0]([^\W\d_]+)")
# "von 92 auf höchstens 107 Millionen Euro": what the second counts, the first counts too.
_FROM_TO = re.compile(
    r"\s(?:to|auf|bis|à|a|ad|al|naar|tot|na|do|para|até|til|till|до|на)\s(?:[^\W\d_]+\s){0,2}"
)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_CHINESE = re.compile(
    r"(第)?([二两三四五六七八九十百]+)(?=[个個年月天周次名人所家座项項位种種大倍成届季期つ本])"
)
_CHINESE_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"两": 2}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number at ``text[start:end]``, the values it can mean, its unit and its qualifier.

    ``first`` and ``last`` are the ends of it with its unit, ``counts`` tells whether a word that is
    no unit follows: "50 people".
    """

    written: str
    start: int
    end: int
    values: frozenset[Decimal]
    unit: str | None = None
    qualifier: str | None = None
    counts: bool = False
    first: int = 0
    last: int = 0

    @property
    def is_year(self) -> bool:
        """Whether this may be a year, which has neither unit nor limit."""
        return self.written.isdigit() and int(self.written) in YEARS and self.unit not in CURRENCIES


def tells_money(text: str, language: str) -> bool:
    """Tell whether a text has a sum of money."""
    return any(amount.unit in CURRENCIES for amount in find_amounts(text, language))


@dataclass(frozen=True, slots=True)
class _Number:
    """A number at ``text[start:end]``; ``limit`` is the qualifier that its own word holds."""

    start: int
    end: int
    values: frozenset[Decimal]
    limit: str | None


@lru_cache(maxsize=_TEXTS_KEPT)
def find_amounts(text: str, language: str) -> tuple[Amount, ...]:
    """Return the amounts of ``text`` that are neither dates nor times of day, in order."""
    taken = [(said.start, said.end) for said in find_dates(text, language)]
    taken += [(said.start, said.end) for said in find_times(text)]
    found: list[_Number] = []

    def add(start: int, end: int, values: frozenset[Decimal], limit: str | None = None) -> None:
        if all(end <= first or last <= start for first, last in taken):
            taken.append((start, end))
            found.append(_Number(start, end, values, limit))

    for term in lexicon("multiples").find(text, language):
        add(term.start, term.end, *_multiple(term.concept, text, term, language))
    for quantity in find_quantities(text, language).numbers:
        add(quantity.start, quantity.end, quantity.readings)
    for spelled in find_spelled(text, language, ordinals=True):
        add(spelled.start, spelled.end, frozenset({Decimal(spelled.value)}))
    for match in _CHINESE.finditer(text) if language in UNSPACED else ():
        add(match.start(2), match.end(2), frozenset({_chinese(match[2])}))
    found.sort(key=lambda said: said.start)
    amounts = [_amount(text, language, said) for said in found]
    units = [(each.end, each.last) for each in amounts]  # "pour cent" is no hundred
    amounts = [
        each
        for each in amounts
        if not any(first <= each.start and each.end <= last for first, last in units)
    ]
    return tuple(_from_to(text, language, amounts))


def goes_to(between: str) -> bool:
    """Tell whether the text between two amounts makes them the ends of a rise, or a fall."""
    return _FROM_TO.fullmatch(between) is not None


def find_pairs(text: str, language: str) -> tuple[Amount, ...]:
    """Return words like "both" as amounts: they hold the number two, but do not tell it."""
    return tuple(
        Amount(
            text[term.start : term.end],
            term.start,
            term.end,
            frozenset({Decimal(2)}),
            first=term.start,
            last=term.end,
        )
        for term in lexicon("pairs").find(text, language)
    )


def _from_to(text: str, language: str, amounts: Sequence[Amount]) -> list[Amount]:
    """Let the first of two amounts, "from 22 to 17 million euros", count what the second counts."""
    told = list(amounts)
    for place, (first, second) in enumerate(pairwise(amounts)):
        if first.unit or first.is_year or not goes_to(text[first.end : second.start]):
            continue
        values = first.values
        if _FIGURE.fullmatch(first.written):
            scale = _scale(second, language)
            values |= {value * scale for value in values}
        told[place] = replace(first, values=values, unit=second.unit, counts=False)
    return told


def _scale(amount: Amount, language: str) -> Decimal:
    """Return what the word after an amount's figure multiplies it by: a million, or 1."""
    figure = _FIGURE.match(amount.written)
    plain = max(find_quantities(figure[0], language).values, default=None) if figure else None
    return max(amount.values) / plain if plain else Decimal(1)


def _multiple(
    concept: str, text: str, term: Term, language: str
) -> tuple[frozenset[Decimal], str | None]:
    value, _, part = concept.removeprefix("~").partition("/")
    values = {Decimal(value) / Decimal(part or 1)}
    # "a third", "трети": the same word may be an ordinal.
    ordinals = find_spelled(text[term.start : term.end], language, ordinals=True)
    values |= {Decimal(spelled.value) for spelled in ordinals}
    return frozenset(values), "about" if concept.startswith("~") else None


def _amount(text: str, language: str, said: _Number) -> Amount:
    units = find_units(text, language)
    unit = next(
        (u for u in units if u.start >= said.end and _BETWEEN.fullmatch(text[said.end : u.start])),
        None,
    )
    first, last = said.start, unit.end if unit else said.end
    before = next((u for u in units if _stands_before(text, u, said.start)), None)
    if before is not None:
        first, unit = before.start, before
    word = _NEXT_WORD.match(text, said.end)
    counts = (
        unit is None and word is not None and word[1].casefold() not in _function_words(language)
    )
    return Amount(
        text[said.start : said.end].strip(),
        said.start,
        said.end,
        said.values,
        unit.concept if unit else None,
        said.limit or _qualifier(text, language, first, last),
        counts,
        first,
        last,
    )


def _function_words(language: str) -> frozenset[str]:
    return FUNCTION_WORDS.get(language, frozenset())


def _stands_before(text: str, unit: Term, start: int) -> bool:
    """Tell whether a sign, a code or a word like Turkish "yüzde" precedes the number."""
    written = text[unit.start : unit.end]
    if not 0 <= start - unit.end <= 1 or text[unit.end : start].strip(_BLANKS):
        return False
    return (
        unit.concept in CURRENCIES and not (written.islower() or written.istitle())
    ) or written.casefold() in _LEADING


def _qualifier(text: str, language: str, start: int, end: int) -> str | None:
    for term in lexicon("qualifiers", "after").find(text, language):
        if term.start >= end and _AFTER_GAP.fullmatch(text[end : term.start]):
            return term.concept
    nearest = None
    for term in lexicon("qualifiers", "before").find(text, language):
        gap = _UNSPACED_GAP if language in UNSPACED else _GAP
        if term.end <= start and gap.fullmatch(text[term.end : start]):
            nearest = None if term.concept == _TOPIC else term.concept
    return nearest


def _chinese(signs: str) -> Decimal:
    total, digit = 0, 0
    for sign in signs:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = _CHINESE_DIGITS[sign]
    return Decimal(total + digit)
