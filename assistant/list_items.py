"""List items: what a sentence enumerates, and which of it an answer leaves out."""

import re
from collections.abc import Sequence

from assistant.names import acronyms, missing_names, names

_FEWEST_ITEMS = 3
_TITLES = frozenset({"Prof", "Dr", "Mr", "Mrs", "Ms", "Frau", "Herr", "Mme", "MM", "Sir"})
_ITEM = r"[^,;:.!?()]{2,80}?"
_LAST = (
    r"(?:,?\s(?:und|sowie|and|or|et|ainsi que|y|e|ed|i|oraz|en|och|og|a|și|és|ja|и|та|і|und das)\s)"
)
_ENUMERATION = re.compile(rf"{_ITEM}(?:,\s{_ITEM})+{_LAST}[^,;:.!?()]{{2,80}}")
_FULL_STOP_IN_A_NAME = re.compile(r"(?<=\w)\.(?=\w)")
_DOT = "\u2024"  # stands for it while sentences are taken apart


def enumerated(text: str) -> tuple[str, ...]:
    """Return the items of the longest enumeration in a sentence, ``()`` where there is none."""
    undotted = _FULL_STOP_IN_A_NAME.sub(_DOT, text)
    found = (re.split(rf",\s|{_LAST}", match[0]) for match in _ENUMERATION.finditer(undotted))
    items = max(found, key=len, default=[])
    kept = tuple(item.replace(_DOT, ".").strip() for item in items if item.strip())
    return kept if len(kept) >= _FEWEST_ITEMS else ()


def left_out(answer: str, sources: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the enumerated names of the sources that an answer to "which …?" leaves out.

    ``sources`` are texts with their languages. Only items with a name of their own can be looked
    for in another language; where an answer has none of an enumeration, it is about something else.
    """
    missing: list[str] = []
    for text, language in sources:
        named = [(item, name) for item in enumerated(text) if (name := _own_name(item, language))]
        absent = [item for item, name in named if missing_names([name], answer)]
        if len(absent) < len(named):
            missing += absent
    return tuple(dict.fromkeys(missing))


def _own_name(item: str, language: str) -> str | None:
    """Return the first name or acronym of an item that is no title; what follows may be else's."""
    found = {*names(f"– {item}", language), *acronyms(item)} - _TITLES
    return min(found, key=item.find, default=None)
