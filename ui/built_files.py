"""Serve files that never change under their address: compressed once, kept by browsers a year."""

import gzip
import mimetypes
from functools import cache
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

_TEXTS = {"application/json", "image/svg+xml", "text/css", "text/javascript"}
_KEPT = "private, max-age=31536000, immutable"


def serve_built_files(server: FastAPI, path: str, folder: Path) -> None:
    """Let ``GET path/NAME`` answer with the file of that name in ``folder``, and nothing else.

    Whoever names a file in a page makes its address change with it (``?v=…``). Names are those
    found now; what is read stays in memory.
    """
    names = {
        file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()
    }

    @cache
    def built(name: str) -> tuple[str, bytes, bytes]:
        kind = _kind(name)
        content = names[name].read_bytes()
        return kind, content, gzip.compress(content) if kind in _TEXTS else b""

    async def answer(request: Request) -> Response:  # a thread would cost more than it does
        name = request.path_params["name"]
        if name not in names:
            return PlainTextResponse("Not found.", 404)
        kind, content, compressed = built(name)
        headers = {"cache-control": _KEPT, "vary": "accept-encoding"}
        if compressed and "gzip" in request.headers.get("accept-encoding", ""):
            headers["content-encoding"], content = "gzip", compressed
        return Response(content, media_type=kind, headers=headers)

    server.add_route(f"{path}/{{name:path}}", answer)


def _kind(name: str) -> str:
    """Return the media type; operating systems disagree about that of scripts."""
    if name.endswith(".js"):
        return "text/javascript"
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
