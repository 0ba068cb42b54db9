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


def print_json(values: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
    """Print ``values`` as one JSON document on standard output, in UTF-8 and nothing around it."""
    document = json.dumps(values, ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(document.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


@contextmanager
def counting(description: str) -> Iterator[Callable[[int, int, str], None]]:
    """Show a bar on standard error; yield ``advance(done, total, what)``.

    The bar appears with the first call, so work that needs none stays silent.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    progress = Progress(*columns, console=messages(), transient=True)
    task = progress.add_task(visible(description), total=None, visible=False)

    def advance(done: int, total: int, what: str) -> None:
        progress.start()
        label = f"{description} {what}".strip()
        progress.update(task, completed=done, total=total, description=visible(label), visible=True)

    try:
        yield advance
    finally:
        progress.stop()
