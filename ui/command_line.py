"""The command line ``beleg``: one command per file, one border for errors.

Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 the
releases do not say (``ask``), 2 the user can put it right, 3 something failed, 130 interrupted.
"""

from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from ui import (
    ask_command,
    chat_command,
    evaluate_command,
    feedback_command,
    models_command,
    reindex_command,
    status_command,
)
from ui.calm import want_details

application = typer.Typer(
    name="beleg",
    help="Answers about press releases, in the language of the question, proven by exact quotes.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
)
application.command()(chat_command.chat)
application.command()(ask_command.ask)
application.command()(reindex_command.reindex)
application.command(cls=status_command.ListingCommand)(status_command.status)
application.command()(evaluate_command.evaluate)
application.command()(feedback_command.feedback)
application.add_typer(models_command.models)


def _print_version(wanted: bool) -> None:
    if wanted:
        try:
            typer.echo(version("beleg"))
        except PackageNotFoundError:
            typer.echo("beleg (not installed, run from its sources)")
        raise typer.Exit


@application.callback()
def options(
    debug: Annotated[bool, typer.Option(help="Show the details of an error.")] = False,
    version: Annotated[  # noqa: ARG001 - Typer calls back before we would read it
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show it.")
    ] = False,
) -> None:
    """Read what holds for every command."""
    want_details(debug)


def main() -> None:
    """Run the command line; exits the process with the command's code."""
    application(prog_name="beleg")
