"""Step 6, verify: each statement must stand in the sentences that it cites.

Five checks, each of which says what it found: the citation exists; the statement says more than
the question did; every number and month occurs in the cited sentences; every name occurs there or
around them; the meaning is close. A draft whose
own sources fail is tried against the other evidence once: small models often say the right thing
and cite the wrong number. What fails everywhere is not supported and never shown as fact.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from assistant.compose import example_names
from assistant.names import acronyms, capitalised, fold, missing_names, names, same_word
from assistant.parse_reply import Draft
from assistant.quantities import Quantities, find_quantities, missing_numbers
from assistant.understand import Inquiry
from index.records import Evidence

# Cosine of a statement with the sentence it rests on, multilingual-e5-small, both as texts.
# On the sample releases true pairs lie above .85 in all languages tried, unrelated ones below .82.
CLOSE_ENOUGH = 0.83
SHORTEST_CONTENT = 4  # letters; shorter words are articles, prepositions, forms of "be"
_WORD = re.compile(r"\w+")

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""Cosines of one text with each of several texts."""


class Check(StrEnum):
    """The checks, in the order they are made."""

    CITATION = "citation"
    CONTENT = "content"
    NUMBERS = "numbers"
    NAMES = "names"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Failure:
    """A check that failed, and what it missed (numbers or names as written)."""

    check: Check
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict on one draft: its sources (positions in the evidence), and what failed."""

    text: str
    sources: tuple[int, ...]
    failures: tuple[Failure, ...]

    @property
    def supported(self) -> bool:
        """Whether every check passed."""
        return not self.failures


def verify(
    draft: Draft, inquiry: Inquiry, evidence: Sequence[Evidence], similarity: Similarity
) -> Verification:
    """Check ``draft``, an answer to ``inquiry``, against the evidence it cites, else the rest.

    ``draft.sources`` count from 1. Returns the first set of sources under which every check
    passes, or the failures under the draft's own sources.
    """
    texts = [item.sentence.text for item in evidence]
    closeness = list(similarity(draft.text, texts))
    own = tuple(number - 1 for number in draft.sources if 1 <= number <= len(evidence))
    check = partial(_failures, draft.text, inquiry.language, evidence, closeness)
    if not says_something(draft.text, inquiry.search_text):
        return Verification(draft.text, own, (Failure(Check.CONTENT),))
    failures = check(own) if own else (Failure(Check.CITATION),)
    if not failures:
        return Verification(draft.text, _needed(own, check), ())
    by_closeness = sorted(range(len(evidence)), key=lambda place: -closeness[place])
    for place in by_closeness:
        if not check((place,)):
            return Verification(draft.text, (place,), ())
    return Verification(draft.text, own, failures)


def says_something(statement: str, question: str) -> bool:
    """Tell whether a statement has a number or a word of content that the question lacks.

    "The centres took part" is true, supported, and no answer to "Which centres took part?".
    """
    asked = {fold(word) for word in _WORD.findall(question)}
    return any(
        word.isdigit() or len(word) >= SHORTEST_CONTENT
        for word in map(fold, _WORD.findall(statement))
        if not any(same_word(word, known) for known in asked)
    )


def _needed(
    own: tuple[int, ...], check: Callable[[tuple[int, ...]], tuple[Failure, ...]]
) -> tuple[int, ...]:
    """Return one source where one is enough: a citation that adds nothing misleads."""
    return next(((place,) for place in own if not check((place,))), own)


def _failures(
    text: str,
    language: str,
    evidence: Sequence[Evidence],
    closeness: Sequence[float],
    sources: tuple[int, ...],
) -> tuple[Failure, ...]:
    cited = [evidence[place] for place in sources]
    found = [
        _check_numbers(text, language, cited),
        _check_names(text, cited, evidence),
        None
        if max(closeness[place] for place in sources) >= CLOSE_ENOUGH
        else Failure(Check.MEANING),
    ]
    return tuple(failure for failure in found if failure is not None)


def _check_numbers(text: str, language: str, cited: Sequence[Evidence]) -> Failure | None:
    said = find_quantities(text, language)
    held = [find_quantities(item.sentence.text, item.release.language) for item in cited]
    together = Quantities(
        tuple(number for one in held for number in one.numbers),
        frozenset(month for one in held for month in one.months),
    )
    missing = missing_numbers(said, together)
    years = {str(item.release.published.year) for item in cited if item.release.published}
    missing = tuple(number for number in missing if number not in years)
    months = tuple(f"month {month}" for month in sorted(said.months - together.months))
    return Failure(Check.NUMBERS, missing + months) if missing or months else None


def _check_names(
    text: str, cited: Sequence[Evidence], evidence: Sequence[Evidence]
) -> Failure | None:
    """Acronyms must stand in the cited passages; so must names of other evidence and examples.

    Other capitalised words are left to the check of meaning: titles and institutions are
    translated, and a translation stands in no source.
    """
    around = "\n".join(f"{item.release.title}\n{item.passage.text}" for item in cited)
    named = {name for item in evidence for name in names(item.passage.text, item.release.language)}
    strange = set(missing_names(capitalised(text), "\n".join([*named, *example_names()])))
    borrowed = [word for word in capitalised(text) if word not in strange]
    missing = missing_names([*acronyms(text), *borrowed], around)
    return Failure(Check.NAMES, tuple(dict.fromkeys(missing))) if missing else None
