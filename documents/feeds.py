"""Feeds: the addresses of releases that an RSS or Atom feed or a sitemap lists."""

import html
import re
from urllib.parse import urljoin

from documents.errors import ReleaseUnreadable
from documents.fetch import Fetched

_MOST_ITEMS = 500
_SITEMAP = re.compile(rb"<(?:\w+:)?urlset\b")
_LOCATION = re.compile(r"<(?:\w+:)?loc>\s*([^<\s]{1,2000})\s*</(?:\w+:)?loc>")


def read_feed(fetched: Fetched) -> tuple[str, ...]:
    """Return the addresses of a feed's items, newest as the feed orders them, at most 500.

    Raises ``ReleaseUnreadable`` for what is no feed or lists nothing.
    """
    if _SITEMAP.search(fetched.content[:2_000]):
        text = fetched.content.decode("utf-8", "replace")
        found = [html.unescape(address) for address in _LOCATION.findall(text)]
    else:
        import feedparser

        entries = feedparser.parse(fetched.content).entries
        found = [str(entry.get("link") or "") for entry in entries]
    addresses = [urljoin(fetched.url, address) for address in found if address]
    if not addresses:
        raise ReleaseUnreadable(
            f"{fetched.url} is no feed that lists releases.",
            "Give the address of an RSS or Atom feed or of a sitemap.",
        )
    return tuple(dict.fromkeys(addresses))[:_MOST_ITEMS]
