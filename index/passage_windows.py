"""Windows: a passage as the embedding model reads it, in one go where it is short enough.

The title comes first, as a sentence alone often doesn't say what it is about. A passage that is
longer than the model reads is cut between sentences, and each window begins with the title again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.entries import PassageText

LONGEST_TITLE = 300  # characters; more would crowd out the passage


@dataclass(frozen=True, slots=True)
class Window:
    """A text to read, and by their numbers in the passage the sentences in it: start and end."""

    text: str
    sentences: tuple[tuple[int, int, int], ...]


def windows_of(passage: PassageText, count_tokens: Callable[[str], int], most: int) -> list[Window]:
    """Return the windows of a passage, each of at most ``most`` tokens.

    Only a window of a single sentence may be longer.
    """
    head = headline(passage.title, LONGEST_TITLE)
    if not passage.sentences or count_tokens(head + passage.text) <= most:
        every = range(len(passage.sentences))
        return [_window(head, passage, every, 0, len(passage.text))]
    windows = []
    first = 0
    for number in range(1, len(passage.sentences) + 1):
        full = number == len(passage.sentences)
        if not full:
            start, end = passage.sentences[first][0], passage.sentences[number][1]
            full = count_tokens(head + passage.text[start:end]) > most
        if full:
            inside = range(first, number)
            start, end = passage.sentences[first][0], passage.sentences[number - 1][1]
            windows.append(_window(head, passage, inside, start, end))
            first = number
    return windows


def headline(title: str, longest: int) -> str:
    """Return what stands over a passage's text: its title, cut to ``longest`` characters."""
    return f"{title[:longest]}\n" if title else ""


def _window(head: str, passage: PassageText, numbers: range, start: int, end: int) -> Window:
    moved = len(head) - start
    return Window(
        head + passage.text[start:end],
        tuple(
            (number, passage.sentences[number][0] + moved, passage.sentences[number][1] + moved)
            for number in numbers
        ),
    )


def tokens_within(offsets: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    """Return the places of the tokens that overlap the characters from ``start`` to ``end``."""
    return [
        place
        for place, (first, last) in enumerate(offsets)
        if first < last and last > start and first < end
    ]
