"""How good a ranking or a probability is, and how sure of that a sample lets us be."""

import math
from collections.abc import Sequence

import numpy as np

_RESAMPLES = 1000
_SEED = 7
_BINS = 10


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Return the chance that a positive's score beats a negative's, ties counting half.

    The area under the ROC curve (Hanley and McNeil 1982); ``None`` where one side is empty.
    """
    if not positive or not negative:
        return None
    ordered = np.sort(np.asarray(negative))
    below = np.searchsorted(ordered, positive, "left")
    up_to = np.searchsorted(ordered, positive, "right")
    return float((below + up_to).mean() / 2 / len(ordered))


def mean(values: Sequence[float]) -> float | None:
    """Return the mean, or ``None`` of nothing."""
    return float(np.mean(values)) if len(values) else None


def median(values: Sequence[float]) -> float | None:
    """Return the median, or ``None`` of nothing."""
    return float(np.median(values)) if len(values) else None


def interval(values: Sequence[float]) -> tuple[float, float] | None:
    """Return the 95 % bootstrap interval of the mean (percentiles; Efron 1979)."""
    if not values:
        return None
    drawn = np.random.default_rng(_SEED).integers(len(values), size=(_RESAMPLES, len(values)))
    means = np.asarray(values, float)[drawn].mean(axis=1)
    low, high = np.percentile(means, (2.5, 97.5))
    return float(low), float(high)


def ndcg(places: Sequence[int], wanted: int, depth: int = 10) -> float:
    """Return the normalised discounted cumulative gain of relevant results.

    ``places`` are the ranks (from 0) of the relevant ones, ``wanted`` how many there are; gains
    are 1 and discounts log2(rank + 2) (Järvelin and Kekäläinen 2002).
    """
    gain = sum(1 / math.log2(place + 2) for place in places if place < depth)
    best = sum(1 / math.log2(place + 2) for place in range(min(wanted, depth)))
    return gain / best if best else 0.0


def calibration(
    probabilities: Sequence[float], outcomes: Sequence[bool]
) -> tuple[float | None, tuple[tuple[float, float, int], ...]]:
    """Return the expected calibration error, and for each bin probability, share and count.

    Ten bins of equal width; the error is the mean gap between the two, weighted by count (Naeini
    et al. 2015). Empty bins are left out.
    """
    if not probabilities:
        return None, ()
    expected, held = np.asarray(probabilities), np.asarray(outcomes, float)
    bins = np.minimum((expected * _BINS).astype(int), _BINS - 1)
    rows = tuple(
        (float(expected[bins == each].mean()), float(held[bins == each].mean()), int(count))
        for each in range(_BINS)
        if (count := (bins == each).sum())
    )
    error = sum(abs(said - happened) * count for said, happened, count in rows)
    return error / len(expected), rows
