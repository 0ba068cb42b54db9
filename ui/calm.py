"""Where every error of a command ends: one calm sentence and the right exit code."""

import functools
import os
import sys
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from typing import NoReturn, ParamSpec, TypeVar

import typer

from documents.errors import BelegError
from ui.terminal import messages
from ui.visible_text import visible

FAILURE = 3
INTERRUPTED = 130
BROKEN_PIPE = 141

_details_wanted: ContextVar[bool] = ContextVar("details_wanted", default=False)

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def want_details(wanted: bool) -> None:
    """Let errors of this run show their traceback too (``beleg --debug``)."""
    _details_wanted.set(wanted)


def calm(command: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Run ``command`` so that no traceback reaches the user, unless ``beleg --debug`` asked.

    A ``BelegError`` exits with its own code, any other exception with 3, Ctrl-C with 130 and a
    reader that closed the pipe with 141, the codes a shell would give.
    """

    @functools.wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            result = command(*args, **kwargs)
            sys.stdout.flush()
        except (typer.Exit, typer.Abort):
            raise
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            _forget_output()
            raise typer.Exit(BROKEN_PIPE) from None
        except BelegError as error:
            _stop(f"{error.problem} {error.remedy}", error.exit_code)
        except Exception as error:  # noqa: BLE001 - the last border before the user
            what = f"{type(error).__name__}: {error}".rstrip(": ")
            remedy = "Run the same command as `beleg --debug …` to see the details."
            _stop(f"Something inside Beleg went wrong ({what}). {remedy}", FAILURE)
        return result

    return run


def _stop(sentence: str, code: int) -> NoReturn:
    if _details_wanted.get():
        messages().print(visible(traceback.format_exc()))
    messages().print(visible(sentence))
    raise typer.Exit(code)


def _forget_output() -> None:
    """Point standard output nowhere, so that Python's own flush at exit stays quiet too."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
