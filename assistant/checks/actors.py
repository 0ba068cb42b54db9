"""Actors: who gives, gets, does or says something stands where that is said.

A sentence may do without names that stand elsewhere in its passage. But where it speaks of
somebody itself, and a claim puts somebody in their place who only stands farther off, the claim
tells of the wrong one: "the government gives 11 million" for "DFKI receives 11 million".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.checks.lexicon import UNSPACED, lexicon
from assistant.checks.named import WORD, find_names
from assistant.checks.places import countries_of_adjectives, find_places
from assistant.checks.records import Claim, Finding, Source
from assistant.checks.same_name import is_named
from assistant.checks.titles import is_title
from assistant.checks.translated import WordTest, nothing_is_common
from assistant.names import acronyms

_TEXTS_KEPT = 512
_PRONOUN = "pronoun"
_WITHOUT_CAPITALS = UNSPACED | {"ar", "ko"}  # there nothing tells a name from a word
_FIRST_WORD = re.compile(r"\W*([^\W\d_]+)")
# What may lie between the parts of one actor: "Bank of Talheim", "TU Talheim", "Talheim (TUT)".
_JOINED = re.compile(r"[\s\u00a0\-‑’'.]*|\s(?:[a-zß-ÿ]{1,3}\s){1,2}(?:l['’])?|\s?\(")
_ONE_WORD = re.compile(r"\s?([^\W\d_][\w-]*)(?![\w-]|\s[^\W\d_a-zß-ÿ])")  # and no name
_AT = re.compile(r"(?:^|\s)[^\W\d_]{1,3}\s$")  # "in Talheim": where, not who
# Who speaks of the whole may mean its part, but what the one does the other need not do.
_PART_OF = {"ministry": "government"}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody at ``text[start:end]``: by name, by place, or by a kind of public body."""

    start: int
    end: int
    names: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def joined(self, other: "Actor") -> "Actor":
        """Return the actor that both are parts of."""
        return Actor(
            self.start,
            max(self.end, other.end),
            self.names | other.names,
            self.places | other.places,
            self.kinds | other.kinds,
        )


def check_actors(
    claim: Claim, sources: Sequence[Source], is_common: WordTest = nothing_is_common
) -> Finding:
    """Nobody of the claim stands in the place of those whom its sources speak of.

    Who stands in a source, in its heading, or before it where it only refers back, is the
    source's; so is before it who only repeats the question. ``is_common`` knows words of the
    dictionary: names made of these may be translated.
    """
    if claim.language in _WITHOUT_CAPITALS:
        return Finding()
    known = frozenset[str]().union(*(names_around(source) for source in sources))
    said = find_actors(claim.text, claim.language, known)
    teller = _Teller(claim, said, is_common)
    left_out = [written for source in sources for written in teller.left_out(source)]
    compared, missed, reasons = [], [], []
    for who in said:
        written = claim.text[who.start : who.end]
        if any(_stands_in(who, claim, source, _near(source)) for source in sources) or (
            written in claim.question
            and any(_stands_in(who, claim, source, source.before) for source in sources)
        ):
            compared.append(written)
        elif left_out and any(_stands_in(who, claim, s, s.around) for s in sources):
            compared.append(written)
            missed.append(written)
            reasons.append(f"the source speaks of {left_out[0]} here, not of {written}")
    return Finding(tuple(compared), tuple(missed), tuple(reasons))


def names_around(source: Source) -> frozenset[str]:
    """Return the names of a source's passage, as a sentence's first word does not tell a name."""
    return frozenset(name.word for name in find_names(source.around, source.language))


@lru_cache(maxsize=_TEXTS_KEPT)
def find_actors(text: str, language: str, known: frozenset[str] = frozenset()) -> tuple[Actor, ...]:
    """Return whom ``text`` speaks of, in order: names, places that act, public bodies.

    Words of ``known`` are names wherever they stand.
    """
    found: list[Actor] = []
    for part in sorted(_parts(text, language, known), key=lambda part: part.start):
        if found and _JOINED.fullmatch(text[found[-1].end : max(part.start, found[-1].end)]):
            found[-1] = found[-1].joined(part)
        else:
            found.append(part)
    return tuple(
        who for who in found if who.names or who.kinds or not _AT.search(text[: who.start])
    )


