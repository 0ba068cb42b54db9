"""Names and acronyms in text, comparable across languages and inflections.

A capital letter tells a name in most Latin, Greek and Cyrillic scripts, but not in German, where
every noun has one, nor at the start of a sentence. Country, language, month and weekday names
change with the language (Deutschland, Allemagne, Niemcy); CLDR lists them, so they are known not
to be names that must reappear.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from documents.locales import known_locale

_TOKEN = re.compile(r"[^\W_](?:[\w&@.\-\[\]’']*[^\W_]|)")
_ACRONYM = re.compile(r"(?=.*[^\W\d_])(?:[^a-z]*[A-Z0-9][^a-z]*){2,}s?$|.*[a-z].*[A-Z]{2,}.*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:„“«\"(¿¡]\s*)$")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|dell|all|nell|un)[’'](?=\w)", re.IGNORECASE)
# Spellings that differ between European languages: Copenhagen, Kopenhagen; Photo, Foto; Kłajpeda,
# Klaipėda; letters that are not taken apart (ł, ø) among them.
_SPELLINGS = (
    *(("ck", "k"), ("ph", "f"), ("th", "t"), ("c", "k"), ("ß", "ss"), ("y", "i"), ("j", "i")),
    *(("w", "v"), ("ł", "l"), ("ø", "o"), ("đ", "d"), ("æ", "ae"), ("œ", "oe"), ("ı", "i")),
)
# Acronyms that are themselves translated: artificial intelligence, European Union, United Nations.
_SAME = ({"ai", "ki", "ia", "si", "mi", "ti", "tn"}, {"eu", "ue", "es", "ee"}, {"un", "uno", "onu"})
_CAPITALISES_NOUNS = {"de", "lb"}
_SHORTEST_STEM = 4
_WORDS_KEPT = 8192
_TEXTS_KEPT = 512


@lru_cache(maxsize=_WORDS_KEPT)
def fold(text: str) -> str:
    """Return text without case, accents and spelling variants, for comparing names only."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    folded = "".join(
        sign for sign in decomposed if not unicodedata.combining(sign) and sign not in "[]()"
    )
    for variant, common in _SPELLINGS:
        folded = folded.replace(variant, common)
    return folded


def acronyms(text: str) -> tuple[str, ...]:
    """Return acronyms and names with figures: DFKI, GPUs, 3IA, ScaDS.AI, PR[AI]RIE-PSAI."""
    found = [token for token in _tokens(text) if _is_acronym(token)]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=_TEXTS_KEPT)
def names(text: str, language: str) -> tuple[str, ...]:
    """Return the words of ``text`` that are surely proper names, in order, acronyms included.

    Words at the start of a sentence don't count, nor CLDR's countries, languages, months and
    weekdays; in German a word counts only beside another capitalised one (Antonio Krüger).
    """
    common = translated_names(language)
    matches = list(_TOKEN.finditer(text))
    capital = [match[0][0].isupper() for match in matches]
    found: list[str] = []
    for place, match in enumerate(matches):
        word = _ELISION.sub("", match[0]).rstrip(".")
        if _is_acronym(word):
            found.append(word)
            continue
        before = place > 0 and capital[place - 1] and _touch(text, matches[place - 1], match)
        after = (
            place + 1 < len(matches)
            and capital[place + 1]
            and _touch(text, match, matches[place + 1])
        )
        lone = language in _CAPITALISES_NOUNS and not (before or after)
        starts = _SENTENCE_START.search(text[max(0, match.start() - 4) : match.start()])
        if not word[:1].isupper() or starts or lone:
            continue
        folded = fold(word)
        if not any(same_word(folded, known) for known in common.get(_stem(folded), ())):
            found.append(word)
    return tuple(dict.fromkeys(found))


def capitalised(text: str) -> tuple[str, ...]:
    """Return every capitalised word of ``text``, whether a name or not."""
    return tuple(dict.fromkeys(token for token in _tokens(text) if token[:1].isupper()))


def missing_names(wanted: Iterable[str], text: str) -> tuple[str, ...]:
    """Return those of ``wanted`` that ``text`` does not hold in any inflected form."""
    held = _folded_words(text)
    return tuple(name for name in wanted if not _is_held(fold(name), held))


@lru_cache(maxsize=_TEXTS_KEPT)
def _folded_words(text: str) -> dict[str, frozenset[str]]:
    """Return the folded words of a text, and their parts, by their first letters.

    Kept, as whole releases are looked through for each question.
    """
    words = {fold(token) for token in _tokens(text)}
    words |= {part for word in words for part in re.split(r"[-/.’']", word) if part}
    letters = {word[:1] for word in words}
    return {one: frozenset(word for word in words if word[:1] == one) for one in letters}


def _is_held(name: str, held: dict[str, frozenset[str]]) -> bool:
    """Tell whether words hold a name; but for acronyms of two languages both begin alike."""
    beginnings = {name[:1]} | {one[:1] for group in _SAME if name in group for one in group}
    return any(_same_name(name, other) for one in beginnings for other in held.get(one, ()))


def names_any(wanted: Sequence[str], text: str) -> bool:
    """Tell whether ``text`` holds one of ``wanted`` in any inflected form."""
    return len(missing_names(wanted, text)) < len(wanted)


def same_word(first: str, second: str) -> bool:
    """Tell whether two folded words are the same but for their endings (Krüger, Krügera)."""
    if first == second:
        return True
    shorter = min(len(first), len(second))
    if shorter < _SHORTEST_STEM:
        return False
    return shared_start(first, second) >= max(
        _SHORTEST_STEM, shorter - 2, round(max(len(first), len(second)) * 0.6)
    )


def shared_start(first: str, second: str) -> int:
    """Return with how many of the same letters two words begin."""
    shorter = min(len(first), len(second))
    return next((i for i in range(shorter) if first[i] != second[i]), shorter)


def _same_name(name: str, other: str) -> bool:
    if same_word(name, other) or same_word(name.removesuffix("s"), other.removesuffix("s")):
        return True
    if any(name in group and other in group for group in _SAME):
        return True
    # "KI-Kompetenzzentren" is held by "KI-Zentren": the acronym is the name in it.
    parts = [part for part in re.split(r"[-/.’']", name) if part]
    return len(parts) > 1 and other == parts[0]


def _touch(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """Tell whether only a blank (or a title's full stop) lies between two words."""
    return text[first.end() : second.start()] in {" ", "\u00a0", ". "}


def _tokens(text: str) -> list[str]:
    return [_ELISION.sub("", match[0]).rstrip(".") for match in _TOKEN.finditer(text)]


def _is_acronym(token: str) -> bool:
    return len(token) > 1 and not token.isdigit() and _ACRONYM.match(token) is not None


def _stem(folded: str) -> str:
    """Return the start that two folded words share whenever they are the same word."""
    return folded[:_SHORTEST_STEM]


@cache
def translated_names(language: str) -> dict[str, set[str]]:
    """Return folded words that CLDR knows as names of places, languages, months and weekdays.

    They are grouped by their stems: a language has a thousand, a text is compared with few.
    """
    locale = known_locale(language)
    if locale is None:
        return {}
    words: set[str] = set()
    for name in [*locale.territories.values(), *locale.languages.values()]:
        words |= {fold(word) for word in re.findall(r"[^\W\d_]{4,}", str(name))}
    for calendar in (locale.months, locale.days):
        for widths in calendar.values():
            words |= {fold(str(name)) for name in widths.get("wide", {}).values()}
    by_stem: dict[str, set[str]] = {}
    for word in words:
        by_stem.setdefault(_stem(word), set()).add(word)
    return by_stem
