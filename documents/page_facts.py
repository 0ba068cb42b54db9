"""Page facts: when and by whom a web page says that its article was published.

Read from the places made for it: meta elements (Open Graph, Dublin Core), JSON-LD (schema.org)
and ``time`` elements of the article. The day of the visit, of the last change, or of another
article linked beside it is none of these.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

_PUBLISHED = frozenset(
    {
        "article:published",
        "article:published_time",
        "citation_publication_date",
        "date",
        "datepublished",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.issued",
        "og:article:published_time",
        "og:published_time",
        "parsely-pub-date",
        "pubdate",
        "publication_date",
        "publish-date",
        "publish_date",
        "publishdate",
    }
)
_ARTICLES = ("Article", "NewsArticle", "PressRelease", "Report", "BlogPosting", "WebPage")
_DEEPEST = 30


def published_on(page: Any) -> date | None:  # noqa: ANN401 - lxml's element is untyped
    """Return the day of publication, ``None`` where a page names none or several."""
    for found in (_by_meta(page), _by_json(page), _by_time(page)):
        days = {day for text in found if (day := _day(text))}
        if len(days) == 1:
            return days.pop()
    return None


def publisher(page: Any) -> str | None:  # noqa: ANN401
    """Return the name of the publisher that the page's JSON-LD gives."""
    for thing in _articles(page):
        named = thing.get("publisher") or thing.get("sourceOrganization")
        named = named[0] if isinstance(named, list) and named else named
        name = named.get("name") if isinstance(named, dict) else named
        if isinstance(name, str) and name.strip():
            return " ".join(name.split())
    return None


def _by_meta(page: Any) -> Iterator[str]:  # noqa: ANN401
    for meta in page.xpath("//meta[@content]"):
        names = (meta.get("property"), meta.get("name"), meta.get("itemprop"))
        if any(name and name.strip().lower() in _PUBLISHED for name in names):
            yield meta.get("content")


def _by_json(page: Any) -> Iterator[str]:  # noqa: ANN401
    for thing in _articles(page):
        if isinstance(thing.get("datePublished"), str):
            yield thing["datePublished"]


def _by_time(page: Any) -> Iterator[str]:  # noqa: ANN401
    marked = page.xpath("//time[@datetime][@pubdate or contains(@itemprop, 'datePublished')]")
    inside = page.xpath("//article//time[@datetime] | //main//header//time[@datetime]")
    for element in marked or inside:
        yield element.get("datetime")


def _articles(page: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """Yield the articles that the page's JSON-LD describes, but not those they mention."""
    for script in page.xpath("//script[@type='application/ld+json']"):
        try:
            values = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for thing in _things(values):
            kinds = thing.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(kind in _ARTICLES for kind in kinds):
                yield thing


def _things(values: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(values, list) and depth < _DEEPEST:
        for value in values:
            yield from _things(value, depth + 1)
    elif isinstance(values, dict):
        yield values
        yield from _things(values.get("@graph"), depth + 1)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
