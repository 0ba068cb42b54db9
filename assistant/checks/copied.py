"""Copied words: an answer in one language is not mixed with words of its source's.

"Lefevre publicó su französische Übersetzung" is no Spanish. Small models write so. Names of the
source stay as they are, also those with small letters in them ("Institut für angewandte Optik").
"""

import re
from collections.abc import Sequence

from assistant.checks.records import Claim, Finding, Source
from assistant.languages import language_name
from documents.language import LANGUAGES, likelihood

# Of 77 words that true statements in one language share with a source in another, one would be
# taken for a copy; "insgesamt" and "außerhalb" are at 0 and above .95.
_OF_THE_SOURCE, _OF_THE_CLAIM = 0.8, 0.05  # probabilities, by a word's letters
_SHORTEST = 4  # letters; shorter words are alike in many languages
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[„“«\"].*?[“”»\"]")


def check_copied(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Hold that no word is copied from a source in another language, but in names and quotes."""
    asked = set(_WORD.findall(claim.question))
    words = list(_WORD.finditer(claim.text))
    quoted = [quote.span() for quote in _QUOTED.finditer(claim.text)]
    copied: dict[str, str] = {}
    for source in sources:
        if source.language == claim.language or not {source.language, claim.language} <= LANGUAGES:
            continue
        known = set(_WORD.findall(source.text)) - asked
        for place, word in enumerate(words):
            if (
                word[0] in known
                and _is_foreign(word[0], claim.language, source.language)
                and not _is_in_a_name(claim.text, words, place, source.text)
                and not any(start < word.start() < end for start, end in quoted)
            ):
                copied[word[0]] = f"“{word[0]}” is {language_name(source.language)}"
    return Finding((), tuple(copied), tuple(copied.values()))


def _is_foreign(word: str, own: str, other: str) -> bool:
    return (
        word.islower()
        and len(word) >= _SHORTEST
        and likelihood(word, other) >= _OF_THE_SOURCE
        and likelihood(word, own) <= _OF_THE_CLAIM
    )


def _is_in_a_name(text: str, words: Sequence[re.Match[str]], place: int, source: str) -> bool:
    """Tell whether words around this one, from one with a capital to another, are the source's."""
    first = last = place
    while first > 0 and not words[first][0][0].isupper():
        first -= 1
    while last < len(words) - 1 and not words[last][0][0].isupper():
        last += 1
    name = text[words[first].start() : words[last].end()]
    ends = words[first][0][0].isupper() and words[last][0][0].isupper()
    return ends and name in source and not re.search(r"[,;:.!?]", name)
