"""Locales: what CLDR, Unicode's locale data, knows of a language, through Babel."""

from functools import cache

from babel import Locale, UnknownLocaleError


@cache
def known_locale(language: str) -> Locale | None:
    """Return CLDR's data on a language (ISO 639-1), ``None`` where it has none."""
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return None
