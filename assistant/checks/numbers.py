"""Numbers: each stands in the sources, counts the same there, and is limited in the same way.

50 million euros are not 50 million people, 5 per cent are not 5, "up to 50" is not "50".
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.checks.amounts import (
    CURRENCIES,
    SHARES,
    YEARS,
    Amount,
    find_amounts,
    find_pairs,
)
from assistant.checks.dates import find_dates
from assistant.checks.lexicon import lexicon
from assistant.checks.records import Claim, Finding, Source
from assistant.checks.times import SaidTime, find_times
from assistant.quantities import find_quantities

_HOUR = "hour"
_PERCENT = "percent"
_TIME = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")
_CODE = re.compile(r"(?<!\w)[^\W\d_]+\d{2,}(?!\w)")  # figures that end a name: "A320"
_PARTED_CODE = re.compile(r"(?<=[^\W\d_])[\s\u2010\u2011-](?=\d)")  # "A 45", "COVID-19"
_MINUTES = 60  # of an hour
# What a source's qualifier allows a statement to say besides the same.
_WEAKER: dict[str | None, frozenset[str | None]] = {
    None: frozenset({"about", "to"}),
    "at most": frozenset({"to"}),
    "more than": frozenset({"at least", "over"}),
    "over": frozenset({None, "more than", "at least"}),
    "less than": frozenset({"at most", "to"}),
    "nearly": frozenset({"about", "less than", "at most"}),
    "to": frozenset({None, "at most"}),
}


def check_numbers(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Every amount and time of day of the claim must stand in the sources.

    A number that only repeats the question may stand around them, but no year: whoever reads the
    quote must find it there, in a date or told by the release's own ("last year"). Of a year
    within a date judges ``check_dates``.
    """
    held = [
        amount
        for source in sources
        for find in (find_amounts, find_pairs)
        for amount in find(source.text, source.language)
    ]
    known = [time for source in sources for time in find_times(source.text)]
    excused = _excused(claim, sources)
    dates = find_dates(claim.text, claim.language)
    compared, missed, reasons = [], [], []
    for amount in find_amounts(claim.text, claim.language):
        if amount.is_year and any(d.start <= amount.start and amount.end <= d.end for d in dates):
            continue
        compared.append(amount.written)
        spoken = amount.values & excused
        if (spoken and not _is_dear_year(amount)) or _as_time(amount, known):
            continue
        reason = _against(amount, held)
        if reason:
            missed.append(amount.written)
            reasons.append(reason)
    around = _PARTED_CODE.sub("", " ".join(source.around for source in sources).casefold())
    for code in _CODE.findall(claim.text):
        compared.append(code)
        if not re.search(rf"(?<!\w){re.escape(code.casefold())}(?!\w)", around):
            missed.append(code)
            reasons.append(f"{code} is in no source")
    for time in find_times(claim.text):
        written = claim.text[time.start : time.end]
        compared.append(written)
        if not any(_same_time(time, other) for other in known) and not _as_figures(time, held):
            missed.append(written)
            reasons.append(f"the time {written} is in no source")
    return Finding(tuple(compared), tuple(missed), tuple(reasons))


def lost_limits(claim: Claim, sources: Sequence[Source]) -> list[tuple[int, str]]:
    """Return where the claim tells a number without the limit that all sources set to it.

    As positions of the numbers, with the limits ("at most").
    """
    held = [a for source in sources for a in find_amounts(source.text, source.language)]
    lost = []
    for amount in find_amounts(claim.text, claim.language):
        same = [a for a in held if _values(amount, a) & a.values and _same_unit(amount, a)]
        limits = {other.qualifier for other in same}
        if amount.qualifier is not None or amount.is_year or len(limits) != 1:
            continue
        limit = limits.pop()
        if limit is not None and not _same_limit(None, limit):
            lost.append((amount.start, limit))
    return lost


def _is_dear_year(amount: Amount) -> bool:
    """Tell whether a year was made a sum of money: "1897 euros", of a ship of 1897."""
    return amount.unit in CURRENCIES and any(value in YEARS for value in amount.values)


def _excused(claim: Claim, sources: Sequence[Source]) -> frozenset[Decimal]:
    asked = find_quantities(claim.question, claim.language).values
    around = frozenset[Decimal]().union(
        *(find_quantities(source.around, source.language).values for source in sources)
    )
    years: set[Decimal] = set()
    for source in sources:
        years |= {Decimal(d.year) for d in find_dates(source.text, source.language) if d.year}
        if source.year:
            told_by = lexicon("years").find(source.text, source.language)
            years |= {Decimal(source.year + int(term.concept)) for term in told_by}
    return frozenset(each for each in asked & around if each not in YEARS) | years


def _against(amount: Amount, held: Sequence[Amount]) -> str | None:
    """Say what is wrong with an amount, or return ``None``."""
    same = [other for other in held if _values(amount, other) & other.values]
    if not same:
        return f"{amount.written} is in no source"
    if amount.is_year:
        return None
    counting = [other for other in same if _same_unit(amount, other)]
    if not counting:
        other = same[0].unit or "something else"
        return f"{amount.written} counts {amount.unit or 'something else'}, in the source {other}"
    if any(_same_limit(amount.qualifier, other.qualifier) for other in counting):
        return None
    there = counting[0].qualifier or "exactly"
    return f"{amount.written} is “{amount.qualifier or 'exactly'}” here and “{there}” in the source"


def _values(amount: Amount, other: Amount) -> frozenset[Decimal]:
    """Return what an amount is worth beside another: a quarter is 25 per cent."""
    if amount.unit == _PERCENT and other.unit != _PERCENT:
        return amount.values | {value / 100 for value in amount.values}
    if other.unit == _PERCENT and amount.unit != _PERCENT:
        return amount.values | {value * 100 for value in amount.values if value < 1}
    return amount.values


def _same_unit(amount: Amount, other: Amount) -> bool:
    if amount.unit == other.unit:
        return True
    if amount.unit in SHARES or other.unit in SHARES:
        return not amount.values & other.values  # a share in words beside one in figures
    if amount.unit is None:
        return not (other.unit in CURRENCIES and amount.counts)
    return other.unit is None and not (
        amount.unit in CURRENCIES and (other.counts or other.is_year)
    )


def _same_limit(said: str | None, held: str | None) -> bool:
    return said == held or said in _WEAKER.get(held, frozenset())


def _same_time(time: SaidTime, other: SaidTime) -> bool:
    return bool(time.minutes & other.minutes)


def _as_figures(time: SaidTime, held: Sequence[Amount]) -> bool:
    """Tell whether a source writes the time as mere figures ("14.30"), or means a span of hours."""
    return any(
        f"{minute // 60}.{minute % 60:02}" == amount.written.replace(":", ".")
        or (amount.unit in {_HOUR, None} and _hours(minute) & amount.values)
        for minute in time.minutes
        for amount in held
    )


def _as_time(amount: Amount, known: Sequence[SaidTime]) -> bool:
    """Tell whether hours are a source's time of day: "a las 20 horas", "od 4.30", "ab 20 Uhr"."""
    figures = _TIME.fullmatch(amount.written)
    if figures and amount.unit is None:
        minute = int(figures[1]) * _MINUTES + int(figures[2])
        return any(minute in time.minutes for time in known)
    return amount.unit == _HOUR and any(
        _hours(minute) & amount.values for time in known for minute in time.minutes
    )


def _hours(minute: int) -> frozenset[Decimal]:
    """Return the hours that a minute of the day may be written as."""
    hours = Decimal(minute) / _MINUTES
    return frozenset({hours} if hours else {hours, Decimal(24)})
