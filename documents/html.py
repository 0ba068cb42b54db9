"""HTML: the article of a web page, without what surrounds it."""

import logging
import re
from collections.abc import Iterator
from configparser import ConfigParser
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree as ET

from documents.blocks import Draft
from documents.details import Details
from documents.errors import ReleaseUnreadable
from documents.page_facts import published_on, publisher
from documents.reading import Reading, damaged
from documents.records import Kind

_FEWEST_WORDS = 8
_SENTENCE = re.compile(r"\w\S*[.!?。]")
_DEEPEST = 200
_SPACE = re.compile(r"\s+")


def read_html(source: str, document: str, url: str | None = None) -> Reading:
    """Return the article of a page and what its metadata say.

    trafilatura finds the text, the title and the site's name; ``url`` is the page's address if it
    is known. Raises ``ReleaseUnreadable`` for a page without article.
    """
    root, details = _extract(source, document, url)
    drafts = list(_drafts(root)) if root is not None else []
    prose = " ".join(draft.text for draft in drafts if draft.kind is Kind.PARAGRAPH)
    if len(prose.split()) < _FEWEST_WORDS or not _SENTENCE.search(prose):
        raise ReleaseUnreadable(
            f"{document} is a web page without an article.",
            "Give the address or file of the release itself, not of a list or a script.",
        )
    title = details.title
    if title and not any(_same(title, draft.text) for draft in drafts[:3]):
        drafts.insert(0, Draft(title, Kind.HEADING))
    drafts = [
        Draft(draft.text, Kind.HEADING) if title and _same(title, draft.text) else draft
        for draft in drafts
    ]
    return Reading.of_drafts(drafts, details)


def _extract(source: str, document: str, url: str | None) -> tuple[ET.Element | None, Details]:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs what we raise
    try:
        page = trafilatura.load_html(source)
        if page is None:
            return None, Details()
        found = trafilatura.extract(
            source,
            url=url,
            output_format="xml",
            favor_recall=True,
            include_comments=False,
            config=_short_texts_too(),
        )
        known = trafilatura.extract_metadata(source, default_url=url, extensive=False)
        root = ET.fromstring(found) if found else None  # noqa: S314 - trafilatura just wrote it
        return root, _details(page, known, url)
    except Exception as exc:
        raise damaged(document, "HTML") from exc


@lru_cache(maxsize=1)
def _short_texts_too() -> ConfigParser:
    """Return trafilatura's settings, but for its doubts about articles of a few sentences."""
    from trafilatura.settings import use_config

    config: ConfigParser = use_config()
    for name in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):
        config.set("DEFAULT", name, "20")
    return config


def _details(page: Any, known: Any, url: str | None) -> Details:  # noqa: ANN401 - untyped
    """Return what the page says about itself; trafilatura's dates may be those of a change."""
    title, site = (known.title, known.sitename) if known else (None, None)
    if site and known.hostname and site.lower() in {known.hostname, f"www.{known.hostname}"}:
        site = None
    return Details(
        title=_SPACE.sub(" ", title).strip() if title else None,
        published=published_on(page),
        issuer=publisher(page) or site or None,
        url=url or (known.url if known else None) or None,
        subjects=tuple(dict.fromkeys([*known.categories, *known.tags])) if known else (),
    )


def _drafts(root: ET.Element, depth: int = 0) -> Iterator[Draft]:
    """Yield the blocks below an element of trafilatura's XML."""
    for element in root:
        if element.tag == "comments" or depth > _DEEPEST:
            continue
        if element.tag == "head":
            yield Draft(_text(element), Kind.HEADING)
        elif element.tag == "item":
            yield Draft(_text(element).replace("\n", " "), Kind.LIST_ITEM)
        elif element.tag == "row":
            cells = [_text(cell).replace("\n", " ").strip() for cell in element]
            yield Draft(" – ".join(cell for cell in cells if cell))
        elif element.tag in {"p", "ab", "code", "fw"} or (len(element) == 0 and element.text):
            for line in _text(element).split("\n"):
                yield Draft(line)
        else:
            yield from _drafts(element, depth + 1)


def _text(element: ET.Element) -> str:
    """Return an element's text, line breaks as line ends and other blanks as one."""
    parts: list[str] = []
    for inner in element.iter():
        if inner.tag == "lb":
            parts.append("\n")
        if inner.text:
            parts.append(_SPACE.sub(" ", inner.text))
        if inner.tail and inner is not element:
            parts.append(_SPACE.sub(" ", inner.tail))
    return "".join(parts)


def _same(one: str, other: str) -> bool:
    return _SPACE.sub(" ", one).strip().casefold() == _SPACE.sub(" ", other).strip().casefold()
