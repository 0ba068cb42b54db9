"""Texts of similar length together: a batch is padded to its longest text."""

from collections.abc import Iterator, Sequence

# Read in one go: as much as keeps the processor busy, and no more, as a question that is asked
# during a re-index waits for one such group.
_MOST_TEXTS = 32
_MOST_TOKENS = 1_000
# From here on a group gains less by another text than it loses by padding to it.
_ENOUGH_TOKENS = 256
_MOST_PADDING = 1 / 8


def groups_of(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield groups of texts by their places, shortest first; ``lengths`` are theirs in tokens."""
    group: list[int] = []
    tokens = 0
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        length = lengths[place]
        padded = (len(group) + 1) * length
        tokens += length
        full = len(group) == _MOST_TEXTS or padded > _MOST_TOKENS
        uneven = padded > _ENOUGH_TOKENS and tokens < padded * (1 - _MOST_PADDING)
        if group and (full or uneven):
            yield group
            group, tokens = [], length
        group.append(place)
    if group:
        yield group
