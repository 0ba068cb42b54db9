"""``beleg chat``: the web chat."""

import signal
from contextlib import nullcontext
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from ui.calm import calm
from ui.terminal import messages, results

TERMINATED = 143


@calm
def chat(
    documents: Annotated[
        Path | None, typer.Option(help="Folder of press releases.", show_default=False)
    ] = None,
    port: Annotated[int | None, typer.Option(help="Port, 7860 unless set.")] = None,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on; this machine only unless set.")
    ] = None,
) -> None:
    """Open the web chat and print its address. Ctrl-C or SIGTERM ends it."""
    from assistant.settings import Settings
    from ui.following import following
    from ui.listening import address, claim
    from ui.opening import opened

    settings = Settings.load(documents=documents, host=host, port=port)
    with claim(settings.host, settings.port) as listener, opened(documents) as assistant:
        signal.signal(signal.SIGTERM, _end)
        results().print(f"Beleg answers at {address(settings.host, settings.port)}")
        messages().print("Ctrl-C ends it.", style="dim")
        from ui.web_server import serve

        follow = settings.watch and settings.refresh
        with following(assistant) if follow else nullcontext():
            serve(assistant, listener)


def _end(_number: int, _frame: FrameType | None) -> None:
    """Leave as a service manager asks us to: close models and index, exit as a shell would say."""
    raise SystemExit(TERMINATED)
