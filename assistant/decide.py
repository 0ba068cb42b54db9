"""Step 3, decide: estimate how probable it is that the evidence holds the answer.

A logistic regression over a handful of signals, each of which a reader can follow: how close the
best sentence is, whether the names of the question occur, whether a question for a number or a
time finds one, and, once the chat model has spoken its first word, how much it prefers "Yes" to
"No". A score alone cannot tell a sentence that answers from one about the same matter.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from assistant.names import missing_names, names
from assistant.parse_reply import Verdict
from assistant.quantities import find_quantities
from assistant.understand import Inquiry
from index.records import Evidence

_WORDS = Path(__file__).parent / "question_words.yaml"
_UNSPACED = ("ja", "ko", "zh", "ar")
CERTAIN_NO = -4.0  # log odds of a plain "No" from a model that tells no probabilities
CERTAIN_YES = 2.0
YEARS = range(1900, 2101)


class Kind(StrEnum):
    """What a question asks for, where its words tell."""

    NUMBER = "number"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer being in the evidence.

    ``closeness`` is the best cosine of question and sentence. ``names_missing`` is the share of
    the question's names that stand nowhere in the evidence's passages. ``kind_missing`` is 1 if
    the question asks for a number or a time and no evidence has one, else 0. ``same_language``
    is 1 where the best evidence is in the language of the question, else 0. ``margin`` is the
    chat model's log odds of "Yes", or ``None`` before it has spoken.
    """

    closeness: float
    names_missing: float
    kind_missing: float
    same_language: float
    english: float
    margin: float | None = None

    def with_verdict(self, verdict: Verdict) -> "Signals":
        """Return the signals with the chat model's first word among them."""
        plain = CERTAIN_YES if verdict.found else CERTAIN_NO
        return replace(self, margin=plain if verdict.margin is None else verdict.margin)


@dataclass(frozen=True, slots=True)
class _Weights:
    bias: float
    closeness: float
    names_missing: float
    kind_missing: float
    same_language: float
    english: float
    margin: float


# Fitted by tests/benchmarks/calibrate_decision.py on XQuAD-R questions with and without their own
# paragraph in the library; names_missing and kind_missing are rare there and set by hand.
SEARCH_ONLY = _Weights(-36.0, 46.0, -3.0, -2.0, -2.0, 0.0, 0.0)
WITH_MODEL = _Weights(-20.0, 25.0, -3.0, -2.0, -2.5, -0.8, 1.2)


def confidence(signals: Signals) -> float:
    """Return the estimated probability (0 to 1) that the evidence holds the answer."""
    weights = SEARCH_ONLY if signals.margin is None else WITH_MODEL
    log_odds = (
        weights.bias
        + weights.closeness * signals.closeness
        + weights.names_missing * signals.names_missing
        + weights.kind_missing * signals.kind_missing
        + weights.same_language * signals.same_language
        + weights.english * signals.english
        + weights.margin * (signals.margin or 0.0)
    )
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))


def read_signals(inquiry: Inquiry, evidence: Sequence[Evidence]) -> Signals:
    """Return the signals that search alone gives; ``evidence`` must not be empty."""
    around = "\n".join(f"{item.release.title}\n{item.passage.text}" for item in evidence)
    wanted = names(inquiry.search_text, inquiry.language)
    missing = missing_names(wanted, around)
    kind = question_kind(inquiry.question, inquiry.language)
    return Signals(
        closeness=max(item.sentence_similarity for item in evidence),
        names_missing=len(missing) / len(wanted) if wanted else 0.0,
        kind_missing=float(kind is not None and not any(_holds(item, kind) for item in evidence)),
        same_language=float(evidence[0].release.language == inquiry.language),
        english=float(inquiry.language == "en"),
    )


def question_kind(question: str, language: str) -> Kind | None:
    """Return what the question's own words ask for, or ``None`` where they don't tell."""
    for kind in Kind:
        for pattern in _patterns(language, kind):
            if pattern.search(question):
                return kind
    return None


def _holds(item: Evidence, kind: Kind) -> bool:
    """Tell whether a sentence has a number beyond dates, or a date."""
    quantities = find_quantities(item.sentence.text, item.release.language)
    years = [v for v in quantities.values if v == v.to_integral_value() and int(v) in YEARS]
    if kind is Kind.TIME:
        return bool(quantities.months or years)
    in_dates = len(years) + (len(quantities.numbers) if quantities.months else 0)
    return len(quantities.numbers) > in_dates


@cache
def _patterns(language: str, kind: Kind) -> tuple[re.Pattern[str], ...]:
    words = yaml.safe_load(_WORDS.read_text(encoding="utf-8")).get(language, {}).get(kind.value, ())
    edge = "" if language in _UNSPACED else r"\b"
    return tuple(
        re.compile(
            edge + re.escape(word.removesuffix("*")) + ("" if word.endswith("*") else edge),
            re.IGNORECASE,
        )
        for word in words
    )
