"""``beleg reindex``: bring the index up to date with the folder."""

from dataclasses import asdict, replace
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
def reindex(  # noqa: PLR0913, PLR0917 - one parameter an option
    documents: Annotated[
        Path | None, typer.Option(help="Folder of press releases.", show_default=False)
    ] = None,
    rebuild: Annotated[bool, typer.Option(help="Embed everything anew.")] = False,
    url: Annotated[
        list[str] | None,
        typer.Option(help="Fetch the release at this address first; may be repeated."),
    ] = None,
    feed: Annotated[
        list[str] | None,
        typer.Option(help="Fetch what is new in this feed or sitemap first; may be repeated."),
    ] = None,
    allow_private_addresses: Annotated[
        bool, typer.Option(help="Fetch from private networks and this machine too.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Add new releases to the index, renew changed ones, forget removed ones.

    Exit code 2 means that the folder holds no release that could be read, or that nothing could
    be fetched.
    """
    from ui.collecting import failures, fetch_releases
    from ui.opening import opened

    collected = None
    with opened(documents, refresh=False) as assistant:
        folder = assistant.settings.documents
        if url or feed:
            collected = fetch_releases(
                url or (), feed or (), folder, allow_private_addresses=allow_private_addresses
            )
        with counting("Indexing") as advance:

            def show(progress: "ReindexProgress") -> None:
                advance(progress.done, progress.total, progress.document)

            report = assistant.reindex(on_progress=show, rebuild=rebuild)
    if collected:
        report = replace(report, failed=failures(collected) + report.failed)
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
    if collected and not (collected.written or collected.unchanged):
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
