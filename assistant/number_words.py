"""Numbers spelled out ("twelve", "dwunastu", "vingt-deux"), by Unicode's rules for each language.

The rules (CLDR's rule-based number format, through unicode-rbnf) give every gender and case. One
is left out: in most languages it is also the article.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

_SPELLED = (*range(2, 101), *range(200, 1000, 100), *range(1000, 10_001, 1000))
_ORDINALS = tuple(range(2, 32))
_MOST_WORDS = 3  # of one number: "ochenta y cinco"
_WORD = re.compile(r"[^\W\d_]+(?:[-‑'’][^\W\d_]+)*")
# Spelled numbers that are everyday words with another meaning.
_NOT_NUMBERS = {
    "ar": {"ست"},
    "es": {"once"},
    "fr": {"neuf", "seconde", "secondes", "second"},
    "en": {"second", "seconds"},
    "it": {"sei", "secondo", "cento"},
    "pt": {"cento", "segundo", "quarta", "quinta", "sexta", "terça"},
    "ro": {"sute"},
    "tr": {"on", "yüz", "kırk", "bin"},
}
# German and its kin write "zehnjährig" and "fünfköpfig" in one word.
_COMPOUNDS = {
    "de": r"(?:jähr|köpf|täg|wöch|monat|stünd|minüt|stöck|sprach|teil|stell)ig\w*",
    "nl": r"(?:jarig|daags|koppig|delig)\w*",
    "sv": r"(?:årig|dagars|procentig|åring)\w*",
}


@dataclass(frozen=True, slots=True)
class SpelledNumber:
    """A number in words, at ``text[start:end]``."""

    start: int
    end: int
    value: int


def find_spelled(text: str, language: str, *, ordinals: bool) -> Iterator[SpelledNumber]:
    """Yield the numbers from two that ``text`` spells out, with or without "third" and its like."""
    known = _spelled(language, ordinals=ordinals)
    if not known:
        return
    words = list(_WORD.finditer(text))
    place = 0
    while place < len(words):
        for count in range(min(_MOST_WORDS, len(words) - place), 0, -1):
            start, end = words[place].start(), words[place + count - 1].end()
            value = known.get(_key(text[start:end]))
            if value is None and count == 1:
                value = _in_compound(words[place][0], language)
            if value is not None:
                yield SpelledNumber(start, end, value)
                place += count
                break
        else:
            place += 1


@cache
def _spelled(language: str, *, ordinals: bool) -> dict[str, int]:
    from unicode_rbnf import FormatPurpose, RbnfEngine

    try:
        engine = RbnfEngine.for_language(language)
    except ValueError:
        return {}  # the rules do not know the language: its number words go unchecked
    purposes = [(FormatPurpose.CARDINAL, _SPELLED)]
    if ordinals:
        purposes.append((FormatPurpose.ORDINAL, _ORDINALS))
    words: dict[str, int] = {}
    excluded = _NOT_NUMBERS.get(language, set())
    for purpose, numbers in purposes:
        with suppress(ValueError):  # some languages have no rules for ordinals
            for number in numbers:
                for spelled in engine.format_number(number, purpose).text_by_ruleset.values():
                    key = _key(spelled)
                    if any(sign.isalpha() for sign in key) and key not in excluded:
                        words.setdefault(key, number)
    return words


@cache
def _compound_pattern(language: str) -> re.Pattern[str] | None:
    if language not in _COMPOUNDS:
        return None
    words = sorted(_spelled(language, ordinals=False), key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, words))}){_COMPOUNDS[language]}")


def _in_compound(word: str, language: str) -> int | None:
    pattern = _compound_pattern(language)
    match = pattern.fullmatch(word.casefold()) if pattern else None
    return _spelled(language, ordinals=False)[match[1]] if match else None


def _key(words: str) -> str:
    """Return words without what writers vary: case, soft and hard hyphens, runs of blanks."""
    return re.sub(r"[\s\u00ad‑-]+", " ", words.casefold().replace("\u00ad", "")).strip()
