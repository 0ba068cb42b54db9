"""Names of languages, and the sentences Beleg itself says, in the asker's language."""

from functools import cache
from pathlib import Path

import yaml
from babel import Locale, UnknownLocaleError

_CATALOGUE = Path(__file__).parent / "phrases.yaml"
FALLBACK = "en"


def language_name(code: str, within: str = "en") -> str:
    """Return the name of the language ``code`` (ISO 639-1) in the language ``within``.

    Names are CLDR's, through Babel; an unknown code is returned as it is.
    """
    try:
        name = Locale.parse(code).get_language_name(within)
    except (UnknownLocaleError, ValueError):
        return code
    return name or code


@cache
def _phrases() -> dict[str, dict[str, str]]:
    return dict(yaml.safe_load(_CATALOGUE.read_text(encoding="utf-8")))


def refusal(language: str) -> str:
    """Return "the releases don't say" in ``language``, in English where we cannot say it."""
    return _phrases().get(language, _phrases()[FALLBACK])["refusal"]


def quotes_introduction(language: str) -> str:
    """Return "the releases say:" in ``language``, in English where we cannot say it."""
    return _phrases().get(language, _phrases()[FALLBACK])["quotes"]


def answered_in() -> tuple[str, ...]:
    """Return the languages (ISO 639-1) that Beleg has its own sentences in."""
    return tuple(_phrases())
