"""Places: a country or city is known by all its names, and must be the source's.

Countries and regions are CLDR's, through Babel; cities that other languages call by another name
stand in ``words/places.yaml``. Deutschland, Allemagne and Niemcy are one place; Kraków is not
Gdynia.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import yaml

from assistant.checks.lexicon import UNSPACED, WORDS
from assistant.checks.peoples import find_peoples
from assistant.checks.titles import is_title
from assistant.names import fold
from documents.locales import known_locale

_TEXTS_KEPT = 512
_SHORTEST = 4  # letters of a country's name that stands for it alone
_UNSPACED_SHORTEST = 2
_STEM = 3
_CODE = 2  # letters of a country's key
_LONGEST_ENDING = 3
_LONG = 6  # letters of a name that may lose two of them to its endings
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|dell|all|nell|dall|sull)['’](?=\w)", re.IGNORECASE)
_CONSONANTS = frozenset("bcdfghklmnpqrstvwxz")
_ENDINGS = re.compile(r"(?<=\w{3})['’]\w*$")
# Parts of the world rather than countries: named loosely, in adjectives and company names.
_LOOSE = frozenset({"001", "EU", "EZ", "UN", "QO"})

# Languages that share their name with the people of one country.
HOME = {
    code.lower(): code
    for code in (
        "BG",
        "DE",
        "ES",
        "FI",
        "FR",
        "HR",
        "HU",
        "IS",
        "IT",
        "LT",
        "LV",
        "MT",
        "NL",
        "NO",
        "PL",
        "PT",
        "RO",
        "RU",
        "SK",
        "TR",
    )
}
HOME |= {"cs": "CZ", "da": "DK", "el": "GR", "et": "EE", "ja": "JP", "ko": "KR", "sl": "SI"}
HOME |= {"sq": "AL", "sr": "RS", "sv": "SE", "uk": "UA", "zh": "CN", "he": "IL", "vi": "VN"}


@dataclass(frozen=True, slots=True)
class Place:
    """A place named at ``text[start:end]``; ``key`` is the same in every language."""

    start: int
    end: int
    key: str


@lru_cache(maxsize=_TEXTS_KEPT)
def find_places(text: str, language: str) -> tuple[Place, ...]:
    """Return the places that ``text`` names, in order."""
    if language in UNSPACED:
        return tuple(_find_unspaced(text, language))
    names = _names(language)
    words = list(_WORD.finditer(text))
    found: list[Place] = []
    reached = 0
    for place, first in enumerate(words):
        if first.start() < reached:
            continue
        for count in (3, 2, 1):
            run = words[place : place + count]
            if len(run) < count:
                continue
            key = _key_of(text[first.start() : run[-1].end()], names, language)
            if key is not None:
                reached = run[-1].end()
                found.append(Place(first.start(), reached, key))
                break
    return tuple(found)


@lru_cache(maxsize=_TEXTS_KEPT)
def countries_of_adjectives(text: str, language: str) -> frozenset[str]:
    """Return countries that ``text`` names by an adjective or a language: "französisch" → FR.

    An adjective mostly begins as its country does in that language: Etiopia, etiope.
    """
    languages = _languages(language)
    countries = _names(language)
    found: set[str] = set()
    for match in _WORD.finditer(text):
        word = fold(match[0])
        near = languages.get(word[:_STEM], ())
        found |= {code for name, code in near if _inflected(word, name)}
        near = countries.get(word[:_STEM], ())
        found |= {code for name, code in near if len(code) == _CODE and _begins_as(word, name)}
    return frozenset(found) | {code for _, code in find_peoples(text, language)}


def _begins_as(word: str, country: str) -> bool:
    common = next(
        (i for i, pair in enumerate(zip(word, country, strict=False)) if pair[0] != pair[1]),
        min(len(word), len(country)),
    )
    return common >= max(_SHORTEST, len(country) - 2)


@cache
def _languages(language: str) -> dict[str, tuple[tuple[str, str], ...]]:
    locale = known_locale(language)
    if locale is None:
        return {}
    names = locale.languages
    by_stem: dict[str, list[tuple[str, str]]] = {}
    for code, country in HOME.items():
        name = fold(str(names.get(code, "")))
        if len(name) >= _SHORTEST:
            by_stem.setdefault(name[:_STEM], []).append((name, country))
    return {stem: tuple(pairs) for stem, pairs in by_stem.items()}


def _find_unspaced(text: str, language: str) -> Iterator[Place]:
    for names in _names(language).values():
        for name, key in names:
            for match in re.finditer(re.escape(name), text):
                yield Place(match.start(), match.end(), key)


def _key_of(
    written: str, names: dict[str, tuple[tuple[str, str], ...]], language: str
) -> str | None:
    written = _ENDINGS.sub("", _ELISION.sub("", written))
    if not written[:1].isupper() and language != "ar":
        return None
    folded = fold(written)
    near = names.get(folded[:_STEM], ())
    exact = next((key for name, key in near if name == folded), None)
    if exact is not None or " " in folded or is_title(written, language):
        return exact  # "Mayor" is no form of Majorca
    close = [(name, key) for name, key in near if _inflected(folded, name)]
    return min(close, key=lambda known: abs(len(known[0]) - len(folded)))[1] if close else None


def _inflected(word: str, name: str) -> bool:
    """Tell whether a word is a name but for its ending: Polski, Polska, but not Mayor, Mayotte."""
    if " " in name or abs(len(word) - len(name)) > _LONGEST_ENDING:
        return False
    common = next(
        (i for i, pair in enumerate(zip(word, name, strict=False)) if pair[0] != pair[1]), None
    )
    if common is None:
        common = min(len(word), len(name))
    if name[common:][:1] in _CONSONANTS and word[common:]:
        return False  # endings replace vowels: Italien, Italiens, but Algen is not Alger
    return common >= max(_SHORTEST, len(name) - (2 if len(name) > _LONG else 1))


@cache
def _names(language: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return (name, key) pairs by the first letters of the name, folded where words have spaces."""
    by_stem: dict[str, list[tuple[str, str]]] = {}
    unspaced = language in UNSPACED
    for name, key in (*_cities(), *_countries(language)):
        form = name if unspaced else fold(name)
        if len(form) >= (_UNSPACED_SHORTEST if unspaced else _STEM):
            by_stem.setdefault(form[:_STEM], []).append((form, key))
    return {stem: tuple(dict.fromkeys(pairs)) for stem, pairs in by_stem.items()}


@cache
def _cities() -> tuple[tuple[str, str], ...]:
    lines: list[str] = yaml.safe_load((WORDS / "places.yaml").read_text(encoding="utf-8"))
    return tuple(
        (name.replace("_", " "), line.split()[0]) for line in lines for name in line.split()
    )


def _countries(language: str) -> Iterator[tuple[str, str]]:
    locale = known_locale(language)
    for code, name in locale.territories.items() if locale else ():
        if code not in _LOOSE and not code.isdigit():
            yield str(name), str(code)
