"""Word: the paragraphs of a .docx file."""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from documents.blocks import Draft
from documents.errors import ReleaseUnreadable
from documents.reading import Reading, damaged
from documents.records import Kind

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_LARGEST_UNPACKED = 100_000_000


def read_word(content: bytes, document: str) -> Reading:
    """Return the body of a Word file: headings by style, lists, tables row by row.

    Heads and feet of pages are left out, and so are the file's own dates, which say when it was
    saved, not when the release was issued. Raises ``ReleaseUnreadable``.
    """
    _check_archive(content, document)
    import docx

    try:
        opened = docx.Document(io.BytesIO(content))
        drafts = [draft for item in opened.iter_inner_content() for draft in _drafts(item)]
    except Exception as exc:
        raise damaged(document, "Word") from exc
    return Reading.of_drafts(drafts)


def _check_archive(content: bytes, document: str) -> None:
    """Refuse what is no archive, is locked, or unpacks to far more than a text can be."""
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise ReleaseUnreadable(
            f"{document} is protected by a password or an old Word file.",
            "Save it as .docx without a password.",
        )
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as exc:
        raise damaged(document, "Word") from exc
    if sum(entry.file_size for entry in entries) > _LARGEST_UNPACKED:
        raise ReleaseUnreadable(
            f"{document} unpacks to more than 100 MB.", "Give the release without its pictures."
        )


def _drafts(item: object) -> Iterator[Draft]:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    if isinstance(item, Paragraph):
        yield from _of_paragraph(item)
    elif isinstance(item, Table):
        for row in item.rows:
            cells = list(dict.fromkeys(cell.text.strip() for cell in row.cells))
            yield Draft(" – ".join(cell.replace("\n", " ") for cell in cells if cell))


def _of_paragraph(paragraph: "Paragraph") -> Iterator[Draft]:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    properties = paragraph._p.pPr  # noqa: SLF001 - python-docx shows numbering nowhere else
    numbered = properties is not None and properties.numPr is not None
    text = paragraph.text
    if style == "Title" or style.startswith("Heading"):
        yield Draft(text.replace("\n", " "), Kind.HEADING)
    elif numbered or style.startswith("List"):
        yield Draft(text.replace("\n", " "), Kind.LIST_ITEM)
    else:
        for line in text.split("\n"):
            yield Draft(line)
