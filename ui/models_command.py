"""``beleg models``: the pinned model files; list them, fetch them, check their bytes."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.filesize import decimal
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn
from rich.table import Table

from ui.calm import calm
from ui.terminal import messages, print_json, results, working
from ui.visible_text import visible

if TYPE_CHECKING:
    from rich.progress import TaskID

    from index.model_store import FetchProgress, ModelStore

models = typer.Typer(
    name="models", help="List, fetch and verify the pinned model files.", no_args_is_help=True
)

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@models.command("list")
@calm
def list_files(as_json: AsJson = False) -> None:
    """List the model files: what each is for, its size, its licence, whether it is here."""
    stored = _store().list()
    if as_json:
        print_json(
            [
                {
                    "name": one.file.name,
                    "file": one.file.file_name,
                    "purpose": one.file.purpose,
                    "licence": one.file.licence,
                    "bytes": one.file.size,
                    "sha256": one.file.sha256,
                    "path": str(one.path) if one.path else None,
                }
                for one in stored
            ]
        )
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("Name", "Size", "Licence", "Here", "Purpose"):
        table.add_column(heading)
    for one in stored:
        here = "yes" if one.path else "no"
        file = one.file
        table.add_row(file.name, decimal(file.size), file.licence, here, visible(file.purpose))
    results().print(table)


@models.command()
@calm
def fetch(
    names: Annotated[
        list[str] | None, typer.Argument(help="Names from the list; without, what answering needs.")
    ] = None,
) -> None:
    """Fetch model files that are not here yet, and check every byte."""
    from index.model_files import CHAT_MODEL, EMBEDDING_WEIGHTS

    store = _store()
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, TransferSpeedColumn(), console=messages()) as progress:
        for name in names or [EMBEDDING_WEIGHTS.name, CHAT_MODEL.name]:
            task = progress.add_task(visible(name), total=None)

            def show(fetched: "FetchProgress", task: "TaskID" = task) -> None:
                progress.update(task, completed=fetched.done, total=fetched.total)

            results().print(visible(f"{name}: {store.fetch(name, show)}"))


@models.command()
@calm
def verify(
    names: Annotated[
        list[str] | None, typer.Argument(help="Names from the list; without, all that are here.")
    ] = None,
) -> None:
    """Read model files whole and compare them with their SHA-256."""
    store = _store()
    for name in names or [one.file.name for one in store.list() if one.path]:
        with working(f"Reading {name} …"):
            path = store.verify(name)
        results().print(visible(f"{name}: {path} is the pinned file."))


def _store() -> "ModelStore":
    from assistant.settings import Settings
    from index.model_store import ModelStore

    settings = Settings.load()
    return ModelStore(settings.data, local_folder=settings.models)
