"""Texts of similar length together: a batch is padded to its longest text."""

from collections.abc import Iterator, Sequence

# Read in one go: as much as keeps the processor busy, and no more, as a question that is asked
# during a re-index waits for one such group.
_MOST_TEXTS = 32
_MOST_CHARACTERS = 12_000  # some 4,000 tokens


def groups_of(texts: Sequence[str]) -> Iterator[list[int]]:
    """Yield groups of the texts' places, shortest texts first."""
    group: list[int] = []
    for place in sorted(range(len(texts)), key=lambda place: len(texts[place])):
        padded = (len(group) + 1) * len(texts[place])
        if group and (len(group) == _MOST_TEXTS or padded > _MOST_CHARACTERS):
            yield group
            group = []
        group.append(place)
    if group:
        yield group
