"""Clauses: the parts of a sentence that may be for and against, done and planned.

A figure anchors what is said with it: what a claim says of "8.4 per cent" is held against the
clauses that have this figure.
"""

import re

from assistant.checks.amounts import find_amounts
from assistant.checks.dates import find_dates
from assistant.checks.lexicon import lexicon
from assistant.checks.times import find_times

# A bracket of six words and more is a clause of its own: "(although Edison got one of 38 …)".
_LONG_BRACKET = r"\s\((?=(?:[^\s()]+\s+){5})"
_CLAUSE_SIGNS = rf"[;–—。；،、，]\s*|[,:](?!\d)\s*|{_LONG_BRACKET}"
_CONJUNCTIONS = {
    "cs": "a|ale",
    "de": "und|aber|sondern",
    "en": "and|but",
    "es": "y|pero|sino",
    "fr": "et|mais",
    "it": "e|ma",
    "nl": "en|maar",
    "pl": "i|a|ale|lecz",
    "pt": "e|mas",
    "ru": "и|но|а",
    "sv": "och|men",
    "tr": "ve|ama",
    "uk": "і|й|та|але|а",
}
_WORDS_OF_A_CLAUSE = 3
_PART_OF_A_NAME = re.compile(r"(?<=[^\W\d_])-\d+(?!\w)")  # Meridian-2
_WORDS_OF_AN_ATTRIBUTION = 12
_SENTENCE_ENDS = re.compile(r"[.!?]\s|\n")


def rough_sentences(text: str) -> list[str]:
    """Return what stands between full stops and line ends: near enough to see what is near what."""
    return _SENTENCE_ENDS.split(text)


def clauses_of(text: str, language: str, *, fewest: int = _WORDS_OF_A_CLAUSE) -> list[str]:
    """Return the clauses of a text; what has fewer words stays with the one before."""
    parts: list[str] = []
    for part in re.split(_pattern(language), text):
        if parts and len(part.split()) < fewest:
            parts[-1] = f"{parts[-1]} {part}"
        elif part.strip():
            parts.append(part)
    return parts


def figures_of(text: str, language: str) -> frozenset[object]:
    """Return the values of a text's amounts, and its dates and times of day."""
    text = _PART_OF_A_NAME.sub("", text)
    values = [value for amount in find_amounts(text, language) for value in amount.values]
    dates = [(said.day, said.month) for said in find_dates(text, language)]
    return frozenset({*values, *dates, *(m for time in find_times(text) for m in time.minutes)})


def is_attribution(clause: str, language: str) -> bool:
    """Tell whether a clause only says who speaks: "said chief executive Nadia Farrow"."""
    sayings = lexicon("sayings").find(clause, language)
    return bool(sayings) and len(clause.split()) <= _WORDS_OF_AN_ATTRIBUTION


def _pattern(language: str) -> str:
    conjunctions = _CONJUNCTIONS.get(language)
    return _CLAUSE_SIGNS + (rf"|\s+(?:{conjunctions})\s+" if conjunctions else "")
