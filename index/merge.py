"""Which segments to merge: few enough to search fast, seldom enough to write little.

The rule of log-structured storage (O'Neil et al., "The log-structured merge-tree", 1996): sizes
form tiers that grow by a factor, and a tier that is full is merged into one of the next. Each
vector is then written again only about once a tier.
"""

import math
from collections import defaultdict
from collections.abc import Mapping

_SMALL = 1_000  # vectors; below, a merge costs next to nothing
_SMALL_SEGMENTS = 8
_FACTOR = 4
_LEAST_LIVE = 0.5  # of a segment's vectors; below, it is rewritten without the dead ones


def segments_to_merge(live: Mapping[str, int], total: Mapping[str, int]) -> list[str]:
    """Return the names of segments that should become one, or nothing.

    ``live`` and ``total`` map a segment's name to the vectors that count and to all it holds.
    """
    tiers: dict[int, list[str]] = defaultdict(list)
    for name in total:
        tiers[_tier(live[name])].append(name)
    for tier, names in sorted(tiers.items()):
        if len(names) >= (_FACTOR if tier else _SMALL_SEGMENTS):
            return names
    wasteful = [name for name in total if live[name] < _LEAST_LIVE * total[name]]
    return wasteful[:1]


def _tier(vectors: int) -> int:
    return 0 if vectors < _SMALL else 1 + int(math.log(vectors / _SMALL, _FACTOR))
