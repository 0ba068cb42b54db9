"""How well Beleg knows when the library does not hold the answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evaluation.statistics import auroc, calibration, mean


@dataclass(frozen=True, slots=True)
class Certainties:
    """Confidences (0 to 1) by what was asked.

    ``answerable``: the library holds the answer. ``unanswerable``: a question that the corpus
    marks so. ``near_miss``: the answer's own document was hidden. ``off_topic``: its whole article
    was hidden.
    """

    answerable: Sequence[float] = ()
    unanswerable: Sequence[float] = ()
    near_miss: Sequence[float] = ()
    off_topic: Sequence[float] = ()

    @property
    def without_answer(self) -> tuple[float, ...]:
        """All confidences where the library held no answer."""
        return (*self.unanswerable, *self.near_miss, *self.off_topic)


@dataclass(frozen=True, slots=True)
class Trade:
    """One threshold: the shares that are refused, and that are answered, wrongly."""

    threshold: float
    refused_answerable: float
    answered_unanswerable: float


@dataclass(frozen=True, slots=True)
class Abstention:
    """What a set of confidences is worth at a threshold; see ``abstention_figures``."""

    figures: dict[str, float | None]
    reliability: tuple[tuple[float, float, int], ...]
    trade_off: tuple[Trade, ...]


def abstention_figures(
    certainties: Certainties, refused: tuple[float | None, float | None]
) -> Abstention:
    """Return the areas under the ROC curve, calibration, and the trade-off of thresholds.

    ``refused`` are the measured shares of refusals among unanswerable and answerable questions.
    ``auroc`` parts answerable questions from all that have no answer in the library, the others
    from one kind (see ``Certainties``). ``calibration_error`` is the expected calibration error
    over all questions asked (see ``statistics.calibration``).
    """
    answerable, without = certainties.answerable, certainties.without_answer
    outcomes = [True] * len(answerable) + [False] * len(without)
    error, reliability = calibration((*answerable, *without), outcomes)
    figures = {
        "auroc": auroc(answerable, without),
        "refused_unanswerable": refused[0],
        "refused_answerable": refused[1],
        "near_miss_auroc": auroc(answerable, certainties.near_miss),
        "off_topic_auroc": auroc(answerable, certainties.off_topic),
        "calibration_error": error if without else None,
    }
    return Abstention(figures, reliability if without else (), _trade_off(answerable, without))


def refused_shares(certainties: Certainties, threshold: float) -> tuple[float | None, float | None]:
    """Return which share of questions without and with an answer falls below a threshold."""
    without = [float(each < threshold) for each in certainties.without_answer]
    answerable = [float(each < threshold) for each in certainties.answerable]
    return mean(without), mean(answerable)


def _trade_off(answerable: Sequence[float], without: Sequence[float]) -> tuple[Trade, ...]:
    if not answerable or not without:
        return ()
    return tuple(
        Trade(
            threshold,
            sum(each < threshold for each in answerable) / len(answerable),
            sum(each >= threshold for each in without) / len(without),
        )
        for threshold in (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
    )
