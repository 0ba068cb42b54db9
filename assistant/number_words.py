"""Numbers spelled out ("twelve", "dwunastu", "vingt-deux"), by Unicode's rules for each language.

The rules (CLDR's rule-based number format, through unicode-rbnf) give every gender and case. One
is left out: in most languages it is also the article.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
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
# German and its kin write "zehnjährig", "fünfköpfig" and "sechsmal" in one word.
_COMPOUNDS = {
    "cs": r"(?:krát|násobn)\w*",
    "de": r"(?:(?:jähr|köpf|täg|wöch|monat|stünd|minüt|stöck|sprach|teil|stell|mal)ig\w*"
    r"|(?:jahr|monat|woche|tage|stunde|minute)\w*|mal|fach\w*)",
    "en": r"fold",
    "nl": r"(?:(?:jarig|daags|koppig|delig|voudig|malig)\w*|maal)",
    "sv": r"(?:årig|dagars|procentig|åring|faldig|dubbl)\w*",
}
# They write "drittgrößte" so as well: an ordinal, without this ending, then a superlative.
_ORDINAL_ENDING = {"da": "", "de": "e"}
_SUPERLATIVES = {
    "da": r"(?:bedst|højest|mest|mindst|størst|ældst)e?",
    "de": r"(?:ältest|best|beliebtest|größt|häufigst|höchst|jüngst|kleinst|längst|letzt|meist"
    r"|niedrigst|reichst|schnellst|schwerst|stärkst|teuerst|wichtigst)e[mnrs]?",
}
# What English counts in a word with a hyphen: "five-year", "third-largest", but not "third-party".
_COUNTED = re.compile(
    r"(?:day|week|month|year|hour|minute|night|decade|stor(?:ey|y)|floor|room|bed|page|member"
    r"|person|man|woman|seat|time|mile|metre|meter|kilomet(?:re|er)|foot|inch|acre|lane|track"
    r"|stage|part|point|goal|euro|dollar|pound|most|\w+est)\b"
)
_HYPHEN = re.compile(r"[-‑]")


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
                value = _in_compound(words[place][0], language, ordinals=ordinals)
            if value is None and count == 1:
                value, end = _before_hyphen(words[place], language, known)
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


def _in_compound(word: str, language: str, *, ordinals: bool) -> int | None:
    """Return the number that a word of one piece begins with: "sechs-malig", "drittgrößte"."""
    written = _HYPHEN.sub("", word.casefold())
    match = _counting(language).fullmatch(written) if language in _COMPOUNDS else None
    if match:
        return _spelled(language, ordinals=False)[match[1]]
    if not ordinals or language not in _SUPERLATIVES:
        return None
    match = _ranking(language).fullmatch(written)
    ordinal = match[1] + _ORDINAL_ENDING[language] if match else ""
    return _spelled(language, ordinals=True).get(ordinal)


@cache
def _counting(language: str) -> re.Pattern[str]:
    return _beginning(_spelled(language, ordinals=False), _COMPOUNDS[language])


@cache
def _ranking(language: str) -> re.Pattern[str]:
    ordinals = _spelled(language, ordinals=True).keys() - _spelled(language, ordinals=False).keys()
    stems = [each.removesuffix(_ORDINAL_ENDING[language]) for each in ordinals]
    return _beginning(stems, _SUPERLATIVES[language])


def _beginning(words: Iterable[str], rest: str) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, longest_first))}){rest}".replace("ß", "ss"))


def _before_hyphen(
    word: re.Match[str], language: str, known: Mapping[str, int]
) -> tuple[int | None, int]:
    """Return the number before a hyphen of a word, and where it ends: "forty-two-year"."""
    for hyphen in reversed(list(_HYPHEN.finditer(word[0])) if language in {"de", "en"} else []):
        value = known.get(_key(word[0][: hyphen.start()]))
        if value is not None:
            counted = language == "de" or _COUNTED.match(word[0], hyphen.end())
            return (value if counted else None), word.start() + hyphen.start()
    return None, word.end()


def _key(words: str) -> str:
    """Return words without what writers vary: case, soft and hard hyphens, runs of blanks."""
    return re.sub(r"[\s\u00ad‑-]+", " ", words.casefold().replace("\u00ad", "")).strip()
