"""Step 6, verify: each statement must stand in the sentences that it cites.

Five checks, each of which says what it found: the citation exists; the statement says more than
the question did; every number and month occurs in the cited sentences; every name occurs there or
around them; the meaning is close. A draft is held against every piece of the evidence, not only
what it cites: small models often say the right thing and cite the wrong number. What fails
everywhere is not supported and never shown as fact.
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
from documents.function_words import FUNCTION_WORDS
from index.records import Evidence

# Cosine of a statement, alone or after its question, with the sentence it rests on, by
# multilingual-e5-small, all as texts. Of first drafts about one press release the right ones lay
# from .85 up, those to questions without an answer at .80 to .91: this stops only the far-off.
CLOSE_ENOUGH = 0.83
OWN_CHOICE = 0.005  # of cosine
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
    """The verdict on one draft: its sources (positions in the evidence), and what failed.

    ``closeness`` is the best cosine of the draft with one of its sources.
    """

    text: str
    sources: tuple[int, ...]
    failures: tuple[Failure, ...]
    closeness: float

    @property
    def supported(self) -> bool:
        """Whether every check passed."""
        return not self.failures


def verify(
    draft: Draft, inquiry: Inquiry, evidence: Sequence[Evidence], similarity: Similarity
) -> Verification:
    """Check ``draft``, an answer to ``inquiry``, against the evidence.

    ``draft.sources`` count from 1. The verification names the source that holds the draft best,
    else the draft's own sources together, with the failures under these.
    """
    texts = [item.sentence.text for item in evidence]
    # A short answer ("Since 2018.") is only close to its source together with the question.
    alone = similarity(draft.text, texts)
    asked = similarity(f"{inquiry.search_text} {draft.text}", texts)
    closeness = [max(pair) for pair in zip(alone, asked, strict=True)]
    own = tuple(number - 1 for number in draft.sources if 1 <= number <= len(evidence))
    check = partial(_failures, draft.text, inquiry, evidence, closeness)

    def verdict(sources: tuple[int, ...], failures: tuple[Failure, ...]) -> Verification:
        best = max((closeness[place] for place in sources), default=0.0)
        return Verification(draft.text, sources, failures, best)

    if not says_something(draft.text, inquiry.search_text):
        return verdict(own, (Failure(Check.CONTENT),))
    # One source where one is enough, the closest of those that hold the statement: a citation
    # that adds nothing misleads. The model's own choice only tips the scales.
    holding = [place for place in range(len(evidence)) if not check((place,))]
    if holding:
        best = max(holding, key=lambda place: closeness[place] + OWN_CHOICE * (place in own))
        return verdict((best,), ())
    return verdict(own, check(own) if own else (Failure(Check.CITATION),))


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


def _failures(
    text: str,
    inquiry: Inquiry,
    evidence: Sequence[Evidence],
    closeness: Sequence[float],
    sources: tuple[int, ...],
) -> tuple[Failure, ...]:
    cited = [evidence[place] for place in sources]
    found = [
        _check_numbers(text, inquiry, cited),
        _check_names(text, inquiry.language, cited, evidence),
        None
        if max(closeness[place] for place in sources) >= CLOSE_ENOUGH
        else Failure(Check.MEANING),
    ]
    return tuple(failure for failure in found if failure is not None)


def _check_numbers(text: str, inquiry: Inquiry, cited: Sequence[Evidence]) -> Failure | None:
    """Numbers and months must stand in the cited sentences.

    A number that only repeats the question ("the five centres") may stand around them, and a year
    may be that of the release: a release of 2025 says "on 5 November".
    """
    said = find_quantities(text, inquiry.language)
    held = _together(cited, [item.sentence.text for item in cited])
    around = _together(cited, [item.passage.text for item in cited])
    asked = find_quantities(inquiry.search_text, inquiry.language).values & around.values
    years = {item.release.published.year for item in cited if item.release.published}
    excused = asked | years
    strange = Quantities(tuple(q for q in said.numbers if not q.readings & excused), said.months)
    missing = missing_numbers(strange, held)
    months = tuple(f"month {month}" for month in sorted(said.months - held.months))
    return Failure(Check.NUMBERS, missing + months) if missing or months else None


def _together(items: Sequence[Evidence], texts: Sequence[str]) -> Quantities:
    """Return all quantities of texts, each in the language of its release."""
    found = [
        find_quantities(text, item.release.language)
        for item, text in zip(items, texts, strict=True)
    ]
    return Quantities(
        tuple(number for each in found for number in each.numbers),
        frozenset(month for each in found for month in each.months),
    )


def _check_names(
    text: str, language: str, cited: Sequence[Evidence], evidence: Sequence[Evidence]
) -> Failure | None:
    """Acronyms must stand in the cited passages; so must names of other evidence and examples.

    Other capitalised words are left to the check of meaning: titles and institutions are
    translated, and a translation stands in no source.
    """
    around = "\n".join(f"{item.release.title}\n{item.passage.text}" for item in cited)
    known = {name for item in evidence for name in names(item.passage.text, item.release.language)}
    common = FUNCTION_WORDS.get(language, frozenset())
    words = [word for word in capitalised(text) if word.lower() not in common]
    strange = set(missing_names(words, "\n".join([*known, *example_names()])))
    borrowed = [word for word in words if word not in strange]
    missing = missing_names([*acronyms(text), *borrowed], around)
    return Failure(Check.NAMES, tuple(dict.fromkeys(missing))) if missing else None
