"""Sentences: what a citation quotes, with exact offsets."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from operator import attrgetter

from documents.blocks import blocks_of
from documents.boundaries import find_boundaries
from documents.records import Block, Kind, Passage, PressRelease, Sentence
from documents.speakers import Quotation, find_quotations


def split_into_sentences(passage: Passage) -> tuple[Sentence, ...]:
    """Return the passage's sentences in order, trimmed; between them stand only blanks.

    A heading is one sentence, a list item at least one of its own; list markers belong to none. A
    direct quotation of whole sentences is split like other text, its marks staying with the words
    they touch; the words that announce it, up to their colon, are a segment of their own.
    """
    release = passage.release
    quotations = _quotations(release)
    sentences: list[Sentence] = []
    blocks = blocks_of(release)
    for block in islice(blocks, bisect_right(blocks, passage.start, key=attrgetter("end")), None):
        if block.start >= passage.end:
            break
        for start, end in _split(release.text, block, release.language):
            speaker = _speaker(start, end, quotations)
            sentences.append(Sentence(passage, start, end, block.kind, speaker))
    return tuple(sentences)


@lru_cache(maxsize=4)
def _quotations(release: PressRelease) -> tuple[Quotation, ...]:
    """Find the quotations of a release once, though it is split passage by passage."""
    return find_quotations(release.text, blocks_of(release), release.language)


def _speaker(start: int, end: int, quotations: tuple[Quotation, ...]) -> str | None:
    """Return who speaks at least a quarter of a sentence; the rest may name the speaker.

    The quotations stand in order and apart from each other, so those before are not looked at.
    """
    following = bisect_right(quotations, start, key=attrgetter("end"))
    for quotation in islice(quotations, following, None):
        if quotation.start >= end:
            return None
        shared = min(end, quotation.end) - max(start, quotation.start)
        if shared * 4 >= end - start:
            return quotation.speaker
    return None


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
