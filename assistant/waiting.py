"""Who waits for an answer, so that other work can step aside."""

from threading import Condition, Event
from types import TracebackType

_LOOK_SECONDS = 0.5


class Waiting:
    """A context for answering; safe to enter in many threads at once."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._number = 0

    def __enter__(self) -> None:
        with self._changed:
            self._number += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._changed:
            self._number -= 1
            self._changed.notify_all()

    @property
    def nobody(self) -> bool:
        """Whether no answer is being made."""
        return self._number == 0

    def until_nobody(self, stop: Event) -> None:
        """Return when no answer is being made, or soon after ``stop`` is set."""
        with self._changed:
            while self._number and not stop.is_set():
                self._changed.wait(_LOOK_SECONDS)
