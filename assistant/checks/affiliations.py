"""Affiliations: who stands for which house where a source sets houses in brackets after people.

"Matthias Schmitz (Southwest X), Charlotte Peyrat-Vaganay (Inria)": whoever says that Schmitz spoke
for Inria has taken the neighbour's house.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.checks.people import names_in
from assistant.checks.records import Claim, Finding, Source
from assistant.checks.same_name import is_named

_NAME = r"[^\W\d_a-zß-ÿ](?:[\w’'-]|\.(?![a-zß-ÿ]))*"  # "Schepers.diskutierten" is two words
_PERSON = rf"{_NAME}(?:\s(?:(?:de|du|la|le|van|von|der|den|di|da)\s)*{_NAME})+"
_IN_BRACKETS = re.compile(rf"(?P<person>{_PERSON})\s\((?P<house>[^()\d]{{2,60}})\)")
_FEWEST = 2  # of one there is none to be mistaken for


@dataclass(frozen=True, slots=True)
class _Affiliation:
    """A person, as written and by the last name, and the house in the brackets behind.

    ``names`` are the words of the house that are names in every language, if it has any.
    """

    person: str
    last_name: str
    house: str
    names: tuple[str, ...]


def check_affiliations(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Nobody of the claim is set beside the house that a source gives to somebody else."""
    compared, missed, reasons = [], [], []
    for source in sources:
        said, houses = _told_of(claim, source)
        if not said or not houses:
            continue
        compared += [each.last_name for each in said]
        if any(each in said for each in houses):
            continue
        missed.append(said[0].last_name)
        reasons.append(f"the source sets {houses[0].house} beside {houses[0].person}")
    return Finding(tuple(dict.fromkeys(compared)), tuple(missed), tuple(reasons))


def mistaken(claim: Claim, sources: Sequence[Source]) -> tuple[str, str] | None:
    """Return whom, or which house, a claim took for another, and the right one, as written.

    What the question names is right; ``None`` where it names both or neither.
    """
    for source in sources:
        said, houses = _told_of(claim, source)
        if not said or not houses or any(each in said for each in houses):
            continue
        person, house = said[0], houses[0]
        asked_who = _has(claim.question, claim.language, house.names)
        asked_where = _has(claim.question, claim.language, (person.last_name,))
        if asked_who and not asked_where:
            return person.person, house.person
        if asked_where and not asked_who:
            return house.house, person.house
    return None


def _told_of(claim: Claim, source: Source) -> tuple[list[_Affiliation], list[_Affiliation]]:
    """Return the affiliations of people whom a claim names, and those of houses that it names."""
    told = list(_affiliations(source))
    if len(told) < _FEWEST:
        return [], []
    return (
        [each for each in told if _has(claim.text, claim.language, (each.last_name,))],
        [each for each in told if each.names and _has(claim.text, claim.language, each.names)],
    )


def _affiliations(source: Source) -> Iterator[_Affiliation]:
    for match in _IN_BRACKETS.finditer(source.text):
        names = names_in(match["house"], source.language)
        person = match["person"]
        yield _Affiliation(person, person.split()[-1], match["house"], names)


def _has(text: str, language: str, names: Sequence[str]) -> bool:
    return all(is_named(name, text, language) for name in names)
