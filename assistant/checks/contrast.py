"""Contrast: no "not" gained or lost, and no word replaced by its opposite.

Two turns cancel out: "was rejected" and "was not approved" agree. Where only some of a source's
clauses are negated, a claim without "not" may be about the others; their meaning decides.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.checks.amounts import find_amounts
from assistant.checks.dates import find_dates
from assistant.checks.lexicon import lexicon
from assistant.checks.records import Claim, Finding, Source
from assistant.checks.times import find_times

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""Cosines of one text with each of several texts."""

# Of cosine, by multilingual-e5-small. Of the tune pairs without the "not" that some clause of their
# source has, the true ones lay at .018 to .049, the changed ones (no opposites among them) at
# -.11 to .013, and one at .029.
CLEARLY_CLOSER = 0.015

_CLAUSE_SIGNS = r"[;:–—。;،,]\s*|,(?!\d)\s*"
_CONJUNCTIONS = {
    "cs": "a|ale",
    "de": "und|aber|sondern",
    "en": "and|but",
    "es": "y|pero|sino",
    "fr": "et|mais",
    "it": "e|ma",
    "nl": "en|maar",
    "pl": "i|a|ale|lecz",
    "pt": "e|mas",
    "ru": "и|но|а",
    "sv": "och|men",
    "tr": "ve|ama",
    "uk": "і|й|та|але|а",
}
_WORDS_OF_A_CLAUSE = 3
_NAME = re.compile(r"(?<=[\w,] )[^\W\d_][^\W\d_A-Z]")  # Nemecko, Newport: no Czech "not" (ne-)
_WORDS_OF_AN_ATTRIBUTION = 12


def check_contrast(claim: Claim, sources: Sequence[Source], similarity: Similarity) -> Finding:
    """Hold the claim for what its sources are for, and against what they are against."""
    words = lexicon("negations")
    languages = words.languages
    if claim.language not in languages or any(s.language not in languages for s in sources):
        return Finding()
    said = _read(claim.text, claim.language)
    held = _Turns.of([_read(source.text, source.language) for source in sources])
    compared, missed, reasons = [*said.words], [], []
    opposed = [
        (word, concept)
        for concept, word in said.sides.items()
        if concept not in held.sides
        and any(other in held.sides and other not in said.sides for other in _others(concept))
    ]
    lost = bool(held.negated) and not said.negated
    gained = bool(said.negated) and not held.negated
    if len(opposed) == 1 and (gained or (lost and _negates(sources, opposed[0][1]))):
        return Finding(tuple(compared))  # two turns cancel out
    if lost:
        lost = not _leaves_out_the_negated(claim, sources, similarity)
    if gained:
        missed.append(said.negated[0])
        reasons.append(f"“{said.negated[0]}” is in no source")
    if lost:
        missed.append(held.negated[0])
        reasons.append(f"“{held.negated[0]}” of the source is lost")
    for word, concept in opposed:
        missed.append(word)
        reasons.append(f"“{word}” is the opposite of the source ({concept.split('/')[0]})")
    if said.without and not (held.without or held.negated):
        missed.append(said.without[0])
        reasons.append(f"“{said.without[0]}” is in no source")
    return Finding(tuple(compared), tuple(missed), tuple(reasons))


@dataclass(frozen=True, slots=True)
class _Turns:
    """The words of a text that turn its meaning: "not", "without", and sides of opposites."""

    negated: tuple[str, ...]
    without: tuple[str, ...]
    sides: dict[str, str]

    @property
    def words(self) -> tuple[str, ...]:
        return (*self.negated, *self.without, *self.sides.values())

    @classmethod
    def of(cls, parts: Sequence["_Turns"]) -> "_Turns":
        sides = {concept: word for part in parts for concept, word in part.sides.items()}
        return cls(
            tuple(word for part in parts for word in part.negated),
            tuple(word for part in parts for word in part.without),
            sides,
        )


def _read(text: str, language: str) -> _Turns:
    terms = [
        (term.concept, text[term.start : term.end])
        for term in lexicon("negations").find(text, language)
        if not (text[term.start].isupper() and _NAME.match(text, term.start))
    ]
    sides = {
        term.concept: text[term.start : term.end]
        for term in lexicon("opposites").find(text, language)
    }
    return _Turns(
        tuple(word for concept, word in terms if concept == "not"),
        tuple(word for concept, word in terms if concept == "without"),
        sides,
    )


def _others(concept: str) -> Iterator[str]:
    pair = concept.split("/", maxsplit=1)[0]
    for other in lexicon("opposites").concepts:
        if other != concept and other.split("/")[0] == pair:
            yield other


def _negates(sources: Sequence[Source], concept: str) -> bool:
    """Tell whether a source has the opposite of ``concept`` in a negated clause."""
    clauses = (_read(clause, s.language) for s in sources for clause in _clauses(s))
    return any(clause.negated and set(_others(concept)) & set(clause.sides) for clause in clauses)


def _leaves_out_the_negated(
    claim: Claim, sources: Sequence[Source], similarity: Similarity
) -> bool:
    """Tell whether the claim is about those clauses alone that are not negated.

    If it is, then they are closer to it in meaning than the negated ones, and than all together;
    or every part of the claim has a number or a day, and they hold these, the negated ones none.
    """
    positive: list[str] = []
    negated: list[str] = []
    figures: dict[bool, set[object]] = {True: set(), False: set()}
    for source in sources:
        for clause in _clauses(source):
            turned = bool(_read(clause, source.language).negated)
            figures[turned] |= _figures(clause, source.language)
            if turned:
                negated.append(clause)
            elif not _is_attribution(clause, source.language):
                positive.append(clause)
    if not positive:
        return False
    whole = " ".join(source.text for source in sources)
    others = similarity(claim.text, [whole, " ".join(negated), " ".join(positive)])
    said = _figures(claim.text, claim.language)
    parts = re.split(_pattern(claim.language), claim.text)
    anchored = all(_has_figure(part, claim.language) for part in parts if len(part.split()) > 1)
    if anchored and said & figures[False] and not said & figures[True]:
        return others[2] >= others[1]
    return others[2] >= max(others[0], others[1]) + CLEARLY_CLOSER


def _figures(text: str, language: str) -> set[object]:
    """Return the values of a text's amounts, and its dates and times of day."""
    found: set[object] = {
        value for amount in find_amounts(text, language) for value in amount.values
    }
    found |= {(said.day, said.month) for said in find_dates(text, language)}
    return found | {minute for time in find_times(text) for minute in time.minutes}


def _has_figure(part: str, language: str) -> bool:
    weekdays = lexicon("weekdays").find(part, language)
    return bool(weekdays) or any(map(str.isdigit, part)) or bool(find_amounts(part, language))


def _is_attribution(clause: str, language: str) -> bool:
    """Tell whether a clause only says who speaks: "said chief executive Nadia Farrow"."""
    sayings = lexicon("sayings").find(clause, language)
    return bool(sayings) and len(clause.split()) <= _WORDS_OF_AN_ATTRIBUTION


def _pattern(language: str) -> str:
    conjunctions = _CONJUNCTIONS.get(language)
    return _CLAUSE_SIGNS + (rf"|\s+(?:{conjunctions})\s+" if conjunctions else "")


def _clauses(source: Source) -> list[str]:
    parts: list[str] = []
    for part in re.split(_pattern(source.language), source.text):
        if parts and len(part.split()) < _WORDS_OF_A_CLAUSE:
            parts[-1] = f"{parts[-1]} {part}"
        elif part.strip():
            parts.append(part)
    return parts
