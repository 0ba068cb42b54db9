"""Dates as they are written in the text of a release."""

import re
from datetime import date
from functools import lru_cache

from documents.locales import known_locale

_FIRST_YEAR, _LAST_YEAR = 1950, 2100
_TWO_DIGITS, _PIVOT = 100, 70
_MONTHS_IN_A_YEAR = 12
_READ_EVERYWHERE = ("en", "de", "fr")
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
DATE = (
    rf"(?:\b\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|\b{_DAY}(?:\.\s?\d{{1,2}}\.\s?|/\d{{1,2}}/)\d{{2}}(?:\d{{2}})?"
    rf"|\b{_DAY}(?:\.|er|st|nd|rd|th|º)?\s(?:of\s|de\s|d['’])?[^\W\d_]{{3,12}}\.?,?\s(?:de\s)?\d{{4}}"
    rf"|\b[^\W\d_]{{3,12}}\.?\s{_DAY}(?:st|nd|rd|th)?,?\s\d{{4}})(?!\d)"
)
"""A regular expression (no groups) for what may be a date; ``parse_date`` says whether it is."""

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_NUMBERS = re.compile(r"(?P<day>\d{1,2})(?P<mark>[./])\s?(?P<month>\d{1,2})[./]\s?(?P<year>\d+)")
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})\D{0,3}?\s(?:of\s|de\s|d['’])?(?P<name>[^\W\d_]+)\.?,?\s(?:de\s)?(?P<year>\d{4})"
)
_MONTH_FIRST = re.compile(r"(?P<name>[^\W\d_]+)\.?\s(?P<day>\d{1,2})\D{0,3}\s(?P<year>\d{4})")


def parse_date(text: str, language: str) -> date | None:
    """Return the one date that ``text`` writes out, or ``None``.

    Month names are read in ``language``, English, German and French. What two readers may read
    differently (3/4/2025 in an English text) is no date.
    """
    text = " ".join(text.split())
    for pattern in (_ISO, _NUMBERS, _DAY_FIRST, _MONTH_FIRST):
        match = pattern.fullmatch(text)
        if match:
            return _date_of(match.groupdict(), language)
    return None


def _date_of(parts: dict[str, str], language: str) -> date | None:
    day, year = int(parts["day"]), int(parts["year"])
    if year < _TWO_DIGITS:
        year += 2000 if year < _PIVOT else 1900
    if "name" in parts:
        month = month_numbers(language).get(parts["name"].lower(), 0)
    else:
        month = int(parts["month"])
    if parts.get("mark") == "/" and language == "en":
        if day == month or day > _MONTHS_IN_A_YEAR:
            pass
        elif month > _MONTHS_IN_A_YEAR:
            day, month = month, day
        else:
            return None  # 3 April or 4 March: British and American readers disagree
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=64)
def month_numbers(language: str) -> dict[str, int]:
    """Return the number of each month by its lower-case names and abbreviations."""
    numbers = {"mrz": 3, "jänner": 1, "sept": 9, "juill": 7}
    for code in (*_READ_EVERYWHERE, language):
        locale = known_locale(code)
        if locale is None:
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    numbers[name.lower().rstrip(".")] = number
    return numbers
