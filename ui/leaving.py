"""Leave at once when told to: what never ends by itself is ended.

An open page holds a stream that lasts as long as its reader stays. Waited for, it keeps the server
from ending; cancelled, it fills the log with errors. Told that its reader has gone, it just ends.
"""

import asyncio
import socket

import uvicorn

from ui.gate import Application, Message, Receive, Scope, Send

_PATIENCE_SECONDS = 3  # for answers being made
_GONE: Message = {"type": "http.disconnect"}


class EndingStreams:
    """Tells every request that its reader has gone, once ``leaving`` is set."""

    def __init__(self, app: Application, leaving: asyncio.Event) -> None:
        self._app = app
        self._leaving = leaving

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; after its body, wait for its reader or the server to leave."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        complete = False

        async def receive_or_leave() -> Message:
            nonlocal complete
            if not complete:
                message = await receive()
                complete = not message.get("more_body", False)
                return message
            gone = asyncio.ensure_future(receive())
            left = asyncio.ensure_future(self._leaving.wait())
            try:
                await asyncio.wait((gone, left), return_when=asyncio.FIRST_COMPLETED)
                return gone.result() if gone.done() else _GONE
            finally:
                gone.cancel()
                left.cancel()

        await self._app(scope, receive_or_leave, send)


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
