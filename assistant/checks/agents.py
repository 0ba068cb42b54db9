"""Agents: who is said to have done something has done it, and not who stands near by.

"Ann Lee opened the debate on ports. Moderated by Tom Reed, …": whoever says that Ann Lee moderated
the debate takes a sentence about one thing for another. The statement's own source does not have
the word, and the passage has it of somebody else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.checks.lexicon import lexicon
from assistant.checks.named import WORD
from assistant.checks.people import PERSON, last_name_of, names_in
from assistant.checks.places import find_places
from assistant.checks.records import Claim, Finding, Source
from assistant.checks.same_name import is_named, new_names
from assistant.names import fold, shared_start

# What was done is told by a participle, small unless it begins the sentence ("Moderiert von …").
_PARTICIPLES = {
    "da": "et|t|ede",
    "de": "t|en",
    "en": "ed|en|t|un",
    "es": "[ai]d[oa]s?|t[oa]s?|h[oa]s?",
    "fr": "[éiut]e?s?",
    "it": "[aiu]t[oaie]|[st]t[oaie]|s[oaie]",
    "nl": "d|t|en",
    "no": "et|t|dd",
    "pl": "[nt][yaei]|[nt]ego|[nt]ej",
    "pt": "[ai]d[oa]s?|t[oa]s?",
    "sv": "[adt]d|t|na",
}
_LAST_WORD = re.compile(r"([^\W\d_]{5,})\s$")
_BEGINS = re.compile(r"(?:^|[.!?:»“”\"]\s?)$")
_BY = re.compile(rf"\s(?:[a-zß-ÿ]{{1,4}}\s)?{PERSON}")
# "Karger.diskutierten Ada": a full stop without its blank, and no part of the name.
_GLUED = re.compile(r"(?<=[a-zß-ÿ]{2})\.[a-zß-ÿ].*$")
_SHORTEST = 5  # letters that two forms of a verb share
_SHARE = 0.5  # of the longer one: "moderierte", "moderated"
_GERMAN_PREFIX = "ge"


@dataclass(frozen=True, slots=True)
class _Deed:
    """What was done, and who did it, both as written."""

    word: str
    person: str

    @property
    def agent(self) -> str:
        """The last name of who did it."""
        return self.person.split()[-1]


def check_agents(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Nobody of the claim did what its passage says that others did, and its own source doesn't."""
    compared, missed, reasons = [], [], []
    for name, deeds, taken in _compared(claim, sources):
        compared.append(name)
        if taken:
            missed.append(name)
            whose = "and no more" if deeds[0].agent == name else f"not of {name}"
            reasons.append(f"“{deeds[0].word}” is said of {deeds[0].agent}, {whose}")
    return Finding(tuple(dict.fromkeys(compared)), tuple(dict.fromkeys(missed)), tuple(reasons))


def misattributed(claim: Claim, sources: Sequence[Source]) -> tuple[str, str] | None:
    """Return who a claim says did what another did, and that other, as written.

    ``None`` where the claim is right, or the passage says it of several.
    """
    for name, deeds, taken in _compared(claim, sources):
        if taken and len({deed.agent for deed in deeds}) == 1 and deeds[0].agent != name:
            for match in re.finditer(PERSON, claim.text):
                if last_name_of(match["person"], claim.language) == name:
                    return match[0], deeds[0].person
    return None


def _compared(
    claim: Claim, sources: Sequence[Source]
) -> Iterator[tuple[str, Sequence[_Deed], bool]]:
    """Yield who is told of by the claim, what the passage says was done so, and if by others."""
    people = new_names(claim)
    words = [fold(word) for word in WORD.findall(claim.text)] if people else []
    for source in sources:
        own = [fold(word) for word in WORD.findall(source.text)]
        told = list(_deeds(source)) if words else []
        for said in words if told else ():
            deeds = [each for each in told if _same_deed(fold(each.word), said)]
            if not deeds or any(_same_deed(said, word) for word in own):
                continue
            right = any(is_named(each.agent, claim.text, source.language) for each in deeds)
            yield people[0], deeds, not right and is_named(people[0], source.text, claim.language)
        yield from _with_another_deed(claim, source, people, told)


def _with_another_deed(
    claim: Claim, source: Source, people: Sequence[str], told: Sequence[_Deed]
) -> Iterator[tuple[str, Sequence[_Deed], bool]]:
    """Yield who is said to have discussed where the source has "moderated by" before the name."""
    said = _meetings(claim.text, claim.language)
    for deed in told if said else ():
        done = _meetings(deed.word, source.language)
        first = re.search(rf"{re.escape(deed.agent)}\s(?:\w{{1,3}}\s)?(\w+)", claim.text)
        alone = len(people) == 1 or (first and _meetings(first[1], claim.language))
        if done and deed.agent in people and alone:
            yield deed.agent, [deed], not done & said


def _meetings(text: str, language: str) -> frozenset[str]:
    """Return what a text tells that people do at a meeting."""
    return lexicon("deeds").told_in(text, language)


def _deeds(source: Source) -> Iterator[_Deed]:
    """Yield what a source's passage says was done by whom."""
    text = source.around
    for term in lexicon("agents").find(text, source.language):
        done = _done(text[: term.start], source.language)
        person = _BY.match(text, term.end)
        if done and person and not _is_place(person["person"], source.language):
            names = names_in(_GLUED.sub("", person["person"]), source.language)
            if names:
                yield _Deed(done, " ".join(names[-2:]))  # no "DFKI-Sprecher"


def _done(before: str, language: str) -> str | None:
    """Return the participle at the end of a text, as written, if there is one."""
    last = _LAST_WORD.search(before)
    if last is None:
        return None
    small = last[1][0].islower() or _BEGINS.search(before[: last.start()])
    ending = re.search(rf"(?:{_PARTICIPLES[language]})$", last[1].lower())
    return last[1] if small and ending else None


def _is_place(name: str, language: str) -> bool:
    return any(place.start == 0 for place in find_places(name, language))


def _same_deed(one: str, other: str) -> bool:
    """Tell whether two folded words are forms of one verb: "geleitet" and "leitete"."""
    return any(_alike(first, second) for first in _stems(one) for second in _stems(other))


def _stems(word: str) -> tuple[str, ...]:
    return (word, word.removeprefix(_GERMAN_PREFIX))


def _alike(first: str, second: str) -> bool:
    longer = max(len(first), len(second))
    return shared_start(first, second) >= max(_SHORTEST, round(longer * _SHARE))
