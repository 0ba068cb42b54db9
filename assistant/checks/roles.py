"""Roles: who holds an office in a source holds it in the claim, and nobody who stands near by.

"Consul General Spinoza and the French representatives Le Voyer and Alliez": whoever says that the
consul general is Le Voyer has taken the one for the other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.checks.clauses import rough_sentences
from assistant.checks.lexicon import Term, lexicon, read_words
from assistant.checks.people import PERSON, last_name_of
from assistant.checks.records import Claim, Finding, Source
from assistant.checks.same_name import is_named

_TEXTS_KEPT = 512
_BEHIND = re.compile(rf"\s{PERSON}")  # "Consul General Jérôme Spinoza"
# "Jérôme Spinoza, French consul general": no capital stands between.
_BEFORE = re.compile(rf"{PERSON},\s(?:[a-zß-ÿ]+\s){{0,3}}$")
_SET_BEFORE = re.compile(rf"{PERSON}\s$")  # "Jérôme Spinoza is …"
_ARTICLE = r"(?:an?|the|d(?:as|e[nr]?|ie)|eine?|het|l[ae]|el|il|lo|o|un[aeo]?)\s|l[’']"
_LEADS_ON = re.compile(rf"\s(?:(?:{_ARTICLE})(?:[^\W\d_]+\s)?)?")  # "is", "is the", "is the French"
_REACH = 60  # characters between an office and the verb that sets somebody in it
# Offices that are called the same wherever they are told: no office of one is another one.
_CERTAIN = frozenset(
    {"ambassador", "consul general", "mayor", "minister", "premier", "rector", "state secretary"}
)
_CHIEF = "chief executive"
# Offices of one house, each somebody else's.
_OF_A_HOUSE = frozenset(
    {
        _CHIEF,
        "chief financial officer",
        "chief technology officer",
        "commercial director",
        "deputy director",
        "spokesperson",
    }
)


@dataclass(frozen=True, slots=True)
class _Holder:
    """Somebody, by the last name and as written, and the office that a text sets beside them."""

    role: str
    last_name: str
    person: str


def check_roles(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Nobody of the claim holds an office in which a source has somebody else."""
    compared, missed, reasons = [], [], []
    for said, rightly, holds in _compared(claim, sources):
        compared.append(said.person)
        if not holds:
            missed.append(said.person)
            reasons.append(f"the source has {rightly} in that office, not {said.person}")
    for said in _untold(claim, sources):
        missed.append(said.person)
        reasons.append(f"the source does not call {said.person} {said.role}")
    for person, leader in _led_by_another(claim, sources):
        missed.append(person)
        reasons.append(f"the release calls {leader} chief executive, not {person}")
    for said, other in _of_another_office(claim, sources):
        missed.append(said.person)
        reasons.append(f"the source calls {said.person} {other}, not {said.role}")
    return Finding(tuple(dict.fromkeys(compared)), tuple(missed), tuple(reasons))


def misplaced(claim: Claim, sources: Sequence[Source]) -> tuple[str, str] | None:
    """Return whom a claim set in an office of somebody else, and who holds it, as written.

    ``None`` where nobody is, or the question names them.
    """
    for said, rightly, holds in _compared(claim, sources):
        if not holds and not is_named(said.last_name, claim.question, claim.language):
            return said.person, rightly
    return None


def _compared(claim: Claim, sources: Sequence[Source]) -> Iterator[tuple[_Holder, str, bool]]:
    """Yield whom a claim sets in an office, who a source says holds it, and if that is the same.

    The other is named as fully as the source's passage does.
    """
    for said in _told(claim.text, claim.language):
        for source in sources:
            told = [each for each in holders(source.text, source.language) if _same(said, each)]
            if not told or not is_named(said.last_name, source.around, claim.language):
                continue
            known = [
                each
                for each in (*told, *holders(source.whole, source.language))
                if _same(said, each)
            ]
            full = [each.person for each in known if each.last_name == told[0].last_name]
            holds = any(is_named(said.last_name, each.person, claim.language) for each in known)
            yield said, max(full, key=len), holds


