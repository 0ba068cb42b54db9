"""Make untrusted text safe to show: what is invisible becomes visible, what is markup becomes text.

Releases, file names, questions and model output are data. Nothing of theirs reaches a terminal or
a page except through ``visible`` or ``escaped``.
"""

import re
from urllib.parse import urlsplit

from markupsafe import Markup, escape

# Control characters (a terminal obeys them), bidirectional embeddings, overrides and isolates
# (they reorder what the reader sees) and lone surrogates (no encoder takes them). Tab and line
# feed stay; so do U+200E and U+200F, which right-to-left text needs and which reorder nothing.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """Return ``text`` with every character that could act instead of being read spelt out.

    U+202E becomes ``[U+202E]``; ordinary text comes back unchanged.
    """
    return _INVISIBLE.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def escaped(text: str) -> Markup:
    """Return ``text`` as it may stand in an HTML element or a quoted attribute.

    Pages are built with ``Markup.format``, which escapes whatever is not ``Markup`` once more
    by itself: forgetting this function can show an invisible character, never run a script.
    """
    return escape(visible(text))


def web_address(url: str | None) -> str | None:
    """Return ``url`` if a reader may safely follow it (http or https with a host), else None."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in {"http", "https"} and parts.netloc else None
