"""Affiliations: who stands for which house where a source sets houses in brackets after people.

"Matthias Schmitz (Southwest X), Charlotte Peyrat-Vaganay (Inria)": whoever says that Schmitz spoke
for Inria has taken the neighbour's house.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.checks.named import WORD
from assistant.checks.records import Claim, Finding, Source
from assistant.checks.same_name import is_named
from assistant.checks.titles import is_ordinary

_NAME = r"[^\W\d_a-zß-ÿ][\w’'.-]*"
_PERSON = rf"{_NAME}(?:\s(?:(?:de|du|la|le|van|von|der|den|di|da)\s)*{_NAME})+"
_IN_BRACKETS = re.compile(rf"(?P<person>{_PERSON})\s\((?P<house>[^()\d]{{2,60}})\)")
_FEWEST = 2  # of one there is none to be mistaken for


@dataclass(frozen=True, slots=True)
class _Affiliation:
    """A person, as written and by the last name, and the house in the brackets behind.

    ``names`` are the words of the house that are names in every language.
    """

    person: str
    last_name: str
    house: str
    names: tuple[str, ...]


def check_affiliations(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Nobody of the claim is set beside the house that a source gives to somebody else."""
    compared, missed, reasons = [], [], []
    for source in sources:
        told = list(_affiliations(source))
        if len(told) < _FEWEST:
            continue
        said = [each for each in told if is_named(each.last_name, claim.text, claim.language)]
        houses = [each for each in told if _has(claim, each.names)]
        if not said or not houses:
            continue
        compared += [each.last_name for each in said]
        if any(each in said for each in houses):
            continue
        missed.append(said[0].last_name)
        reasons.append(f"the source sets {houses[0].house} beside {houses[0].person}")
    return Finding(tuple(dict.fromkeys(compared)), tuple(missed), tuple(reasons))


def _affiliations(source: Source) -> Iterator[_Affiliation]:
    for match in _IN_BRACKETS.finditer(source.text):
        names = tuple(
            name
            for name in WORD.findall(match["house"])
            if name[0].isupper() and not is_ordinary(name, source.language)
        )
        if names:
            person = match["person"]
            yield _Affiliation(person, person.split()[-1], match["house"], names)


def _has(claim: Claim, names: Sequence[str]) -> bool:
    return all(is_named(name, claim.text, claim.language) for name in names)
