"""Make Gradio's page ours: without what names other sites, with what it needs first at its top."""

import re
from collections.abc import Iterable

from markupsafe import Markup

from ui.gate import Application, Message, Receive, Scope, Send

_FOREIGN = re.compile(
    rb'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*|<link\s+rel="manifest"[^>]*>\s*'
)


_TOP = re.compile(rb"<base\s[^>]*>")
_SCRIPT = Markup('<link rel="modulepreload" crossorigin href="{}">')
_STYLE = Markup('<link rel="preload" as="style"{} href="{}">')
_FONT = Markup('<link rel="preload" as="font" crossorigin href="{}">')


class OwnPage:
    """Changes every HTML page that passes through; all else passes untouched.

    Cards for social networks and the manifest go, ``top`` comes in before everything that loads.
    """

    def __init__(self, app: Application, top: str) -> None:
        self._app = app
        self._top = top.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold a page back until it is whole, then send it changed."""
        start: Message | None = None
        body = bytearray()

        async def clean(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
            elif start is None:
                await send(message)
            else:
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    page = with_top(without_cards(bytes(body)), self._top)
                    await send({**start, "headers": _sized(start, len(page))})
                    await send({"type": "http.response.body", "body": page})

        await self._app(scope, receive, clean)


def without_cards(page: bytes) -> bytes:
    """Return the page without its cards for social networks and its manifest."""
    return _FOREIGN.sub(b"", page)


def with_top(page: bytes, top: bytes) -> bytes:
    """Return the page with ``top`` after the tag that says where its addresses begin."""
    return _TOP.sub(lambda base: base[0] + top, page, count=1)


def fetched_first(modules: Iterable[str], styles: Iterable[str], fonts: Iterable[str]) -> str:
    """Return the tags that let a browser fetch these addresses before it meets them.

    ``modules`` are scripts and the styles they import, ``styles`` those of a plain ``link``: what
    a browser has fetched it uses only where it is asked for in the same way.
    """
    tags = [
        _STYLE.format(Markup(" crossorigin"), one) if one.endswith(".css") else _SCRIPT.format(one)
        for one in modules
    ]
    tags += [_STYLE.format("", one) for one in styles]
    tags += [_FONT.format(one) for one in fonts]
    return "".join(tags)


def _is_page(message: Message) -> bool:
    headers = dict(message.get("headers", ()))
    plain = b"content-encoding" not in headers
    return plain and headers.get(b"content-type", b"").startswith(b"text/html")


def _sized(start: Message, size: int) -> list[tuple[bytes, bytes]]:
    kept = [entry for entry in start["headers"] if entry[0].lower() != b"content-length"]
    return [*kept, (b"content-length", str(size).encode())]
