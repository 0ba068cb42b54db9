"""``beleg status``: what the index holds and where it lies."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.calm import calm
from ui.terminal import print_json, results
from ui.visible_text import visible

if TYPE_CHECKING:
    from assistant.settings import Settings
    from index.records import IndexStatus


@calm
def status(
    documents: Annotated[
        Path | None, typer.Option(help="Folder of press releases.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the status as JSON.")] = False,
) -> None:
    """Show what the index holds: releases, languages, size, embedding model."""
    from ui.opening import opened

    with opened(documents, refresh=False) as assistant:
        state, settings = assistant.status(), assistant.settings
    if as_json:
        print_json(status_as_json(state, settings))
    else:
        results().print(_lines(state, settings))


def status_as_json(state: "IndexStatus", settings: "Settings") -> dict[str, Any]:
    """Return the index's status with the folder and the chat model it is used with."""
    chosen = {"documents": str(settings.documents), "chat_model": settings.chat_model}
    return {**asdict(state), **chosen}


def _lines(state: "IndexStatus", settings: "Settings") -> str:
    languages = (f"{code} {count}" for code, count in sorted(state.languages.items()))
    rows = (
        ("Documents", str(settings.documents)),
        ("Index", state.location),
        ("Releases", f"{state.releases} ({', '.join(languages) or 'none'})"),
        ("Passages", f"{state.passages}"),
        ("Sentences", f"{state.sentences}"),
        ("Size", "elsewhere" if state.bytes_on_disk is None else _megabytes(state.bytes_on_disk)),
        ("Embedding model", state.model),
        ("Chat model", settings.chat_model),
        ("Generation", f"{state.generation}"),
    )
    return "\n".join(f"{name:<17}{visible(value)}" for name, value in rows)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
