"""PDF: lines of type on pages become headings, paragraphs and list items again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.blocks import LIST_MARKER, Draft
from documents.errors import ReleaseUnreadable
from documents.pdf_lines import Line, read_lines
from documents.reading import Reading, no_text
from documents.records import Kind

_HEADING_SIZE = 1.12  # times the size of the body
_HEADING_WORDS = 25
_GAP = 1.35  # times the usual distance of two lines
_LETTER = 0.55  # of the size of the type: how wide a letter is
_INDENT = 0.8  # times the size of the type
_EDGE_LINES = 2
_SMALL_PRINT = 0.85  # times the size of the body
_RUNNING_WORDS = 12
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:seite|page|p\.|s\.)\s*)?\d{1,3}(?:\s*(?:/|von|of|sur|de)\s*\d{1,3})?\W*",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?:…][”“»«\"')\]]*$")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")


def read_pdf(content: bytes, document: str) -> Reading:
    """Return the text of a PDF without page numbers and running heads.

    Larger or bold type makes a heading; a wider gap, an indent or a short line that ends a
    sentence parts paragraphs, also across pages; hyphens at line ends and ligatures are undone.
    Raises ``ReleaseUnreadable`` for damaged, locked and scanned files.
    """
    pages = read_lines(content, document)
    lines = [line for page in _without_edges(pages) for line in page]
    if not any(char.isalnum() for line in lines for char in line.text):
        raise no_text(document, "If it is a scan, run text recognition on it first.")
    drafts = list(_drafts(lines))
    if not drafts:
        raise ReleaseUnreadable(f"{document} holds only page numbers.", "Give the release itself.")
    return Reading.of_drafts(drafts)


@dataclass(slots=True)
class _Measures:
    """What is usual in the file: the size of its body, the distance and the edges of lines."""

    size: float
    distance: float
    left: float
    right: float


def _without_edges(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """Yield each page without its running head and foot.

    That is, at its upper or lower edge, a page number, small print of few words, or what stands
    there on most pages, digits aside.
    """

    def pattern(line: Line) -> str:
        return re.sub(r"\d+", "#", line.text).strip().casefold()

    edges = []
    for page in pages:
        top_down = sorted(page, key=lambda line: -line.top)
        edges.append([*top_down[:_EDGE_LINES], *top_down[-_EDGE_LINES:]])
    repeated = Counter(text for edge in edges for text in {pattern(line) for line in edge})
    body = _usual_size([line for page in pages for line in page])
    for page, edge in zip(pages, edges, strict=True):
        running = [
            line
            for line in edge
            if _PAGE_NUMBER.fullmatch(line.text)
            or (1 < repeated[pattern(line)] > len(pages) / 2)
            or (
                line in (edge[0], edge[-1])
                and line.size <= body * _SMALL_PRINT
                and len(line.text.split()) <= _RUNNING_WORDS
            )
        ]
        yield [line for line in page if line not in running]


def _usual_size(lines: Sequence[Line]) -> float:
    """Return the size of type that most characters have."""
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _drafts(lines: Sequence[Line]) -> Iterator[Draft]:
    usual = _measure(lines)
    words = Counter(re.findall(r"[\w-]+", " ".join(line.text for line in lines)))
    gathered: list[Line] = []
    for line in lines:
        if gathered and not _continues(gathered, line, usual):
            yield _draft(gathered, usual, words)
            gathered = []
        gathered.append(line)
    if gathered:
        yield _draft(gathered, usual, words)


def _measure(lines: Sequence[Line]) -> _Measures:
    size = _usual_size(lines)
    body = [line for line in lines if round(line.size, 1) == size]
    distances = sorted(
        upper.top - lower.top
        for upper, lower in pairwise(body)
        if upper.page == lower.page and 0 < upper.top - lower.top < size * 4
    )
    # The smaller distances are those within paragraphs, whatever parts the paragraphs.
    distance = distances[len(distances) // 4] if distances else size * 1.2
    left = Counter(round(line.left) for line in body).most_common(1)[0][0]
    return _Measures(size, distance, left, max(line.right for line in body))


def _continues(gathered: Sequence[Line], line: Line, usual: _Measures) -> bool:
    """Say whether ``line`` goes on with the paragraph of the lines before it."""
    last = gathered[-1]
    if (
        abs(last.size - line.size) > 0.05 * usual.size
        or (
            last.bold != line.bold and _is_heading([*gathered], usual) != _is_heading([line], usual)
        )
        or LIST_MARKER.match(line.text)
    ):
        return False
    if _HYPHEN.search(last.text):
        return True
    in_item = bool(LIST_MARKER.match(gathered[0].text))
    room = usual.right - last.right - (len(line.text.split(" ", 1)[0]) + 1) * last.size * _LETTER
    short = room > 0  # the next word would have fitted: the line was ended on purpose
    ends = bool(_ENDS.search(last.text))
    if last.page != line.page:
        return not ends and not short
    if last.top - line.top > usual.distance * _GAP * max(1.0, line.size / usual.size):
        return False
    if not in_item and line.left > gathered[0].left + usual.size * _INDENT and len(gathered) > 1:
        return False
    indented = last.left > usual.left + usual.size
    goes_on = line.text[:1].islower() and not ends and not indented
    return _is_heading([last], usual) or goes_on or not short


def _is_heading(lines: Sequence[Line], usual: _Measures) -> bool:
    text = " ".join(line.text for line in lines)
    if len(text.split()) > _HEADING_WORDS:
        return False
    if lines[0].size >= usual.size * _HEADING_SIZE:
        return True
    return all(line.bold for line in lines) and not text.endswith((".", ","))


def _draft(lines: Sequence[Line], usual: _Measures, words: Counter[str]) -> Draft:
    text = lines[0].text
    for line in lines[1:]:
        text = _join(text, line.text, words)
    text = text.translate(_LIGATURES)
    if _is_heading(lines, usual):
        return Draft(text, Kind.HEADING)
    marker = LIST_MARKER.match(text)
    if marker:
        number = marker.group().strip() if marker["number"] else ""
        return Draft(text[marker.end() :], Kind.LIST_ITEM, number)
    return Draft(text)


def _join(text: str, following: str, words: Counter[str]) -> str:
    """Join two lines; a hyphen goes where the word was only broken."""
    if not _HYPHEN.search(text):
        return f"{text} {following}"
    stem, rest = text[:-1], following
    first = re.match(r"[\w-]*", rest)
    last = re.search(r"[\w-]*$", stem)
    compound = f"{last.group() if last else ''}-{first.group() if first else ''}"
    if not rest[:1].islower() or words[compound] > 0:
        return f"{stem}-{rest}"
    return stem + rest
