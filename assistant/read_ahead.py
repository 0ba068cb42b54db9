"""Reading ahead: what nobody asked about yet is read while nobody asks."""

from contextlib import suppress
from threading import Event

from assistant.waiting import Waiting
from documents.errors import ServiceError
from index import Index

_LOOK_SECONDS = 10.0


def read_ahead(index: Index, waiting: Waiting, stop: Event) -> None:
    """Read an index's passages, now and whenever it has changed, until ``stop`` is set.

    Steps aside while somebody waits for an answer. An index that can't be read is tried again;
    why it can't be is said to who asks.
    """
    read: int | None = None
    while not stop.is_set():
        with suppress(ServiceError):
            generation = index.generation
            if generation != read and index.read_ahead(
                lambda: waiting.nobody and not stop.is_set()
            ):
                read = generation
        if waiting.nobody:
            stop.wait(_LOOK_SECONDS)
        else:
            waiting.until_nobody(stop)
