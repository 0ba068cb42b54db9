"""``beleg reindex``: bring the index up to date with the folder."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from documents.errors import BelegError
from ui.calm import calm
from ui.ending import ended_by_sigterm
from ui.reports import report_as_json, summary
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
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and take up what changes, until Ctrl-C.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print each report as JSON; with --watch, one a line.")
    ] = False,
) -> None:
    """Add new releases to the index, renew changed ones, forget removed ones.

    Exit code 2 means that the folder holds no release that could be read, or that nothing could
    be fetched.
    """
    from ui.collecting import failures, fetch_releases
    from ui.opening import opened

    collected = None
    with ended_by_sigterm(), opened(documents, refresh=False) as assistant:
        folder = assistant.settings.documents
        if url or feed:
            collected = fetch_releases(
                url or (), feed or (), folder, allow_private_addresses=allow_private_addresses
            )
        with counting("Indexing") as advance:

            def show(progress: "ReindexProgress") -> None:
                advance(progress.done, progress.total, progress.document)

            report = assistant.reindex(on_progress=show, rebuild=rebuild)
        tell = partial(_tell, as_json=as_json, in_one_line=watch)
        fetched = failures(collected) if collected else ()
        tell(replace(report, failed=fetched + report.failed))
        if watch:
            if not as_json:
                messages().print("Watching the folder; Ctrl-C ends it.", style="dim")
            assistant.watch(Event(), on_report=tell, on_problem=_complain, seen=report)
    if not (report.added or report.changed or report.unchanged):
        messages().print(visible(f"There is no press release in {folder}."))
        messages().print(
            "Put text, Markdown, HTML, PDF, Word or e-mail files there, or use --documents."
        )
        raise typer.Exit(NOTHING_USABLE)
    if collected and not (collected.written or collected.unchanged):
        raise typer.Exit(NOTHING_USABLE)


def _tell(report: "ReindexReport", *, as_json: bool, in_one_line: bool) -> None:
    if as_json:
        print_json(report_as_json(report), in_one_line=in_one_line)
    else:
        results().print(summary(report))
    for failure in report.failed:
        messages().print(visible(f"{failure.document}: {failure.reason}"))


def _complain(error: BelegError) -> None:
    messages().print(visible(str(error)))
