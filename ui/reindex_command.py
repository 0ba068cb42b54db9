"""``beleg reindex``: bring the index up to date with the folder."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.calm import calm
from ui.terminal import counting, messages, print_json, results
from ui.visible_text import visible

if TYPE_CHECKING:
    from index.records import ReindexProgress, ReindexReport

NOTHING_USABLE = 2


@calm
def reindex(
    documents: Annotated[
        Path | None, typer.Option(help="Folder of press releases.", show_default=False)
    ] = None,
    rebuild: Annotated[bool, typer.Option(help="Embed everything anew.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Add new releases to the index, renew changed ones, forget removed ones.

    Exit code 2 means that the folder holds no release that could be read.
    """
    from ui.opening import opened

    with opened(documents, refresh=False) as assistant, counting("Indexing") as advance:

        def show(progress: "ReindexProgress") -> None:
            advance(progress.done, progress.total, progress.document)

        report = assistant.reindex(on_progress=show, rebuild=rebuild)
        folder = assistant.settings.documents
    if as_json:
        print_json(report_as_json(report))
    else:
        results().print(_summary(report))
    for failure in report.failed:
        messages().print(visible(f"{failure.document}: {failure.reason}"))
    if not (report.added or report.changed or report.unchanged):
        messages().print(visible(f"There is no press release in {folder}."))
        messages().print(
            "Put text, Markdown, HTML, PDF, Word or e-mail files there, or use --documents."
        )
        raise typer.Exit(NOTHING_USABLE)


def report_as_json(report: "ReindexReport") -> dict[str, Any]:
    """Return the report in the contract's field names."""
    values = asdict(report)
    names = ("added", "changed", "unchanged", "removed", "failed", "seconds")
    return {name: values[name] for name in names}


def _summary(report: "ReindexReport") -> str:
    counts = (
        (len(report.added), "added"),
        (len(report.changed), "changed"),
        (len(report.unchanged), "unchanged"),
        (len(report.removed), "removed"),
        (len(report.failed), "failed"),
    )
    told = ", ".join(f"{count} {what}" for count, what in counts if count or what == "unchanged")
    return f"{told} in {report.seconds:.1f} s"
