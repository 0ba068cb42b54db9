"""Who may come in, and under which path: the doorkeeper before the whole web application."""

import base64
import binascii
import hmac
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from assistant.settings import Settings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_OPEN = ("/healthz", "/readyz")  # for the machine that watches over this one
_UNAUTHORIZED, _FORBIDDEN = 401, 403


class Gate:
    """Lets in whoever gives the operator's user name and password, or comes through their proxy.

    ``settings.auth`` asks for HTTP basic authentication, ``settings.auth_header`` for a header
    that only a trusted proxy sets, with the user's name; where both are set, both are needed.
    """

    def __init__(self, app: Application, settings: Settings) -> None:
        self._app = app
        self._open = {f"{settings.base_path}{path}" for path in _OPEN}
        sign_in = settings.auth
        self._expected = None if sign_in is None else sign_in.get_secret_value().encode()
        self._header = settings.auth_header.lower().encode() if settings.auth_header else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or turn it away with a plain sentence."""
        if scope["type"] not in {"http", "websocket"} or scope["path"] in self._open:
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if self._header and not headers.get(self._header, b"").strip():
            await _turn_away(send, scope, _FORBIDDEN, "Sign in through the proxy of this chat.")
        elif self._expected is not None and not _same(_credentials(headers), self._expected):
            challenge = ((b"www-authenticate", b'Basic realm="Beleg", charset="UTF-8"'),)
            await _turn_away(send, scope, _UNAUTHORIZED, "Sign in to use this chat.", challenge)
        else:
            await self._app(scope, receive, send)


class UnderBasePath:
    """Makes one address of two: proxies may hand on the base path or cut it off."""

    def __init__(self, app: Application, base_path: str) -> None:
        self._app = app
        self._base = base_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as if its path began with the base path."""
        if scope["type"] in {"http", "websocket"}:
            path = scope["path"]
            if path != self._base and not path.startswith(f"{self._base}/"):
                scope = {**scope, "path": self._base + path}
                if "raw_path" in scope:
                    scope["raw_path"] = self._base.encode() + scope["raw_path"]
        await self._app(scope, receive, send)


def _credentials(headers: MutableMapping[bytes, bytes]) -> bytes:
    """Return what basic authentication gives as ``user:password``, empty where it gives none."""
    scheme, _, given = headers.get(b"authorization", b"").partition(b" ")
    if scheme.lower() != b"basic":
        return b""
    try:
        return base64.b64decode(given.strip(), validate=True)
    except binascii.Error:
        return b""


def _same(given: bytes, expected: bytes) -> bool:
    """Compare in a time that tells nothing of where they differ."""
    return hmac.compare_digest(given, expected)


async def _turn_away(
    send: Send,
    scope: Scope,
    status: int,
    sentence: str,
    headers: Iterable[tuple[bytes, bytes]] = (),
) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    body = sentence.encode()
    kind = (b"content-type", b"text/plain; charset=utf-8")
    length = (b"content-length", str(len(body)).encode())
    await send(
        {"type": "http.response.start", "status": status, "headers": [kind, length, *headers]}
    )
    await send({"type": "http.response.body", "body": body})
