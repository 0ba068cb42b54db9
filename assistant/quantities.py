"""Numbers and months in text, comparable across languages: 50 Millionen = 50 million.

Grouping and decimal signs, scale words and month names come from CLDR (Unicode's locale data,
through Babel), number words ("fünf", "cinq") from its spelling rules (assistant.number_words).
Nothing here knows a language by itself, so any language with CLDR data works.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale

from assistant.number_words import find_spelled
from documents.locales import known_locale

_SPACES = "\u0020\u00a0\u202f\u2009"
_NUMBER = re.compile(
    rf"(?<![A-Za-z\d@])\d{{1,3}}(?:[{_SPACES}'’.,]\d{{3}})+(?:[.,]\d+)?(?!\d)"  # by thousands
    r"|(?<![A-Za-z\d@])\d+(?:[.,]\d+)?"  # plain, with or without decimals
)
_DAY_MONTH_YEAR = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)")
_YEAR_MONTH_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_NUMBERED_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])\s?[月월]")
_TIME_OF_DAY = re.compile(r"([01]?\d|2[0-3])[.,]([0-5]\d)")
_NEXT_WORD = re.compile(rf"[{_SPACES}-]?(?:de )?([^\W\d_]+)\.?")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_POWERS = frozenset("23²³")  # "4.500 m2" are no millions
# English newsroom short forms that CLDR does not list; read only right after a figure.
_SHORT_SCALES = {"m": 10**6, "mn": 10**6, "bn": 10**9, "k": 10**3, "tn": 10**12}
_UNSPACED = ("ja", "ko", "zh")
_TEXTS_KEPT = 512
MONTHS_IN_YEAR = 12
_THOUSAND = 1000
SHORTEST_FULL_YEAR = 1000
CENTURY = 2000  # of a year in two figures


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written in a text and the values it can stand for.

    More than one reading is kept only where a writer may have followed another language's
    format ("100.000" in an English sentence: 100 000, or 100 with decimals).
    """

    written: str
    start: int
    end: int
    readings: frozenset[Decimal]


@dataclass(frozen=True, slots=True)
class Quantities:
    """All that a text says in numbers: quantities in order, and months (1 to 12) by name."""

    numbers: tuple[Quantity, ...]
    months: frozenset[int]

    @property
    def values(self) -> frozenset[Decimal]:
        """Every value that any number of the text can stand for."""
        return frozenset().union(*(quantity.readings for quantity in self.numbers))


@lru_cache(maxsize=_TEXTS_KEPT)
def find_quantities(text: str, language: str) -> Quantities:
    """Return the numbers and months of ``text``, which is in ``language`` (ISO 639-1).

    Figures glued to letters ("3IA", "H100") are names, not quantities. A full date in figures
    gives its day, year, and month.
    """
    found, months, taken = _dates(text)
    for match in _NUMBER.finditer(text):
        after = text[match.end() : match.end() + 1]
        if any(start <= match.start() < end for start, end in taken):
            continue
        scale, end = _scale_after(text, match.end(), language)
        if scale == 1 and after.isalpha() and after.isupper():
            continue
        readings = frozenset(value * scale for value in _readings(match[0], language))
        found.append(Quantity(text[match.start() : end], match.start(), end, readings))
    for spelled in find_spelled(text, language, ordinals=False):
        if any(figure.start <= spelled.start < figure.end for figure in found):
            continue  # "mil" of "3 mil millones"
        scale, end = _scale_after(text, spelled.end, language)
        readings = frozenset({Decimal(spelled.value * scale)})
        found.append(Quantity(text[spelled.start : end], spelled.start, end, readings))
    month_names = _month_names(language)
    months |= {
        month_names[word] for word in map(str.casefold, _WORD.findall(text)) if word in month_names
    }
    found.sort(key=lambda quantity: (quantity.start, quantity.end))
    return Quantities(tuple(found), frozenset(months))


def _dates(text: str) -> tuple[list[Quantity], set[int], list[tuple[int, int]]]:
    """Return days and years of dates in figures, their months, and where the dates stand."""
    found: list[Quantity] = []
    months: set[int] = set()
    taken: list[tuple[int, int]] = []
    for match in [*_YEAR_MONTH_DAY.finditer(text), *_DAY_MONTH_YEAR.finditer(text)]:
        parts = [int(part) for part in match.groups()]
        day, month, year = parts if len(match[1]) < len("2025") else parts[::-1]
        if month > MONTHS_IN_YEAR:  # month first, as in the United States
            day, month = month, day
        if 1 <= month <= MONTHS_IN_YEAR:
            taken.append(match.span())
            months.add(month)
            year = year if year >= SHORTEST_FULL_YEAR else CENTURY + year
            found += [_quantity(match, day), _quantity(match, year)]
    for match in _NUMBERED_MONTH.finditer(text):
        taken.append(match.span())
        months.add(int(match[1]))
    return found, months, taken


