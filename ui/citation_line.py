"""The line under a quote: who says so, when, in which language, and where to read it."""

from datetime import date
from typing import Protocol

from markupsafe import Markup

from assistant.languages import language_name
from assistant.records import Citation
from documents.records import Status
from ui.export import citation_as_text, long_date, status_of
from ui.visible_text import escaped, web_address
from ui.wording import Wording


class Described(Protocol):
    """What a citation and a release both know about where a text comes from."""

    @property
    def issuer(self) -> str | None: ...  # noqa: D102 - a field, told in the records
    @property
    def language(self) -> str: ...  # noqa: D102
    @property
    def url(self) -> str | None: ...  # noqa: D102
    @property
    def status(self) -> Status: ...  # noqa: D102


def citation_line(described: Described, published: date | None, wording: Wording) -> Markup:
    """Return issuer, date, language and link as one line of HTML; what is unknown is left out."""
    parts = [escaped(described.issuer)] if described.issuer else []
    if said := status_label(described.status, wording):
        parts.insert(0, said)
    parts.append(Markup("<span>{}</span>").format(long_date(published, wording)))
    parts.append(escaped(language_name(described.language, wording.code)))
    if address := web_address(described.url):
        link = Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>')
        parts.append(link.format(escaped(address), wording.original))
    separator = Markup(' <span aria-hidden="true">·</span> ')
    return Markup('<p class="line">{}</p>').format(separator.join(parts))


def status_label(status: Status, wording: Wording) -> Markup:
    """Return what a reader must know of a release's status, nothing where all is well."""
    said = status_of(status, wording)
    return Markup('<strong class="status">{}</strong>').format(said) if said else Markup("")


def copy_button(quote: Citation, wording: Wording) -> Markup:
    """Return the button that copies the quote with its source."""
    return Markup(
        '<button type="button" class="plain" data-copy="{}" data-done="{}">{}</button>'
    ).format(citation_as_text(quote, wording), wording.copied, wording.copy_citation)
