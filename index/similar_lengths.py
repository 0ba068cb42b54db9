"""Texts of similar length together: a batch is padded to its longest text."""

from collections.abc import Iterator, Sequence

# Read in one go: as much as keeps the processor busy, and no more, as a question that is asked
# during a re-index waits for one such group.
_MOST_TEXTS = 32
_MOST_CHARACTERS = 6_000  # some 1,500 tokens; twice as many are no faster
# From here on a group gains less by another text than it loses by padding to it.
_ENOUGH_CHARACTERS = 1_500
_MOST_PADDING = 1 / 8


def groups_of(texts: Sequence[str]) -> Iterator[list[int]]:
    """Yield groups of the texts' places, shortest texts first."""
    group: list[int] = []
    characters = 0
    for place in sorted(range(len(texts)), key=lambda place: len(texts[place])):
        length = len(texts[place])
        padded = (len(group) + 1) * length
        characters += length
        full = len(group) == _MOST_TEXTS or padded > _MOST_CHARACTERS
        uneven = padded > _ENOUGH_CHARACTERS and characters < padded * (1 - _MOST_PADDING)
        if group and (full or uneven):
            yield group
            group, characters = [], length
        group.append(place)
    if group:
        yield group
