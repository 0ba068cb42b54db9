"""Step 7, mend: figures of a source in the format of the statement's language.

A small model copies "1.160.000" into an English sentence, or halfway ("1.160,000"), where a reader
takes it for one and a bit. What has a source's very digits is written as the language writes it, by
CLDR's formats (through Babel).
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from babel.numbers import format_decimal

from assistant.checks.amounts import find_amounts
from assistant.checks.records import Claim, Source
from assistant.quantities import decimal_sign
from documents.locales import known_locale

_FIGURE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)+(?!\w)")
# In a source blanks and apostrophes may part thousands as well.
_GROUPING = "[.,'’\u00a0\u202f\u2009 ]"
_IN_SOURCE = re.compile(rf"(?<![\w.,])\d+(?:{_GROUPING}\d{{3}})*(?:[.,]\d+)?(?!\w)")
_DIGITS = re.compile(r"\d+")
MOST_DIGITS = 18  # beyond, no release counts anything, and no format is exact


def in_own_format(claim: Claim, sources: Sequence[Source]) -> str:
    """Return the claim's text, each figure that a source has written as its language does.

    Decimals that count nothing stay: "Industry 4.0", a chapter "2.1".
    """
    text = claim.text
    if known_locale(claim.language) is None:
        return text
    amounts = find_amounts(claim.text, claim.language)
    for match in reversed([*_FIGURE.finditer(claim.text)]):
        amount = next((a for a in amounts if a.start <= match.start() < a.end), None)
        if amount is None:  # of a date, or a time of day
            continue
        counts = bool(amount.unit) or amount.written != match[0]
        meant = {
            (value, decimals)
            for value, decimals in _meant(match[0], sources)
            if counts or not decimals
        }
        if len(meant) == 1:
            own = _formatted(*meant.pop(), claim.language)
            text = f"{text[: match.start()]}{own}{text[match.end() :]}"
    return text


def _meant(written: str, sources: Sequence[Source]) -> Iterator[tuple[Decimal, int]]:
    """Yield the numbers that sources write with these digits, and how many decimals they have."""
    digits = _DIGITS.findall(written)
    if len("".join(digits)) > MOST_DIGITS:
        return
    for source in sources:
        if known_locale(source.language) is None:
            continue
        for match in _IN_SOURCE.finditer(source.text):
            if _DIGITS.findall(match[0]) == digits:
                yield from _read(match[0], source.language)


def _read(written: str, language: str) -> Iterator[tuple[Decimal, int]]:
    """Yield a number's value and its decimals, where its language writes numbers so."""
    sign = decimal_sign(language)
    whole, _, decimals = written.rpartition(sign) if written.count(sign) == 1 else (written, "", "")
    first, *groups = _DIGITS.findall(whole)
    if all(len(group) == 3 for group in groups) and (sign not in whole):  # noqa: PLR2004
        number = "".join((first, *groups))
        yield Decimal(f"{number}.{decimals}" if decimals else number), len(decimals)


def _formatted(value: Decimal, decimals: int, language: str) -> str:
    places = f".{'0' * decimals}" if decimals else ""
    return str(format_decimal(value, f"#,##0{places}", locale=language))
