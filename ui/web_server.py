"""Serve the web chat: one address, no request to anywhere else, a clean start and end.

/            the chat (Gradio)
/desk/…      its style, script and fonts
/healthz     200 as long as the process serves
/readyz      200 once models and index answer, 503 before
/releases/…  takes up a release, where the operator allows it

With ``settings.base_path`` all of these lie below that path.
"""

import logging
import socket
import threading
from typing import TYPE_CHECKING

import gradio as gr
from fastapi import FastAPI
from fastapi.responses import JSONResponse

from documents.errors import BelegError
from ui.built_files import serve_built_files
from ui.chat_events import ChatEvents
from ui.first_files import FRONTEND, first_files
from ui.gate import Application, Gate, Message, Receive, Scope, Send, UnderBasePath
from ui.leaving import LeavingServer
from ui.own_page import OwnPage, fetched_first
from ui.uploading import allow_uploads
from ui.web_chat import DESK, FONTS, HEAD, STYLES, TOP, build

if TYPE_CHECKING:
    from assistant import Assistant

logger = logging.getLogger(__name__)

# Gradio builds its components with `new Function` and inline styles; nothing may come from, go to
# or be framed by another host.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)
_FORGET_SECONDS = 60
_LAST_WORK_SECONDS = 5
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


def application(
    assistant: "Assistant", ready: threading.Event, events: ChatEvents | None = None
) -> FastAPI:
    """Return the whole web application over ``assistant``; ``ready`` opens ``/readyz``."""
    events = events or ChatEvents(assistant)
    server = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)

    settings = assistant.settings
    base = settings.base_path

    @server.get(f"{base}/healthz")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @server.get(f"{base}/readyz")
    def readiness() -> JSONResponse:
        try:
            assistant.check()
        except BelegError as error:
            return JSONResponse({"status": "not ready", "problem": str(error)}, status_code=503)
        if not ready.is_set():
            return JSONResponse({"status": "starting"}, status_code=503)
        return JSONResponse({"status": "ready", "releases": assistant.status().releases})

    serve_built_files(server, f"{base}/desk", DESK)
    serve_built_files(server, f"{base}/assets", FRONTEND / "assets")
    if settings.uploads:
        allow_uploads(server, base, settings.documents)
    system = ["system-ui", "sans-serif"]
    page = build(events, settings)
    gr.mount_gradio_app(
        server,
        page,
        path=base or "/",
        theme=gr.themes.Base(font=system, font_mono=["ui-monospace", "monospace"]),
        head=HEAD,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        show_error=False,
        pwa=False,
        mcp_server=False,
        max_file_size="1mb",
    )
    server.add_middleware(OwnPage, top=_top(page))
    server.add_middleware(Gate, settings=settings)
    if base:
        server.add_middleware(UnderBasePath, base_path=base)
    server.add_middleware(_SafeHeaders)
    return server


def _top(page: gr.Blocks) -> str:
    """Return what stands at the top of the page: our script, and what Gradio's will ask for."""
    components = dict.fromkeys(block.get_block_name() for block in page.blocks.values())
    return TOP + fetched_first(
        modules=[f"./assets/{name}" for name in first_files(components)],
        styles=[f"./theme.css?v={page.theme_hash}", *STYLES],
        fonts=FONTS,
    )


class _SafeHeaders:
    """Adds the headers that keep a page to its own host."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self._app(scope, receive, send_safely)


def serve(assistant: "Assistant", listener: socket.socket) -> None:
    """Serve the chat on ``listener`` until the process is told to stop (Ctrl-C or SIGTERM)."""
    ready = threading.Event()
    events = ChatEvents(assistant)
    server = LeavingServer(application(assistant, ready, events))
    stop = threading.Event()
    beside = [
        threading.Thread(target=work, args=given, daemon=True)
        for work, given in (
            (_prepare, (assistant, events, ready, stop)),
            (_forget, (events, stop)),
        )
    ]
    for thread in beside:
        thread.start()
    try:
        server.run(sockets=[listener])
    finally:
        stop.set()
        # A passage that is being read is read to its end: whoever ends the process amid the
        # encoder's work sees it abort.
        for thread in beside:
            thread.join(_LAST_WORK_SECONDS)


def _forget(events: ChatEvents, stop: threading.Event) -> None:
    """Let go in time of what may no longer be kept, also while nobody is there."""
    events.forget()
    while not stop.wait(_FORGET_SECONDS):
        events.forget()


def _prepare(
    assistant: "Assistant", events: ChatEvents, ready: threading.Event, stop: threading.Event
) -> None:
    """Load the models while the first reader is still typing, then read what will be asked about.

    A failure shows at the question.
    """
    try:
        assistant.warm_up()
    except BelegError as error:
        logger.warning("The chat is not ready: %s", error)
    except Exception:
        logger.exception("The chat is not ready.")
    else:
        ready.set()
        events.prepare()
        assistant.read_ahead(stop)
