"""The lines of a PDF's pages, with the place and size of their type, by PDFium."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from documents.errors import ReleaseUnreadable
from documents.reading import damaged

_MOST_PAGES = 300
_MOST_CHARACTERS = 3_000_000
_BOLD_WEIGHT = 600
# PDFium gives a hyphen at a line's end as this character, and no line end after it.
_HYPHEN_AT_LINE_END = "\x02"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of type; lengths in points, ``top`` grows upwards."""

    text: str
    page: int
    left: float
    right: float
    top: float
    size: float
    bold: bool


def read_lines(content: bytes, document: str) -> list[list[Line]]:
    """Return the lines of each page in reading order. Raises ``ReleaseUnreadable``."""
    import pypdfium2 as pdfium

    try:
        opened = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as exc:
        if "password" in str(exc).lower() or "security" in str(exc).lower():
            raise ReleaseUnreadable(
                f"{document} is protected by a password.", "Save it without a password."
            ) from exc
        raise damaged(document, "PDF") from exc
    try:
        if len(opened) > _MOST_PAGES:
            raise ReleaseUnreadable(
                f"{document} has more than {_MOST_PAGES} pages.", "Give the release alone."
            )
        pages: list[list[Line]] = []
        characters = 0
        for number in range(len(opened)):
            lines = list(_lines_of(opened, number))
            characters += sum(len(line.text) for line in lines)
            if characters > _MOST_CHARACTERS:
                raise ReleaseUnreadable(f"{document} is too long.", "Give the release alone.")
            pages.append(lines)
    except pdfium.PdfiumError as exc:
        raise damaged(document, "PDF") from exc
    else:
        return pages
    finally:
        opened.close()


def _lines_of(opened: Any, number: int) -> Iterator[Line]:  # noqa: ANN401 - pypdfium2 is untyped
    from pypdfium2 import raw

    page = opened[number]
    text_page = page.get_textpage()
    try:
        gathered: list[int] = []
        for place in range(min(text_page.count_chars(), _MOST_CHARACTERS)):
            char = chr(raw.FPDFText_GetUnicode(text_page, place))
            if char not in "\r\n":
                gathered.append(place)
            if char in "\r\n" + _HYPHEN_AT_LINE_END:
                yield from _line(text_page, gathered, number)
                gathered = []
        yield from _line(text_page, gathered, number)
    finally:
        text_page.close()
        page.close()


def _line(text_page: Any, places: list[int], page: int) -> Iterator[Line]:  # noqa: ANN401
    from pypdfium2 import raw

    text = "".join(chr(raw.FPDFText_GetUnicode(text_page, place)) for place in places)
    shown = [
        place
        for place, char in zip(places, text, strict=True)
        if not char.isspace() and raw.FPDFText_IsGenerated(text_page, place) != 1
    ]
    if not text.strip() or not shown:
        return
    left, _ = _box(text_page, shown[0])
    _, right = _box(text_page, shown[-1])
    origin_x, origin_y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, shown[0], origin_x, origin_y)
    middle = shown[len(shown) // 2]
    yield Line(
        " ".join(text.replace(_HYPHEN_AT_LINE_END, "-").split()),
        page,
        left,
        right,
        origin_y.value,
        _size(text_page, middle),
        _is_bold(text_page, shown[0]) and _is_bold(text_page, shown[-1]),
    )


def _box(text_page: Any, place: int) -> tuple[float, float]:  # noqa: ANN401
    from pypdfium2 import raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text_page, place, left, right, bottom, top)
    return left.value, right.value


def _size(text_page: Any, place: int) -> float:  # noqa: ANN401
    """Return the size of type as it is shown: the font's size times its matrix."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    size = float(raw.FPDFText_GetFontSize(text_page, place))
    if raw.FPDFText_GetMatrix(text_page, place, matrix) and matrix.d:
        size *= abs(float(matrix.d))
    return size


def _is_bold(text_page: Any, place: int) -> bool:  # noqa: ANN401
    from pypdfium2 import raw

    if raw.FPDFText_GetFontWeight(text_page, place) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text_page, place, name, len(name), flags)
    return 0 < length <= len(name) and b"bold" in name.value.lower()
