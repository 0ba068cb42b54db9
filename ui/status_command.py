"""``beleg status``: what the index holds and where it lies."""

from dataclasses import asdict
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from ui import release_cards
from ui.calm import calm
from ui.reports import report_as_json
from ui.terminal import print_json, results
from ui.visible_text import visible

if TYPE_CHECKING:
    from assistant.settings import Settings
    from index.records import IndexHealth, IndexStatus, ReindexReport


class ListingCommand(TyperCommand):
    """The command where ``--documents`` without a folder asks to list them."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer's own
        """Read a bare ``--documents`` as ``--releases``."""
        args = [
            "--releases" if arg == "--documents" and after.startswith("-") else arg
            for arg, after in pairwise([*args, "-"])
        ]
        return super().parse_args(ctx, args)


@calm
def status(
    documents: Annotated[
        Path | None, typer.Option(help="Folder of press releases.", show_default=False)
    ] = None,
    releases: Annotated[
        bool,
        typer.Option(help="Show what was found in each release; --documents without a folder too."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the status as JSON.")] = False,
) -> None:
    """Show what the index holds, how far the folder is ahead of it, and what to do."""
    from ui.opening import opened

    with opened(documents, refresh=False) as assistant:
        state, health, settings = assistant.status(), assistant.health(), assistant.settings
        described = assistant.described() if releases else ()
    if as_json:
        found = {"found": [release_cards.as_json(each) for each in described]} if releases else {}
        print_json(status_as_json(state, health, settings) | found)
        return
    results().print(_lines(state, health, settings))
    for each in described:
        results().print()
        results().print(release_cards.card(each))


def status_as_json(
    state: "IndexStatus", health: "IndexHealth", settings: "Settings"
) -> dict[str, Any]:
    """Return the index's status, its health, and the folder and chat model it is used with."""
    values = asdict(state)
    values["changed_at"] = state.changed_at.isoformat() if state.changed_at else None
    return {
        **values,
        "documents": str(settings.documents),
        "chat_model": settings.chat_model,
        "drift": report_as_json(health.drift) if health.drift else None,
        "problems": [asdict(each) for each in health.problems],
    }


def _lines(state: "IndexStatus", health: "IndexHealth", settings: "Settings") -> str:
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
        ("Last change", _moment(state.changed_at)),
        ("Folder", _drift(health.drift)),
    )
    lines = [f"{name:<17}{visible(value)}" for name, value in rows]
    for each in health.problems:
        lines += ["", visible(each.problem), f"  {visible(each.remedy)}"]
    return "\n".join(lines)


def _moment(changed_at: datetime | None) -> str:
    return f"{changed_at.astimezone():%Y-%m-%d %H:%M}" if changed_at else "never"


def _drift(drift: "ReindexReport | None") -> str:
    if drift is None:
        return "cannot be read"
    counts = (
        (len(drift.added), "new"),
        (len(drift.changed), "changed"),
        (len(drift.removed), "gone"),
        (len(drift.failed), "unreadable"),
    )
    told = ", ".join(f"{count} {what}" for count, what in counts if count)
    return told or "as in the index"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
