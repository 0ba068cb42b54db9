"""Send Gradio's page without what names other sites: cards for social networks, a manifest."""

import re

from ui.gate import Application, Message, Receive, Scope, Send

_FOREIGN = re.compile(
    rb'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*|<link\s+rel="manifest"[^>]*>\s*'
)


class OwnPage:
    """Takes those tags out of every HTML page that passes through; all else passes untouched."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold a page back until it is whole, then send it without those tags."""
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
                    page = without_cards(bytes(body))
                    await send({**start, "headers": _sized(start, len(page))})
                    await send({"type": "http.response.body", "body": page})

        await self._app(scope, receive, clean)


def without_cards(page: bytes) -> bytes:
    """Return the page without its cards for social networks and its manifest."""
    return _FOREIGN.sub(b"", page)


def _is_page(message: Message) -> bool:
    headers = dict(message.get("headers", ()))
    plain = b"content-encoding" not in headers
    return plain and headers.get(b"content-type", b"").startswith(b"text/html")


def _sized(start: Message, size: int) -> list[tuple[bytes, bytes]]:
    kept = [entry for entry in start["headers"] if entry[0].lower() != b"content-length"]
    return [*kept, (b"content-length", str(size).encode())]
