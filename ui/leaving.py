"""Leave at once when told to: what never ends by itself is ended.

An open page holds a stream that lasts as long as its reader stays. Waited for, it keeps the server
from ending; cancelled, it fills the log with errors. Told that its reader has gone, it just ends.
"""

import asyncio
import socket

import uvicorn

from ui.gate import Application, Message, Receive, Scope, Send

_PATIENCE_SECONDS = 10  # for answers being made, on a slow machine too


class EndingStreams:
    """Tells every request that its reader has gone once ``leaving`` is set, and ends its answer."""

    def __init__(self, app: Application, leaving: asyncio.Event) -> None:
        self._app = app
        self._leaving = leaving

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; after its body, wait for its reader or the server to leave."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = streaming = False

        async def receive_or_leave() -> Message:
            nonlocal asked
            if asked:
                return await self._gone(receive)
            message = await receive()
            asked = not message.get("more_body", False)
            return message

        async def send_on(message: Message) -> None:
            nonlocal streaming
            if message["type"] == "http.response.start":
                streaming = all(name != b"content-length" for name, _ in message["headers"])
            elif not message.get("more_body", False):
                streaming = False
            await send(message)

        await self._app(scope, receive_or_leave, send_on)
        if streaming and self._leaving.is_set():
            await send({"type": "http.response.body"})

    async def _gone(self, receive: Receive) -> Message:
        """Return what comes after the body, or that the reader has gone when the server leaves."""
        message = asyncio.ensure_future(receive())
        left = asyncio.ensure_future(self._leaving.wait())
        try:
            await asyncio.wait((message, left), return_when=asyncio.FIRST_COMPLETED)
            return message.result() if message.done() else {"type": "http.disconnect"}
        finally:
            message.cancel()
            left.cancel()


class LeavingServer(uvicorn.Server):
    """Serves ``app`` and tells its requests when it ends; see ``EndingStreams``."""

    def __init__(self, app: Application) -> None:
        self._leaving = asyncio.Event()
        config = uvicorn.Config(
            EndingStreams(app, self._leaving),
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=_PATIENCE_SECONDS,
        )
        super().__init__(config)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, then the server."""
        self._leaving.set()
        await super().shutdown(sockets)
