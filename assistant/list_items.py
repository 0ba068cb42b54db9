"""List items: what a sentence enumerates, and which of it an answer leaves out."""

import re
from collections.abc import Sequence

from assistant.names import acronyms, missing_names, names

_FEWEST_ITEMS = 3
_TITLES = frozenset({"Prof", "Dr", "Mr", "Mrs", "Ms", "Frau", "Herr", "Mme", "MM", "Sir"})
_MOST_WORDS = 6  # of an item but the first and the last, where the sentence begins and goes on
_ITEM = r"[^,;:.!?()]{2,80}?"
# What stands before the last item, by language; "a" is Czech for "and", and English for "one".
_CONJUNCTIONS = {
    "cs": "a|i|nebo",
    "da": "og|eller|samt",
    "de": "und|sowie|oder",
    "en": "and|or|as well as",
    "es": "y|e|o",
    "fi": "ja|sekä|tai",
    "fr": "et|ainsi que|ou",
    "hu": "és|valamint|vagy",
    "it": "e|ed|o|nonché",
    "nl": "en|of|alsook",
    "no": "og|eller|samt",
    "pl": "i|oraz|lub|a także",
    "pt": "e|ou|bem como",
    "ro": "și|precum și|sau",
    "ru": "и|а также|или",
    "sk": "a|i|alebo",
    "sv": "och|samt|eller",
    "uk": "і|та|й|або",
}
_FULL_STOP_IN_A_NAME = re.compile(r"(?<=\w)\.(?=\w)")
_DOT = "\u2024"  # stands for it while sentences are taken apart


def enumerated(text: str, language: str) -> tuple[str, ...]:
    """Return the items of the longest enumeration in a sentence, ``()`` where there is none."""
    if language not in _CONJUNCTIONS:
        return ()
    last = rf"(?:,?\s(?:{_CONJUNCTIONS[language]})\s)"
    enumeration = rf"{_ITEM}(?:,\s{_ITEM})+{last}[^,;:.!?()]{{2,80}}"
    undotted = _FULL_STOP_IN_A_NAME.sub(_DOT, text)
    longest: list[str] = []
    for found in re.finditer(enumeration, undotted):
        items = [item.strip() for item in re.split(rf",\s|{last}", found[0]) if item.strip()]
        short = all(len(item.split()) <= _MOST_WORDS for item in items[1:-1])
        longest = max(longest, items, key=len) if short else longest
    items = longest if len(longest) >= _FEWEST_ITEMS else []
    return tuple(item.replace(_DOT, ".") for item in items)


def left_out(answer: str, sources: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the enumerated names of the sources that an answer to "which …?" leaves out.

    ``sources`` are texts with their languages. Only items with a name of their own can be looked
    for in another language; where an answer has none of an enumeration, it is about something else.
    """
    missing: list[str] = []
    for text, language in sources:
        named = [
            (item, name)
            for item in enumerated(text, language)
            if (name := _own_name(item, language))
        ]
        absent = [item for item, name in named if missing_names([name], answer)]
        if len(absent) < len(named):
            missing += absent
    return tuple(dict.fromkeys(missing))


def _own_name(item: str, language: str) -> str | None:
    """Return the first name or acronym of an item that is no title; what follows may be else's."""
    found = {*names(f"– {item}", language), *acronyms(item)} - _TITLES
    return min(found, key=item.find, default=None)