def _parts(text: str, language: str, known: frozenset[str]) -> Iterator[Actor]:
    for name in find_names(text, language):
        yield Actor(name.start, name.end, names=frozenset({name.word}))
    for match in WORD.finditer(text):
        if match[0] in known or acronyms(match[0]):
            yield Actor(*match.span(), names=frozenset({match[0]}))
    for place in find_places(text, language):
        yield Actor(place.start, place.end, places=frozenset({place.key}))
    for words in ("kinds", "offices"):
        for term in lexicon(words).find(text, language):
            yield Actor(term.start, term.end, kinds=frozenset({term.concept}))


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells whether a claim speaks of the actors of a source, or may do so in other words."""

    claim: Claim
    said: Sequence[Actor]
    is_common: WordTest

    def left_out(self, source: Source) -> list[str]:
        """Return whom a source speaks of and the claim does not.

        Where a pronoun stands for one of those before, the claim must tell one of these.
        """
        found = [written for written, told in self._actors(source, source.text) if not told]
        if _stand_in(source.text, source.language) == _PRONOUN:
            before = self._actors(source, source.before)
            if not any(told for _, told in before):
                found += [written for written, _ in before]
        return found

    def _actors(self, source: Source, text: str) -> list[tuple[str, bool]]:
        """Return the actors of a text of the source, and whether the claim tells of each."""
        found = find_actors(text, source.language, names_around(source))
        written = [text[who.start : who.end] for who in found]
        told = [
            self._is_told(who, each, source.language)
            for who, each in zip(found, written, strict=True)
        ]
        return list(zip(written, told, strict=True))

    def _is_told(self, who: Actor, written: str, language: str) -> bool:
        if any(who.places & other.places or _same_kind(who, other) for other in self.said):
            return True
        if any(is_named(name, self.claim.text, language) for name in who.names):
            return True
        names = [name for other in self.said for name in other.names]
        if any(is_named(name, written, self.claim.language) for name in names):
            return True  # from another script
        if self.claim.language == language:
            return False
        return bool(who.names) and all(self.is_common(name, language) for name in who.names)


def _same_kind(who: Actor, other: Actor) -> bool:
    kinds = who.kinds | {_PART_OF[kind] for kind in who.kinds & _PART_OF.keys()}
    return bool(kinds & other.kinds)


def _stands_in(who: Actor, claim: Claim, source: Source, text: str) -> bool:
    """Tell whether a text of the source speaks of ``who``: by name, if the claim has the name."""
    if any(is_named(name, text, claim.language) for name in who.names):
        return True
    if who.places:
        there = {place.key for place in find_places(text, source.language)}
        if who.places & (there | countries_of_adjectives(text, source.language)):
            return True
    if who.names:
        return False
    kinds = {
        term.concept
        for words in ("kinds", "offices")
        for term in lexicon(words).find(text, source.language)
    }
    return bool(who.kinds & kinds)


def _near(source: Source) -> str:
    """Return the source with its speaker and heading, and what it refers back to, if it does."""
    before = source.before if _stand_in(source.text, source.language) else ""
    return "\n".join((source.text, source.speaker or "", source.heading, before))


@lru_cache(maxsize=_TEXTS_KEPT)
def _stand_in(text: str, language: str) -> str | None:
    """Return what kind of word a sentence has for those named before: "they", "the centre"."""
    first = _FIRST_WORD.match(text)
    for term in lexicon("stand_ins").find(text, language):
        nameless = _ONE_WORD.match(text, term.end)
        if (
            term.concept == _PRONOUN
            or (term.concept == "first" and first and first.start(1) == term.start)
            or (term.concept == "article" and nameless and is_title(nameless[1], language))
        ):
            return term.concept
    return None
