"""A reverse proxy in miniature: it shows a chat under a path, and may name the user to it."""

from contextlib import asynccontextmanager

import httpx
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

_METHODS = ["GET", "HEAD", "POST", "PUT"]


def reverse_proxy(upstream, base_path, *, cuts_off, user=None):
    """Return a proxy that hands what comes under ``base_path`` on to ``upstream``.

    It ``cuts_off`` that path or hands it on as it is; anything elsewhere is not found. ``user`` is
    whom it names in ``X-Remote-User``.
    """
    client = httpx.AsyncClient(base_url=upstream, timeout=60)

    async def forward(request):
        path = request.url.path
        if not path.startswith(f"{base_path}/"):
            return PlainTextResponse("Nothing is here.", 404)
        if cuts_off:
            path = path.removeprefix(base_path)
        headers = dict(request.headers) | ({"x-remote-user": user} if user else {})
        asked = client.build_request(
            request.method,
            httpx.URL(path=path, query=request.url.query.encode()),
            headers=headers,
            content=request.stream(),
        )
        said = await client.send(asked, stream=True)
        return StreamingResponse(
            said.aiter_raw(), said.status_code, said.headers, background=BackgroundTask(said.aclose)
        )

    @asynccontextmanager
    async def open_client(_application):
        async with client:
            yield

    routes = [Route("/{path:path}", forward, methods=_METHODS)]
    return Starlette(routes=routes, lifespan=open_client)
