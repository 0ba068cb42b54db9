"""Markdown: its headings, paragraphs and list items as plain text."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

from documents.blocks import Draft
from documents.records import Kind


def read_markdown(source: str) -> list[Draft]:
    """Return the blocks of a Markdown text, without its marks; HTML and images are left out."""
    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    drafts: list[Draft] = []
    markers: list[str] = []
    kind, marker = Kind.PARAGRAPH, ""
    for token in tokens:
        if token.type == "heading_open":
            kind = Kind.HEADING
        elif token.type == "list_item_open":
            number = token.info and f"{token.info}{token.markup}"
            kind, marker = Kind.LIST_ITEM, number or "•"
            markers.append(marker)
        elif token.type == "list_item_close":
            markers.pop()
        elif token.type == "inline":
            drafts.append(Draft(_plain(token), kind, marker if kind is Kind.LIST_ITEM else ""))
            kind = Kind.PARAGRAPH
        elif token.type in {"fence", "code_block"}:
            drafts.append(Draft(token.content))
    return drafts


def _plain(token: Token) -> str:
    parts = []
    for child in token.children or []:
        if child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return "".join(parts)
