"""Contrast: no "not" gained or lost, and no word replaced by its opposite.

Two turns cancel out: "was rejected" and "was not approved" agree. Where only some of a source's
clauses are negated, a claim without "not" may be about the others; their meaning decides.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.checks.amounts import find_amounts
from assistant.checks.clauses import clauses_of, figures_of, is_attribution
from assistant.checks.lexicon import Term, lexicon
from assistant.checks.records import Claim, Finding, Source
from assistant.names import fold, shared_start

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""Cosines of one text with each of several texts."""

# Of cosine, by multilingual-e5-small. Of the tune pairs without the "not" that some clause of their
# source has, the true ones lay at .018 to .049, the changed ones (no opposites among them) at
# -.11 to .013, and one at .029.
CLEARLY_CLOSER = 0.015

# Clauses nearest to a negated one lay from .01 up; true ones, if to one at all, up to .004.
NEARER = 0.005
_DIRECTIONS = {"direction/up": "up", "amount/more": "up"} | {
    "direction/down": "down",
    "amount/less": "down",
}
_AMOUNTS = frozenset({"amount/more", "amount/less"})
_COMPARISONS = frozenset({"more than", "less than"})
_WORDS_OF_AN_ASIDE = 6
_SHORTEST = 4  # letters of a word that is the same in two texts
_REACH = 6  # characters from "more than" to its number
_NAME = re.compile(r"(?<=[\w,] )[^\W\d_][^\W\d_A-Z]")  # Nemecko, Newport: no Czech "not" (ne-)


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
        if any(other in held.sides and other not in said.sides for other in _others(concept))
        and (concept not in held.sides or _is_told_otherwise(claim, concept, sources, similarity))
    ]
    opposed = opposed or _turned_amounts(claim, sources, said)
    lost = bool(held.negated) and not (said.negated or said.instead)
    gained = bool(said.negated) and not (held.negated or held.without or held.waived)
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
    waived: tuple[str, ...]
    instead: tuple[str, ...]
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
            tuple(word for part in parts for word in part.waived),
            tuple(word for part in parts for word in part.instead),
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
        if term.concept not in _AMOUNTS or not _limits(term, text, language)
    }
    return _Turns(
        tuple(word for concept, word in terms if concept == "not"),
        tuple(word for concept, word in terms if concept == "without"),
        tuple(word for concept, word in terms if concept == "waived"),
        tuple(word for concept, word in terms if concept == "instead"),
        sides,
    )


def _limits(term: Term, text: str, language: str) -> bool:
    """Tell whether "more" is that of "more than 500", or "menos" of "pelo menos"."""
    limits = lexicon("qualifiers", "before").find(text, language)
    limit = next((each for each in limits if each.start <= term.start < each.end), None)
    if limit is None or limit.concept not in _COMPARISONS:
        return limit is not None
    return any(  # but "more than in 2024" limits nothing
        not amount.is_year and limit.end <= amount.start <= limit.end + _REACH
        for amount in find_amounts(text, language)
    )


def _others(concept: str) -> Iterator[str]:
    pair = concept.split("/", maxsplit=1)[0]
    for other in lexicon("opposites").concepts:
        if other != concept and other.split("/")[0] == pair:
            yield other


def _turned_amounts(claim: Claim, sources: Sequence[Source], said: _Turns) -> list[tuple[str, str]]:
    """Return "lower" for "3.2 per cent more": what has the figures goes up there, down here."""
    figures = figures_of(claim.text, claim.language)
    held = _Turns.of(
        [
            _read(clause, source.language)
            for source, clause in _clauses(sources)
            if figures & figures_of(clause, source.language)
        ]
    )
    here = {_DIRECTIONS[concept] for concept in said.sides if concept in _DIRECTIONS}
    there = {_DIRECTIONS[concept] for concept in held.sides if concept in _DIRECTIONS}
    if len(here) != 1 or len(there) != 1 or here == there:
        return []
    return [(word, concept) for concept, word in said.sides.items() if concept in _DIRECTIONS][:1]


