"""Units in text: CLDR's names for every language, through Babel, and the forms it does not list."""

import re
from functools import cache, lru_cache

from babel.numbers import get_currency_name
from babel.units import UnknownUnitError, format_unit

from assistant.checks.lexicon import Lexicon, Term, lexicon, read_words
from documents.locales import known_locale

_TEXTS_KEPT = 512
_COUNTS = (1, 2, 3, 5, 11, 21, 100)  # one of each plural form of each language
CURRENCY_CODES = {"euro": "EUR", "dollar": "USD", "pound": "GBP", "franc": "CHF", "zloty": "PLN"}
CLDR_UNITS = {
    "percent": "concentr-percent",
    "kilometre": "length-kilometer",
    "metre": "length-meter",
    "millimetre": "length-millimeter",
    "centimetre": "length-centimeter",
    "inch": "length-inch",
    "foot": "length-foot",
    "mile": "length-mile",
    "square metre": "area-square-meter",
    "square kilometre": "area-square-kilometer",
    "square mile": "area-square-mile",
    "acre": "area-acre",
    "cubic metre": "volume-cubic-meter",
    "litre": "volume-liter",
    "hectare": "area-hectare",
    "tonne": "mass-tonne",
    "gram": "mass-gram",
    "kilogram": "mass-kilogram",
    "kilowatt": "power-kilowatt",
    "megawatt": "power-megawatt",
    "gigawatt": "power-gigawatt",
    "kilowatt hour": "energy-kilowatt-hour",
    "degree Celsius": "temperature-celsius",
    "second": "duration-second",
    "minute": "duration-minute",
    "hour": "duration-hour",
    "day": "duration-day",
    "week": "duration-week",
    "month": "duration-month",
    "year": "duration-year",
}


def find_units(text: str, language: str) -> tuple[Term, ...]:
    """Return the units that ``text`` names, whether beside a number or not."""
    return _lexicon(language).find(text, language)


@cache
def _lexicon(language: str) -> Lexicon:
    words = read_words("units")
    if language in lexicon("units").languages:
        return lexicon("units")
    return Lexicon(
        {
            concept: {**forms, language: " ".join(_names(concept, language))}
            for concept, forms in words.items()
        }
    )


@lru_cache(maxsize=_TEXTS_KEPT)
def _names(concept: str, language: str) -> tuple[str, ...]:
    locale = known_locale(language)
    if locale is None:
        return ()
    names: list[str] = []
    for count in _COUNTS:
        if concept in CURRENCY_CODES:
            code = CURRENCY_CODES[concept]
            names.append(get_currency_name(code, count=count, locale=locale).split()[-1])
        elif concept in CLDR_UNITS:
            try:
                written = format_unit(count, CLDR_UNITS[concept], locale=locale)
            except UnknownUnitError:
                continue
            names.append(re.sub(r"[\d\s\u00a0\u202f\u200f\u200e]+", " ", written).strip())
    words = dict.fromkeys(name.replace(" ", "_") for name in names if name)
    return tuple(words)
