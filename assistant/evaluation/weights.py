"""Weights for ranking and confidence that suit questions with known answers (see ``fit``)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

_OFF_TOPIC = 16.0  # times a near miss
_RIDGE = 1e-3
_NO_SPREAD = 1e-9  # of a signal that is the same everywhere, whose weight then comes to nothing
_BETWEEN_LANGUAGES = "same_language"  # the same for all questions in one language


class Withheld(StrEnum):
    """What of the library a question was not asked of."""

    NOTHING = "nothing"
    NEAR_MISS = "near miss"
    OFF_TOPIC = "off topic"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with search's evidence, what the reader made of it, and the signals.

    ``right`` marks the evidence that overlaps the known answer; none where it was hidden.
    """

    language: str
    features: np.ndarray
    right: np.ndarray
    signals: dict[str, float]
    withheld: Withheld

    @property
    def answerable(self) -> bool:
        """Whether the answer was there to be found."""
        return self.withheld is Withheld.NOTHING


def fit_ranking(asked: Sequence[Asked]) -> np.ndarray:
    """Return the weights of the features that make the right sentences likeliest.

    Listwise: the probability of a sentence is the softmax of its score over all found for the
    question (ListNet's top one, Cao et al. 2007). The first weight is search's, scaled to 1.
    """
    from scipy.optimize import minimize

    lists = [each for each in asked if each.right.any()]

    def loss(weights: np.ndarray) -> float:
        total = 0.0
        for each in lists:
            scores = each.features @ weights
            scores = scores - scores.max()
            total += math.log(np.exp(scores).sum()) - math.log(np.exp(scores[each.right]).sum())
        return total / len(lists)

    best = minimize(loss, np.array([10.0, 0.3, 0.3]), method="Nelder-Mead").x
    return np.asarray(best / best[0])


def fit_confidence(asked: Sequence[Asked], names: Sequence[str]) -> tuple[np.ndarray, float]:
    """Return the weights of signals, in the order of ``names``, and the bias.

    Within each language a question with its answer is to come above those without, asked off topic
    counting ``_OFF_TOPIC`` times as much as a near miss: RankNet's pairwise loss (Burges et al.
    2005). What is missing may only speak against an answer, all else only for it. A logistic
    regression then makes the order log odds, allowing for the language.
    """
    from sklearn.linear_model import LogisticRegression

    values = np.array([[each.signals[name] for name in names] for each in asked])
    weights = _order(asked, values, names)
    places = [place for place, name in enumerate(names) if name == _BETWEEN_LANGUAGES]
    scored = np.column_stack([values @ weights, values[:, places]])
    regression = LogisticRegression(C=1e6, max_iter=5000)
    regression.fit(scored, [each.answerable for each in asked])
    scale, *allowance = regression.coef_[0]
    weights = weights * scale
    weights[places] = allowance
    return weights, float(regression.intercept_[0])


def _order(asked: Sequence[Asked], values: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """Return the weights that put questions with an answer first, in any unit."""
    from scipy.optimize import minimize
    from scipy.special import expit

    spread = values.std(axis=0)
    spread[spread < _NO_SPREAD] = 1.0
    even = values / spread
    pairs: list[tuple[np.ndarray, np.ndarray, float]] = []
    for language in sorted({each.language for each in asked}):
        of = {
            withheld: even[[(e.language, e.withheld) == (language, withheld) for e in asked]]
            for withheld in Withheld
        }
        held = of.pop(Withheld.NOTHING)
        for withheld, without in of.items():
            if len(held) and len(without):
                importance = _OFF_TOPIC if withheld is Withheld.OFF_TOPIC else 1.0
                pairs.append((held, without, importance / (len(held) * len(without))))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = _RIDGE * float(weights @ weights) / 2, _RIDGE * weights
        for held, without, importance in pairs:
            ahead = (held @ weights)[:, None] - (without @ weights)[None, :]
            total += importance * float(np.logaddexp(0, -ahead).sum())
            pull = importance * expit(-ahead)
            slope = slope - pull.sum(axis=1) @ held + pull.sum(axis=0) @ without
        return total, slope

    bounds = [_bounds(name) for name in names]
    start = np.array([-0.1 if name.endswith("_missing") else 0.1 for name in names])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x / spread)


def _bounds(name: str) -> tuple[float | None, float | None]:
    if name == _BETWEEN_LANGUAGES:
        return 0.0, 0.0
    return (None, 0.0) if name.endswith("_missing") else (0.0, None)