def missing_numbers(statement: Quantities, evidence: Quantities) -> tuple[str, ...]:
    """Return the numbers of ``statement``, as written, that ``evidence`` does not hold.

    A time of day also counts as held when its hour and its minute do: "14.30" against "14 h 30".
    """
    known = evidence.values | {
        Decimal(group)
        for quantity in evidence.numbers
        for group in re.findall(r"\d+", quantity.written)
    }
    missing = []
    for quantity in statement.numbers:
        if quantity.readings & evidence.values:
            continue
        time_of_day = _TIME_OF_DAY.fullmatch(quantity.written)
        if time_of_day and all(Decimal(part) in known for part in time_of_day.groups()):
            continue
        missing.append(quantity.written)
    return tuple(missing)


def _quantity(match: re.Match[str], value: int) -> Quantity:
    return Quantity(match[0], match.start(), match.end(), frozenset({Decimal(value)}))


def _readings(written: str, language: str) -> set[Decimal]:
    """Return the values a figure can stand for, the language's own format first."""
    figure = re.sub(rf"[{_SPACES}'’]", "", written)
    signs = [sign for sign in figure if sign in ".,"]
    if not signs:
        return {Decimal(figure)}
    if len(set(signs)) == 2:  # noqa: PLR2004 - both signs: the last one is the decimal sign
        decimal = signs[-1]
        return {_value(figure, decimal)}
    if len(signs) > 1:
        return {Decimal(figure.replace(signs[0], ""))}
    sign = signs[0]
    grouped = re.fullmatch(rf"[1-9]\d{{0,2}}{re.escape(sign)}\d{{3}}", figure) is not None
    if not grouped:
        return {_value(figure, sign)}
    as_group = Decimal(figure.replace(sign, ""))
    if sign == decimal_sign(language):  # "100.000" in English: ambiguous, keep both
        return {as_group, _value(figure, sign)}
    return {as_group}


def _value(figure: str, decimal_sign: str) -> Decimal:
    other = "," if decimal_sign == "." else "."
    return Decimal(figure.replace(other, "").replace(decimal_sign, "."))


def _scale_after(text: str, end: int, language: str) -> tuple[int, int]:
    """Return the scale word's value after a figure (1 if none) and where the whole ends."""
    match = _NEXT_WORD.match(text, end)
    if match is None:
        return 1, end
    word = match[1].casefold()
    scales = _scale_words(language)
    if language in _UNSPACED:  # "5000万欧元": the scale is the start of the run of letters
        word = next((word[:size] for size in (2, 1) if word[:size] in scales), word)
        return (scales[word], match.start(1) + len(word)) if word in scales else (1, end)
    value = scales.get(word) or _scale_words("en").get(word)
    if match[1] == "M" and text[match.end() : match.end() + 2].strip()[:1] in tuple("€$£"):
        value = 10**6  # "38 M€"
    if value == _THOUSAND:  # "1,2 mil milhões": Iberian languages count thousands of millions
        further = _NEXT_WORD.match(text, match.end(1))
        larger = scales.get(further[1].casefold(), 0) if further else 0
        if further and larger > value:
            return value * larger, further.end(1)
    if value is None and match.start(1) - end <= (match[1] != "k"):  # Czech "k" is "to"
        squared = text[match.end(1) : match.end(1) + 1] in _POWERS
        value = None if squared else _SHORT_SCALES.get(match[1])
    return (value, match.end(1)) if value else (1, end)


@cache
def _locale(language: str) -> Locale:
    return known_locale(language) or Locale("en")


@cache
def decimal_sign(language: str) -> str:
    """Return the sign before the decimals in a language, English's where CLDR does not know it."""
    return str(_locale(language).number_symbols["latn"]["decimal"])


@cache
def _scale_words(language: str) -> dict[str, int]:
    """Return words for thousand and above, from the locale's compact number patterns."""
    words: dict[str, int] = {}
    formats = _locale(language).compact_decimal_formats
    for length in ("long", "short"):
        for by_size in formats.get(length, {}).values():
            for size, pattern in by_size.items():
                text = str(getattr(pattern, "pattern", pattern))
                zeros = text.count("0")
                word = re.sub(r"[0'.\s\u00a0\u202f\u200f]", "", text).casefold()
                # A lone letter ("M") could be anything; a lone Chinese sign is a word.
                if zeros and word and (len(word) > 1 or not word.isascii()):
                    words.setdefault(word, int(size) // 10 ** (zeros - 1))
    return words


@cache
def _month_names(language: str) -> dict[str, int]:
    names: dict[str, int] = {}
    months = _locale(language).months
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months.get(context, {}).get(width, {}).items():
                word = str(name).casefold().rstrip(".")
                if word.isalpha() and len(word) > 2:  # noqa: PLR2004 - "5月" is read as a figure
                    names.setdefault(word, int(number))
    if language == "en":
        names.pop("may", None)  # the verb; "May 5" still has its day compared
    return names
