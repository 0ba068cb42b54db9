"""The same name: inflected, in a compound, in another script, or short for another.

"Jana" is Jan, "Nobla" Nobel, "Ilmtal" stands in "Ilmtalbrücke", "UE" for "Europäische Union".
"""

import re
from collections.abc import Sequence

from assistant.checks.lexicon import lexicon
from assistant.checks.named import WORD, find_names
from assistant.checks.records import Claim, Source
from assistant.checks.sound import same_sound
from assistant.checks.titles import is_ordinary
from assistant.names import acronyms, fold, missing_names

_SHORTEST_STEM = 4
_SHORTEST_NAME = 3
_LONGEST_ENDING = 2
_TWO_SHORT = re.compile(r"(\w\w)[aeiou] \1[aeiou]")  # names of three letters: "eva evi"
_ROAD = re.compile(r"\b([A-Z]{1,3})\s(\d)")
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
    known = _ROAD.sub(r"\1\2", known)  # "A 45", "A45"
    if not missing_names([word], known) or same_sound(word, known):
        return True
    folded = fold(word)
    return any(_is_form(folded, token, language) for token in map(fold, WORD.findall(known)))


def new_names(claim: Claim) -> tuple[str, ...]:
    """Return the names of a claim that its question lacks, each once, in order."""
    found = dict.fromkeys(name.word for name in find_names(claim.text, claim.language))
    return tuple(name for name in found if not is_named(name, claim.question, claim.language))


def _is_form(word: str, name: str, language: str) -> bool:
    """Tell whether a word is a form of a name that is more than its own letters and an ending."""
    return (
        # Jana, of Jan
        (
            (len(name) >= _SHORTEST_NAME and word[: len(name)] == name)
            and len(word) - len(name) <= _LONGEST_ENDING
        )
        # Ewa, Ewy
        or _TWO_SHORT.fullmatch(f"{word} {name}") is not None
        # Ilmtal, in Ilmtalbrücke
        or (len(word) > _SHORTEST_STEM and name.startswith(word))
        # Nobla, of Nobel
        or (language in _FLEETING_VOWELS and _without_fleeting(name) == _without_ending(word))
    )


def _without_fleeting(name: str) -> str:
    """Return a name without the e before its last consonant, which Slavic endings drive out."""
    return _FLEETING.sub("", name)


def _without_ending(word: str) -> str:
    return _ENDING.sub("", word)


def is_short_for_another(word: str, claim: Claim, sources: Sequence[Source]) -> bool:
    """Tell whether an acronym is translated, or its full name is the source's: "UE" for "EU"."""
    bodies = lexicon("acronyms")
    said = bodies.told_in(word, claim.language)
    return bool(said) and any(
        term.concept in said
        for source in sources
        for term in bodies.find(source.around, source.language)
    )