def _untold(claim: Claim, sources: Sequence[Source]) -> Iterator[_Holder]:
    """Yield whom a claim sets in an office that no source tells, nor a sentence about them."""
    offices = read_words("roles", "role")
    for said in _told(claim.text, claim.language):
        judged = said.role in _CERTAIN and all(
            source.language in offices[said.role] for source in sources
        )
        if judged and not any(_tells(source, said, claim.language) for source in sources):
            yield said


def _of_another_office(claim: Claim, sources: Sequence[Source]) -> Iterator[tuple[_Holder, str]]:
    """Yield whom a claim sets in an office of a house, and the other one that the sources tell."""
    for said in _told(claim.text, claim.language):
        held = {
            each.role
            for source in sources
            for text in (source.around, source.whole)
            for each in holders(text, source.language)
            if is_named(said.last_name, each.person, claim.language)
        }
        if said.role in _OF_A_HOUSE and held & _OF_A_HOUSE and said.role not in held:
            yield said, min(held & _OF_A_HOUSE)


def _led_by_another(claim: Claim, sources: Sequence[Source]) -> Iterator[tuple[str, str]]:
    """Yield who leads in a claim, and who does as the release tells, if the source tells of none.

    "Tom Roth leads it" for what Mayor Tom Roth says, where Ada Beer is the chief executive.
    """
    if not lexicon("leads", "asked").find(claim.question, claim.language):
        return
    for match in re.finditer(PERSON, claim.text):
        person = match["person"]
        name = last_name_of(person, claim.language)
        if name is None:
            continue
        for source in sources:
            leads = lexicon("leads", "lead").find(source.text, source.language)
            told = holders(f"{source.around}\n{source.whole}", source.language)
            chiefs = [each.person for each in told if each.role == _CHIEF]
            named = any(is_named(name, chief, claim.language) for chief in chiefs)
            if chiefs and is_named(name, source.text, claim.language) and not (leads or named):
                yield person, chiefs[0]


def _tells(source: Source, said: _Holder, language: str) -> bool:
    about = (
        sentence
        for sentence in rough_sentences(f"{source.around}\n{source.whole}")
        if is_named(said.last_name, sentence, language)
    )
    return any(
        term.concept == said.role
        for text in (source.text, *about)
        for term in lexicon("roles", "role").find(text, source.language)
    )


@lru_cache(maxsize=_TEXTS_KEPT)
def holders(text: str, language: str) -> tuple[_Holder, ...]:
    """Return who stands beside an office, right behind it or before it with a comma."""
    found = []
    for term in lexicon("roles", "role").find(text, language):
        match = _BEHIND.match(text, term.end)
        holder = _holder(term, match, language)
        if holder is None:
            holder = _holder(term, _BEFORE.search(text[: term.start]), language)
        if holder is not None:
            found.append(holder)
    return tuple(found)


def _told(text: str, language: str) -> Iterator[_Holder]:
    """Yield whom a claim sets in an office: beside it, or by a verb ("the mayor is Ann Lee")."""
    yield from holders(text, language)
    verbs = lexicon("roles", "verb").find(text, language)
    for term in lexicon("roles", "role").find(text, language):
        if _holder(term, _BEHIND.match(text, term.end), language) is not None:
            continue  # whose it is has been told
        for verb in verbs:
            if 0 <= verb.start - term.end <= _REACH:
                holder = _holder(term, _BEHIND.match(text, verb.end), language)
            elif verb.end < term.start and _LEADS_ON.fullmatch(text[verb.end : term.start]):
                holder = _holder(term, _SET_BEFORE.search(text[: verb.start]), language)
            else:
                continue
            if holder is not None:
                yield holder


def _holder(term: Term, match: re.Match[str] | None, language: str) -> _Holder | None:
    """Return who is named in a match, unless its words are titles or nouns."""
    if match is None:
        return None
    name = last_name_of(match["person"], language)
    return _Holder(term.concept, name, match["person"]) if name else None


def _same(one: _Holder, other: _Holder) -> bool:
    return one.role == other.role
