"""One article of our own, exported to every format that releases come in."""

import io
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape
from pathlib import Path

import docx
from fpdf import FPDF

ISO_DATE = "2025-03-07"
ARTICLES = Path(__file__).parent / "articles"
Part = tuple[str, str]
"""Kind (``title``, ``heading``, ``paragraph``, ``item``) and text."""


@dataclass(frozen=True)
class Article:
    language: str
    parts: tuple[Part, ...]

    @classmethod
    def load(cls, language: str) -> "Article":
        kinds = {"#": "title", "##": "heading", "-": "item"}
        parts = []
        for line in (ARTICLES / f"{language}.md").read_text(encoding="utf-8").splitlines():
            mark, _, text = line.partition(" ")
            if line:
                parts.append((kinds[mark], text) if mark in kinds else ("paragraph", line))
        return cls(language, tuple(parts))

    @property
    def title(self) -> str:
        return self.parts[0][1]


def as_text(article: Article) -> bytes:
    marks = {"item": "- "}
    return "\n".join(marks.get(kind, "") + text for kind, text in article.parts).encode()


def as_markdown(article: Article) -> bytes:
    marks = {"title": "# ", "heading": "## ", "item": "- "}
    return "\n\n".join(marks.get(kind, "") + text for kind, text in article.parts).encode()


def as_html(article: Article) -> bytes:
    tags = {"title": "h1", "heading": "h2", "paragraph": "p", "item": "li"}
    body = ""
    for place, (kind, text) in enumerate(article.parts):
        before = article.parts[place - 1][0] if place else ""
        after = article.parts[place + 1][0] if place + 1 < len(article.parts) else ""
        body += "<ul>" if kind == "item" != before else ""
        body += f"<{tags[kind]}>{escape(text)}</{tags[kind]}>\n"
        body += "</ul>" if kind == "item" != after else ""
    return (
        f'<!doctype html><html lang="{article.language}"><head><meta charset="utf-8">'
        f"<title>{escape(article.title)}</title>"
        '<meta name="generator" content="A system">'
        f'<meta property="article:published_time" content="{ISO_DATE}T09:00:00+01:00">'
        '</head><body><nav><ul><li><a href="/">Start</a></li><li><a href="/p">Presse</a></li></ul>'
        f"</nav><main><article>{body}</article></main>"
        "<footer><p>© 2026 <a href='/i'>Impressum</a> <a href='/d'>Datenschutz</a></p></footer>"
        "</body></html>"
    ).encode()


def as_word(article: Article) -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Pressemitteilung"
    styles = {"title": "Title", "heading": "Heading 2", "item": "List Bullet"}
    for kind, text in article.parts:
        document.add_paragraph(text, style=styles.get(kind))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


class _Pages(FPDF):
    def header(self) -> None:
        self.set_font("helvetica", size=8)
        self.cell(0, 8, "Pressemitteilung der Beispiel AG", new_x="LMARGIN", new_y="NEXT")
        self.ln(4)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", size=8)
        self.cell(0, 10, f"Seite {self.page_no()} von {{nb}}", align="C")


def as_pdf(article: Article) -> bytes:
    pages = _Pages(format=(148, 210))
    pages.core_fonts_encoding = "cp1252"
    pages.add_page()
    for kind, text in article.parts:
        sizes = {"title": 18, "heading": 13}
        bold = "B" if kind in sizes else ""
        pages.set_font("times", bold, sizes.get(kind, 11))
        shown = f"\x95 {text}" if kind == "item" else text
        shown = shown.replace("\x95", "•")
        height = 9 if kind == "title" else 5.5
        pages.multi_cell(0, height, shown, align="J", new_x="LMARGIN", new_y="NEXT")
        pages.ln(0 if kind == "item" else 3)
    return bytes(pages.output())


def as_mail(article: Article) -> bytes:
    message = EmailMessage()
    message["Subject"] = f"Pressemitteilung: {article.title}"
    message["From"] = "Beispiel AG <presse@beispiel.example>"
    message["To"] = "redaktion@zeitung.example"
    message["Date"] = "Fri, 07 Mar 2025 09:30:00 +0100"
    message.set_content(as_text(article).decode())
    message.add_alternative(as_html(article).decode(), subtype="html")
    return message.as_bytes()


EXPORTS = {
    ".txt": as_text,
    ".md": as_markdown,
    ".html": as_html,
    ".docx": as_word,
    ".pdf": as_pdf,
    ".eml": as_mail,
}
