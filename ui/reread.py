"""Read the folder again while the page is told how far it has come."""

import queue
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.records import ReindexProgress, ReindexReport

if TYPE_CHECKING:
    from assistant import Assistant


def reread(assistant: "Assistant") -> Iterator[ReindexProgress | ReindexReport]:
    """Yield how far the re-index has come, and last its report.

    Leaving the iteration early does not stop the re-index, which leaves the index whole either
    way. Raises what ended it.
    """
    news: queue.SimpleQueue[ReindexProgress | ReindexReport | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            news.put(assistant.reindex(on_progress=news.put))
        except Exception as error:  # noqa: BLE001 - raised again where the reader waits
            news.put(error)

    threading.Thread(target=work, name="reread", daemon=True).start()
    told = news.get()
    while isinstance(told, ReindexProgress):
        yield told
        told = news.get()
    if isinstance(told, Exception):
        raise told
    yield told
