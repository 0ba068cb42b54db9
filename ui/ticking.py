"""Wait for slow events without being stuck in the wait."""

import queue
import threading
from collections.abc import Callable, Generator
from contextlib import closing
from typing import TypeVar

Event = TypeVar("Event")


def ticking(
    start: Callable[[], Generator[Event, None, None]], seconds: float = 0.3
) -> Generator[Event | None, None, None]:
    """Yield what ``start()`` yields, and ``None`` whenever nothing has come for ``seconds``.

    The events are made in a thread of their own, so that whoever iterates can stop between two
    of them: Gradio holds a lock for all readers while it waits for a cancelled generator. Closing
    this closes the events as soon as the one being made is there. What they raise is raised here.
    """
    news: queue.SimpleQueue[tuple[Event | None, Exception | None, bool]] = queue.SimpleQueue()
    left = threading.Event()

    def work() -> None:
        try:
            with closing(start()) as events:
                for event in events:
                    news.put((event, None, False))
                    if left.is_set():
                        return
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            news.put((None, error, True))
        else:
            news.put((None, None, True))

    threading.Thread(target=work, name="ticking", daemon=True).start()
    try:
        while True:
            try:
                event, error, finished = news.get(timeout=seconds)
            except queue.Empty:
                yield None
                continue
            if error is not None:
                raise error
            if finished:
                return
            yield event
    finally:
        left.set()
