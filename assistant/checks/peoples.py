"""Peoples: whose somebody or something is said to be ("Danish", "des Danois").

The words stand in ``words/demonyms.yaml``, by country.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import yaml

from assistant.checks.lexicon import UNSPACED, WORDS
from assistant.checks.records import Claim, Source

_TEXTS_KEPT = 512
_STEM = 3
_LONGEST_ENDING = 5
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@lru_cache(maxsize=_TEXTS_KEPT)
def find_peoples(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return words for people, or what is theirs, with their country's code: ("Danish", "DK")."""
    if language in UNSPACED:
        return ()
    return tuple(
        (match[0], code)
        for match in _WORD.finditer(text)
        for stem, code in _peoples().get(match[0].lower()[:_STEM], ())
        if (match[0] if stem[0].isupper() else match[0].lower()).startswith(stem)
        and len(match[0]) - len(stem) <= (_LONGEST_ENDING if len(stem) > _STEM else 1)
    )


@cache
def _peoples() -> dict[str, tuple[tuple[str, str], ...]]:
    text = (WORDS / "demonyms.yaml").read_text(encoding="utf-8")
    countries: dict[str, str] = yaml.safe_load(text)
    by_stem: dict[str, list[tuple[str, str]]] = {}
    for code, stems in countries.items():
        for stem in stems.split():
            by_stem.setdefault(stem[:_STEM].lower(), []).append((stem, code))
    return {start: tuple(pairs) for start, pairs in by_stem.items()}


def is_of(word: str, language: str, countries: frozenset[str]) -> bool:
    """Tell whether a word is one for the people of a country that the sources name."""
    return any(code in countries for _, code in find_peoples(word, language))


def other_peoples(
    claim: Claim, sources: Sequence[Source], countries: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield peoples of the claim that are not the sources', where these speak of another's.

    Where they speak of none, the adjective may only tell where it all happens.
    """
    spoken = {code for source in sources for _, code in find_peoples(source.text, source.language)}
    said = find_peoples(claim.text, claim.language)
    if not spoken or spoken & {code for _, code in said}:
        return
    for written, code in said:
        if code not in countries:
            yield code, written
