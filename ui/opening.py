"""Open the assistant for a command: settings first, then the releases, with progress shown.

Everything heavy hangs on ``Assistant``; it is imported here, when a command needs it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.settings import Settings
from ui.terminal import counting

if TYPE_CHECKING:
    from assistant import Assistant
    from index.records import ReindexProgress


@contextmanager
def opened(
    documents: Path | None, *, refresh: bool = True, reader: str | None = None
) -> Iterator["Assistant"]:
    """Yield an assistant over ``documents`` and close it afterwards.

    With ``refresh`` the index is brought up to date first; ``reader`` overrides the setting.
    """
    from assistant import Assistant

    settings = Settings.load(documents=documents, reader=reader)
    with counting("Reading") as advance:

        def show(progress: "ReindexProgress") -> None:
            advance(progress.done, progress.total, progress.document)

        assistant = Assistant.open(settings, on_progress=show, refresh=refresh)
    with assistant:
        yield assistant
