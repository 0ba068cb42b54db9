"""Step 2, search: a question about a year wants a sentence that belongs to that year.

The same house reports every year with nearly the same words: to a vector, the visitors of 2023 are
those of 2025. So evidence whose surroundings tell other years, or another half-year or quarter,
than the question goes behind; where all of it does, that speaks against an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.checks.dates import find_dates
from assistant.checks.lexicon import lexicon
from assistant.checks.spans import WHOLE_YEAR, find_spans, find_years
from index.records import Evidence

_QUESTIONS_KEPT = 256


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The years, and the parts of a business year, that a question names; often none."""

    years: frozenset[int]
    spans: frozenset[str]

    @property
    def is_told(self) -> bool:
        """Whether the question names any."""
        return bool(self.years or self.spans)

    def fits(self, item: Evidence) -> bool:
        """Tell whether nothing around a sentence speaks of other times alone.

        A release's title speaks for its year; where it names none, the passage and the day of issue
        do. Whoever tells no time at all may belong to any.
        """
        return not self.is_told or (self._fits_years(item) and self._fits_spans(item))

    def _fits_years(self, item: Evidence) -> bool:
        language, published = item.release.language, item.release.published
        told = _years(item.sentence.text, item)
        if published:
            beside = lexicon("years").find(item.sentence.text, language)
            told |= {published.year + int(term.concept) for term in beside}
        around = find_years(_heading(item), language)
        if not around:
            around = _years(item.passage.text, item) | ({published.year} if published else set())
        known = told | around
        return not self.years or not known or bool(self.years & known)

    def _fits_spans(self, item: Evidence) -> bool:
        language = item.release.language
        own = find_spans(item.sentence.text, language)
        heading = find_spans(_heading(item), language)
        if WHOLE_YEAR in self.spans:
            return WHOLE_YEAR in own or not (own | heading) - {WHOLE_YEAR}
        known = own | heading | find_spans(item.passage.text, language)
        return not self.spans or not known or bool(self.spans & known)


@lru_cache(maxsize=_QUESTIONS_KEPT)
def asked_time(question: str, language: str) -> AskedTime:
    """Return the times that a question in ``language`` names."""
    return AskedTime(find_years(question, language), find_spans(question, language))


def of_the_time_first(
    question: str, language: str, evidence: Sequence[Evidence]
) -> tuple[Evidence, ...]:
    """Return ranked evidence with what belongs to the time asked for before what does not.

    ``language`` is the question's own. Scores stay with the places, so that they still fall.
    """
    asked = asked_time(question, language)
    ordered = sorted(evidence, key=lambda item: not asked.fits(item))
    return tuple(
        replace(item, score=place.score) for item, place in zip(ordered, evidence, strict=True)
    )


def _years(text: str, item: Evidence) -> frozenset[int]:
    """Return the years that a text of a release names otherwise than in its day of issue."""
    language, issued = item.release.language, item.release.published
    for said in reversed(find_dates(text, language)):
        if issued and (said.day, said.month, said.year) == (issued.day, issued.month, issued.year):
            text = f"{text[: said.start]}{text[said.end :]}"
    return find_years(text, language)


def _heading(item: Evidence) -> str:
    return f"{item.release.title}\n{item.passage.heading}"