def _is_told_otherwise(
    claim: Claim, concept: str, sources: Sequence[Source], similarity: Similarity
) -> bool:
    """Tell whether the sources, which have both sides, have the other one where the claim is about.

    That is where the figures stand with which the claim has the word, else in the nearest clause.
    """
    ours: list[tuple[str, frozenset[object]]] = []
    theirs: list[tuple[str, frozenset[object]]] = []
    for source, clause in _clauses(sources):
        sides = _read(clause, source.language).sides
        figures = figures_of(clause, source.language)
        if concept in sides:
            ours.append((clause, figures))
        elif any(other in sides for other in _others(concept)):
            theirs.append((clause, figures))
    if not ours or not theirs:
        return False
    parts = clauses_of(claim.text, claim.language)
    part = next((p for p in parts if concept in _read(p, claim.language).sides), claim.text)
    figures = figures_of(part, claim.language)
    if any(figures & those for _, those in ours):
        return False
    if any(figures & those for _, those in theirs):
        return True
    near, far = ([clause for clause, _ in side] for side in (theirs, ours))
    return _farther(part, near, far, similarity) > 0


def _negates(sources: Sequence[Source], concept: str) -> bool:
    """Tell whether a source has the opposite of ``concept`` in a negated clause."""
    clauses = (_read(clause, source.language) for source, clause in _clauses(sources))
    return any(clause.negated and set(_others(concept)) & set(clause.sides) for clause in clauses)


def _leaves_out_the_negated(
    claim: Claim, sources: Sequence[Source], similarity: Similarity
) -> bool:
    """Tell whether the claim is about those clauses alone that are not negated.

    If it is, then they are closer to it in meaning than the negated ones, and than all together,
    and none of its own clauses is nearest to a negated one; or every part of the claim has a
    number or a day, they hold such, and the negated ones none or are far. All together are nearly
    as close where no more than an aside is negated ("…, not on gradual change, …"): what has no
    word of it need only be closer to the rest.
    """
    positive: list[str] = []
    negated: list[tuple[Source, str]] = []
    told_by: list[str] = []
    figures: dict[bool, frozenset[object]] = {True: frozenset(), False: frozenset()}
    for source, clause in _clauses(sources):
        turned = bool(_read(clause, source.language).negated)
        figures[turned] |= figures_of(clause, source.language)
        if turned:
            negated.append((source, clause))
        elif is_attribution(clause, source.language):
            told_by.append(clause)
        else:
            positive.append(clause)
    positive = positive or told_by
    if not positive:
        return False
    whole = " ".join(source.text for source in sources)
    against = [clause for _, clause in negated]
    others = similarity(claim.text, [whole, " ".join(against), " ".join(positive)])
    said = figures_of(claim.text, claim.language)
    loose = [
        part
        for part in clauses_of(claim.text, claim.language, fewest=2)
        if not _has_figure(part, claim.language)
    ]
    if not loose and said & figures[False]:
        return others[2] >= others[1] + (2 * CLEARLY_CLOSER if said & figures[True] else 0)
    beside = all(_is_aside(claim, source, clause) for source, clause in negated)
    if others[2] < (others[1] if beside else max(others[:2])) + CLEARLY_CLOSER:
        return False
    return all(_farther(part, against, positive, similarity) < NEARER for part in loose)


def _is_aside(claim: Claim, source: Source, clause: str) -> bool:
    """Tell whether a few words after their "not" are all that is negated, none of them claimed.

    The sentence goes on behind them: at its end they may be what it comes down to.
    """
    opening = next(iter(lexicon("negations").find(clause, source.language)), None)
    words = clause.split()
    ends = words[-1][-1] in ".!?" or len(words) > _WORDS_OF_AN_ASIDE
    if opening is None or clause[: opening.start].strip() or ends:
        return False
    said = {fold(word) for word in claim.text.split()}
    return not any(
        len(word) >= _SHORTEST
        and any(shared_start(fold(word), other) >= _SHORTEST for other in said)
        for word in clause[opening.end :].split()
    )


def _farther(part: str, near: Sequence[str], far: Sequence[str], similarity: Similarity) -> float:
    """Return how much nearer (in cosine) a part is to the one texts than to the others."""
    return max(similarity(part, near)) - max(similarity(part, far))


def _has_figure(part: str, language: str) -> bool:
    weekdays = lexicon("weekdays").find(part, language)
    return bool(weekdays) or any(map(str.isdigit, part)) or bool(find_amounts(part, language))


def _clauses(sources: Sequence[Source]) -> Iterator[tuple[Source, str]]:
    for source in sources:
        for clause in clauses_of(source.text, source.language):
            yield source, clause
