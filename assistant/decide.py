"""Step 4, decide: estimate how probable it is that the evidence holds the answer.

A logistic regression over a handful of signals (see ``assistant.signals``). A score alone cannot
tell a sentence that answers from one about the same matter.
"""

import math
from dataclasses import asdict

from assistant.confirm import CONFIRMED_FROM
from assistant.signals import Signals

# Logistic regression on XQuAD-R questions over German paragraphs, each with the whole library,
# without its own paragraph (near miss) and without its whole article (off topic), 200 in each of
# three languages; assistant.evaluation.fit. On 200 others each, AUROC of near misses de .953, en
# .921, es .912, off topic .985, .975, .970; expected calibration error .034.
# kind_missing is left out, as a missing number or time never speaks for an answer.
_SEARCH_ONLY = {
    "bias": -34.86,
    "closeness": 24.98,
    "around": 20.99,
    "lead": 15.67,
    "same_language": -2.71,
    "names_missing": -1.0,
    "words_missing": -2.59,
}
# On 31 of those questions and 38 about a press release; names_missing, words_missing, kind_missing,
# stated and failed are weighted by hand. Closeness was that of another embedder then; bias and
# weight are such that it says what it said.
_WITH_MODEL = {
    "bias": -22.98,
    "closeness": 14.45,
    "support": 14.4,
    "margin": 1.2,
    "same_language": -1.7,
    "names_missing": -2.0,
    "words_missing": -1.5,
    "kind_missing": -2.0,
    "stated": 1.2,
    "failed": -1.5,
}
# With a reader, whose judgement of the best passage joins: 130 questions a language, first reader,
# put from that embedder to this one in the same way.
_WITH_READER = _SEARCH_ONLY | {
    "bias": -17.36,
    "closeness": 13.5,
    "around": 9.7,
    "lead": 7.94,
    "same_language": -2.55,
    "answers": 0.33,
}
_WITH_BOTH = _WITH_MODEL | {"answers": 0.33}
TYPICAL_SUPPORT = 0.87  # of a draft, until there is one


def confidence(signals: Signals) -> float:
    """Return the estimated probability (0 to 1) that the evidence holds the answer."""
    values = asdict(signals)
    weights = _SEARCH_ONLY if signals.margin is None else _WITH_MODEL
    if signals.answers is not None:
        weights = _WITH_READER if signals.margin is None else _WITH_BOTH
    values["relevance"] = signals.relevance or 0.0
    values["support"] = TYPICAL_SUPPORT if signals.support is None else signals.support
    values["stated"] = 0.0 if signals.stated is None else signals.stated - CONFIRMED_FROM
    log_odds = weights["bias"] + sum(
        weight * values[name] for name, weight in weights.items() if name != "bias"
    )
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))
