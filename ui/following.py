"""The chat follows the folder: new releases are taken up while readers ask."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from documents.errors import BelegError
from ui.reports import summary
from ui.terminal import messages
from ui.visible_text import visible

if TYPE_CHECKING:
    from assistant import Assistant
    from index.records import ReindexReport

logger = logging.getLogger(__name__)

_PATIENCE_SECONDS = 3.0


@contextmanager
def following(assistant: "Assistant") -> Iterator[None]:
    """Watch the folder while the block lasts; what is found and what fails is said calmly."""
    stop = Event()

    def tell(report: "ReindexReport") -> None:
        messages().print(summary(report), style="dim")
        for failure in report.failed:
            messages().print(visible(f"{failure.document}: {failure.reason}"))

    def complain(error: BelegError) -> None:
        if not stop.is_set():
            messages().print(visible(str(error)))

    def watch() -> None:
        try:
            assistant.watch(stop, on_report=tell, on_problem=complain)
        except BelegError as error:
            complain(error)
        except Exception:
            if not stop.is_set():
                logger.exception("The folder is no longer watched; use `beleg reindex`.")

    watching = Thread(target=watch, name="watching", daemon=True)
    watching.start()
    try:
        yield
    finally:
        stop.set()
        watching.join(_PATIENCE_SECONDS)
