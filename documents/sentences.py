"""Sentences: what a citation quotes, with exact offsets."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from typing import TypeVar

from documents.blocks import blocks_of
from documents.boundaries import find_boundaries
from documents.records import Block, Kind, Passage, PressRelease, Sentence
from documents.speakers import Quotation, find_quotations

Stretch = TypeVar("Stretch", Block, Quotation)


def split_into_sentences(passage: Passage) -> tuple[Sentence, ...]:
    """Return the passage's sentences in order, trimmed; between them stand only blanks.

    A heading is one sentence, a list item at least one of its own; list markers belong to none. A
    direct quotation of whole sentences is split like other text, its marks staying with the words
    they touch; the words that announce it, up to their colon, are a segment of their own.
    """
    release = passage.release
    quotations = _quotations(release)
    sentences: list[Sentence] = []
    for block in _overlapping(blocks_of(release), passage.start, passage.end):
        for start, end in _split(release.text, block, release.language):
            speaker = _speaker(start, end, quotations)
            sentences.append(Sentence(passage, start, end, block.kind, speaker))
    return tuple(sentences)


@lru_cache(maxsize=4)
def _quotations(release: PressRelease) -> tuple[Quotation, ...]:
    """Find the quotations of a release once, though it is split passage by passage."""
    return find_quotations(release.text, blocks_of(release), release.language)


def _speaker(start: int, end: int, quotations: tuple[Quotation, ...]) -> str | None:
    """Return who speaks at least a quarter of a sentence; the rest may name the speaker."""
    for quotation in _overlapping(quotations, start, end):
        shared = min(end, quotation.end) - max(start, quotation.start)
        if shared * 4 >= end - start:
            return quotation.speaker
    return None


def _overlapping(stretches: Sequence[Stretch], start: int, end: int) -> Iterator[Stretch]:
    """Yield those that share a character with the text between two offsets.

    They stand in order and apart from each other, so those before and behind are not looked at.
    """
    for each in islice(stretches, bisect_right(stretches, start, key=attrgetter("end")), None):
        if each.start >= end:
            return
        yield each


def _split(text: str, block: Block, language: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of one block as offsets into ``text``."""
    if block.kind is Kind.HEADING:
        yield block.start, block.end
        return
    start = block.start
    for end, following in find_boundaries(text[block.start : block.end], language):
        yield start, block.start + end
        start = block.start + following
    yield start, block.end
