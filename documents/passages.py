"""Passages: whole paragraphs under one heading, long enough to be understood alone."""

from collections.abc import Iterator, Sequence

from documents.blocks import blocks_of
from documents.records import Block, Kind, Passage, PressRelease

WORDS_WISHED = 100
WORDS_AT_MOST = 250


def split_into_passages(release: PressRelease) -> tuple[Passage, ...]:
    """Return the release's passages in order; together they hold every block exactly once.

    A passage begins with its heading where it is the first under it, and never goes on beyond
    the next heading or into a block of another role. It takes whole paragraphs: at least about
    100 words where its section has them, at most 250 unless a single paragraph is longer.
    """
    return tuple(
        Passage(release, blocks[0].start, blocks[-1].end, heading, blocks[0].role)
        for heading, section in _sections(release)
        for blocks in _pack(section, release.text)
    )


def _sections(release: PressRelease) -> Iterator[tuple[str, list[Block]]]:
    """Yield runs of blocks under one heading and of one role; headings in a row stay together."""
    heading, section = "", list[Block]()
    for block in blocks_of(release):
        is_heading = block.kind is Kind.HEADING
        if section and (
            section[-1].role is not block.role
            or (is_heading and section[-1].kind is not Kind.HEADING)
        ):
            yield heading, section
            section = []
        if is_heading:
            heading = release.text[block.start : block.end]
        section.append(block)
    if section:
        yield heading, section


def _pack(section: Sequence[Block], text: str) -> list[list[Block]]:
    """Divide a section into runs of blocks by their words; a heading stays with what follows."""

    def words(blocks: Sequence[Block]) -> int:
        return sum(len(text[block.start : block.end].split()) for block in blocks)

    runs: list[list[Block]] = [[]]
    for block in section:
        body = [earlier for earlier in runs[-1] if earlier.kind is not Kind.HEADING]
        full = words(runs[-1]) >= WORDS_WISHED or words([*runs[-1], block]) > WORDS_AT_MOST
        if body and full:
            runs.append([])
        runs[-1].append(block)
    if len(runs) > 1 and words(runs[-1]) < WORDS_WISHED // 2:
        joined = [*runs[-2], *runs[-1]]
        if words(joined) <= WORDS_AT_MOST:
            runs[-2:] = [joined]
    return runs
