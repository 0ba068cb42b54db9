"""The same name: inflected, in a compound, in another script, or short for another.

"Jana" is Jan, "Nobla" Nobel, "Ilmtal" stands in "Ilmtalbrücke", "UE" for "Europäische Union".
"""

import re
from collections.abc import Sequence

from assistant.checks.lexicon import lexicon
from assistant.checks.named import WORD
from assistant.checks.records import Claim, Source
from assistant.checks.sound import same_sound
from assistant.checks.titles import is_ordinary
from assistant.names import acronyms, fold, missing_names

_SHORTEST_STEM = 4
_SHORTEST_NAME = 3
_LONGEST_ENDING = 2
_FLEETING_VOWELS = frozenset({"bg", "cs", "hr", "pl", "ru", "sk", "sl", "uk"})
_FLEETING = re.compile(r"(?<=[^\W\d_]{2})i?e(?=[^aeiou\W\d_]$)")
_ENDING = re.compile(r"(?<=[^\W\d_]{3})(?:a|u|ovi|em|om|ie|e|i)$")


def is_named(word: str, known: str, language: str) -> bool:
    """Tell whether ``known`` has the word, inflected, in a compound, or in another script."""
    first, *others = word.split("-")
    if others and not acronyms(first):  # Saint-Malo is not Saint-Aubin
        return fold(word) in fold(known) or all(
            is_ordinary(part, language) or is_named(part, known, language)
            for part in (first, *others)
            if part
        )
    if not missing_names([word], known) or same_sound(word, known):
        return True
    folded = fold(word)
    for token in map(fold, WORD.findall(known)):
        short = len(token) >= _SHORTEST_NAME and folded.startswith(token)
        if short and len(folded) - len(token) <= _LONGEST_ENDING:
            return True  # Jana, of Jan
        if len(folded) > _SHORTEST_STEM and token.startswith(folded):
            return True  # Ilmtal, in Ilmtalbrücke
        if language in _FLEETING_VOWELS and _without_fleeting(token) == _without_ending(folded):
            return True  # Nobla, of Nobel
    return False


def _without_fleeting(name: str) -> str:
    """Return a name without the e before its last consonant, which Slavic endings drive out."""
    return _FLEETING.sub("", name)


def _without_ending(word: str) -> str:
    return _ENDING.sub("", word)


def is_short_for_another(word: str, claim: Claim, sources: Sequence[Source]) -> bool:
    """Tell whether an acronym is translated, or its full name is the source's: "UE" for "EU"."""
    bodies = lexicon("acronyms")
    said = {term.concept for term in bodies.find(word, claim.language)}
    return bool(said) and any(
        term.concept in said
        for source in sources
        for term in bodies.find(source.around, source.language)
    )
