"""Take answers along: a citation, an answer or a conversation as text, Markdown or HTML.

What is exported is verbatim, unlike what is shown: a quote leaves exactly as it stands in its
release. Only Markdown and HTML get the escapes their formats ask for.
"""

import re
from collections.abc import Iterable
from datetime import date

from babel.dates import format_date, format_interval
from markupsafe import Markup, escape

from assistant.records import Answer, Citation, Composer, Period
from documents.records import Status
from ui.visible_text import web_address
from ui.wording import Wording

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+!|~&-])")
_NUMBERED = re.compile(r"^(\s*\d+)([.)])", re.MULTILINE)


def markdown_text(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is."""
    return _NUMBERED.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", text))


def citation_as_text(citation: Citation, wording: Wording) -> str:
    """Return the quote and its speaker, then issuer, headline, date, status, address and place."""
    quoted = _quoted(citation.quote, wording)
    said = f"{quoted} – {citation.speaker}" if citation.speaker else quoted
    return "\n".join((said, _source(citation, wording)))


def answer_as_text(answer: Answer, wording: Wording) -> str:
    """Return question and answer with numbered footnotes, as plain text."""
    body = " ".join(
        text + "".join(f" [{number}]" for number in numbers)
        for text, numbers in _parts(answer, wording)
    )
    notes = (f"[{one.number}] {citation_as_text(one, wording)}" for one in answer.citations)
    return "\n\n".join((answer.question, body, *notes))


def answer_as_markdown(answer: Answer, wording: Wording, prefix: str = "") -> str:
    """Return question and answer with footnotes, in Markdown.

    ``prefix`` keeps the names of footnotes apart where several answers share a document.
    """
    body = " ".join(
        markdown_text(_one_line(text)) + "".join(f"[^{prefix}{number}]" for number in numbers)
        for text, numbers in _parts(answer, wording)
    )
    notes = (
        f"[^{prefix}{one.number}]: {markdown_text(_one_line(citation_as_text(one, wording)))}"
        for one in answer.citations
    )
    return "\n\n".join((f"**{markdown_text(_one_line(answer.question))}**", body, *notes))


def answer_as_html(answer: Answer, wording: Wording) -> Markup:
    """Return question and answer with footnotes, as HTML for a word processor."""
    body = Markup(" ").join(
        escape(text) + Markup("").join(Markup("<sup>[{}]</sup>").format(one) for one in numbers)
        for text, numbers in _parts(answer, wording)
    )
    notes = Markup("").join(
        Markup("<li>{}</li>").format(
            Markup("<br>").join(citation_as_text(one, wording).splitlines())
        )
        for one in answer.citations
    )
    return Markup("<p><strong>{}</strong></p><p>{}</p><ol>{}</ol>").format(
        answer.question, body, notes
    )


def conversation_as_markdown(answers: Iterable[Answer], wording: Wording) -> str:
    """Return a whole conversation in Markdown, one section an answer."""
    sections = (
        answer_as_markdown(answer, wording, prefix=f"{place}-")
        for place, answer in enumerate(answers, 1)
    )
    return "\n\n---\n\n".join(sections) + "\n"


_LOCALES = {"de": "de_DE", "fr": "fr_FR", "en": "en_GB"}


def long_date(published: date | None, wording: Wording) -> str:
    """Return the date as a newspaper of that language writes it."""
    if published is None:
        return wording.undated
    return format_date(published, "long", locale=_LOCALES[wording.code])


def days(period: Period, wording: Wording) -> str:
    """Return a day, or the first and last of several, as a newspaper of that language does."""
    if period.first == period.last:
        return long_date(period.first, wording)
    locale = _LOCALES[wording.code]
    return str(format_interval(period.first, period.last, "yMMMd", locale=locale))


def status_of(status: Status, wording: Wording) -> str | None:
    """Return what a reader must know of a release's status, ``None`` where all is well."""
    return None if status is Status.PUBLISHED else str(getattr(wording, status.value))


def _parts(answer: Answer, wording: Wording) -> list[tuple[str, tuple[int, ...]]]:
    """Return the answer's statements with the numbers of their quotes, a refusal without any."""
    if not answer.statements:
        return [(answer.text, ())]
    quotes = answer.composer is Composer.QUOTES
    return [
        (_quoted(one.text, wording) if quotes else one.with_original, one.citations)
        for one in answer.statements
    ]


def _quoted(quote: str, wording: Wording) -> str:
    return wording.quotation_marks.format(quote)


def _source(citation: Citation, wording: Wording) -> str:
    """Return the lines that name the source and where the quote stands, so that anyone can check.

    What is unknown is left out.
    """
    place = wording.place.format(
        document=citation.document,
        start=citation.start,
        end=citation.end,
        hash=citation.content_hash,
    )
    headline = ", ".join(
        part
        for part in (
            citation.issuer,
            citation.title,
            long_date(citation.date, wording),
            status_of(citation.status, wording),
        )
        if part
    )
    return "\n".join(line for line in (headline, web_address(citation.url), place) if line)


def _one_line(text: str) -> str:
    return " ".join(text.split())
