"""The two consoles of the command line: results on standard output, everything else on error.

Lines are never broken to fit a window, so that what is piped is what was said.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from ui.visible_text import visible


def results() -> Console:
    """Return the console for what was asked for (standard output)."""
    return Console(soft_wrap=True, highlight=False, markup=False, emoji=False)


def messages() -> Console:
    """Return the console for progress, remarks and errors (standard error)."""
    return Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)


def print_json(values: Any, *, in_one_line: bool = False) -> None:  # noqa: ANN401 - all of JSON
    """Print ``values`` as one JSON document on standard output, in UTF-8 and nothing around it."""
    document = json.dumps(values, ensure_ascii=False, indent=None if in_one_line else 2)
    sys.stdout.buffer.write(document.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


@contextmanager
def working(what: str) -> Iterator[Callable[[str], None]]:
    """Say what is being done while it lasts; yield a function that says something else.

    Where nobody watches (standard error is no terminal) it keeps silent.
    """
    console = messages()
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status(visible(what)) as status:
        yield lambda now: status.update(visible(now))


@contextmanager
def counting(description: str) -> Iterator[Callable[[int, int, str], None]]:
    """Show how far long work has come; yield ``advance(done, total, what)``.

    A bar appears with the first call, so that work that needs none stays silent. Where standard
    error is no terminal, one line says that the work has begun.
    """
    console = messages()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    progress = Progress(*columns, console=console, transient=True)
    task = progress.add_task(description, total=None)
    begun = False

    def advance(done: int, total: int, what: str) -> None:
        nonlocal begun
        if not begun and console.is_terminal:
            progress.start()
        elif not begun:
            console.print(f"{description} …")
        begun = True
        label = visible(f"{description} {what}")
        progress.update(task, completed=done, total=total, description=label)

    try:
        yield advance
    finally:
        if console.is_terminal:
            progress.stop()
