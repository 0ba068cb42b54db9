"""What was asked and answered in one browser tab, kept in this process's memory only.

A conversation is known by a random id that lives in the tab's session storage: it survives a
reload, no other browser has it, and it ends with the tab. Nothing is written to disk.
"""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from assistant.records import Answer, Citation, Statement, TranslatedQuote, Turn
from ui.limits import Limits

Place = tuple[str, int, int]  # release, start, end
SESSION_HOURS = 12  # without a word from its tab
_ID = re.compile(r"[0-9a-f]{32}")


class Stage(StrEnum):
    """How far one exchange has come."""

    SEARCHING = "searching"
    ANSWERING = "answering"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(slots=True)
class Exchange:
    """One question and what is known about its answer so far.

    ``found`` are the quotes that search found, by rank; ``cited`` those the answer rests on (or,
    in a refusal, comes nearest to), by their number in it. ``problem`` is the sentence for the
    reader when something failed. ``verdict`` is what the reader said of the answer: nothing yet,
    ``wrong`` (a correction may follow), ``kept``, or ``failed`` to be kept. ``following`` are
    questions offered after the answer. ``wished`` is the language to answer in, ``alone`` whether
    it was asked without what went before, ``among`` of how many releases (``None``: of all).
    ``translations`` are of quotes, by their place, ``None`` while one is being made.
    """

    question: str
    stage: Stage = Stage.SEARCHING
    found: tuple[Citation, ...] = ()
    cited: tuple[Citation, ...] = ()
    statements: tuple[Statement, ...] = ()
    language: str | None = None
    answer: Answer | None = None
    problem: str | None = None
    verdict: str | None = None
    following: tuple[str, ...] = ()
    wished: str | None = None
    alone: bool = False
    among: int | None = None
    translations: dict[Place, TranslatedQuote | None] = field(default_factory=dict)

    @property
    def running(self) -> bool:
        """Whether something is still to come."""
        return self.stage in {Stage.SEARCHING, Stage.ANSWERING}

    @property
    def quotes(self) -> dict[str, Citation]:
        """Every quote by the key the page knows it by: c1, c2, … cited, f1, f2, … found only."""
        cited = {f"c{quote.number}": quote for quote in self.cited}
        places = {place_of(quote) for quote in self.cited}
        found = {f"f{quote.number}": quote for quote in self.found if place_of(quote) not in places}
        return cited | found

    @property
    def refused(self) -> bool:
        """Whether the answer is that the releases do not say."""
        return self.answer is not None and not self.answer.answered


def place_of(quote: Citation) -> Place:
    """Return what stays the same of a quote while an answer is made; its number does not."""
    return (quote.document, quote.start, quote.end)


@dataclass(frozen=True, slots=True)
class Shown:
    """The panel shows the quotes of one exchange, or one of them in its release."""

    exchange: int
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Library:
    """The panel shows the releases that fit ``query``, or one of them to read.

    ``before`` is what the panel showed when a version was opened from a citation.
    ``report`` is what the last reading of the folder brought, ``chosen`` whether the reader opened
    the library or just has not asked anything yet.
    """

    query: str = ""
    document: str | None = None
    report: str | None = None
    chosen: bool = True
    before: Shown | None = None


@dataclass(slots=True)
class Conversation:
    """The exchanges of one tab, what its panel shows, its interface language and its limits.

    ``editing`` says that the next question takes the place of the last.
    """

    id: str
    language: str = "en"
    exchanges: list[Exchange] = field(default_factory=list)
    shown: Shown | Library = Library(chosen=False)
    limits: Limits = field(default_factory=Limits)
    editing: bool = False

    @property
    def running(self) -> bool:
        """Whether an answer is being made."""
        return any(exchange.running for exchange in self.exchanges)

    def drop_last(self) -> None:
        """Forget the last exchange, whose place another takes."""
        if self.exchanges:
            self.exchanges.pop()

    def begin(self, question: str) -> Exchange:
        """Add a question; its quotes are what the panel shows from now on."""
        exchange = Exchange(question)
        self.exchanges.append(exchange)
        self.shown = Shown(len(self.exchanges) - 1)
        return exchange

    def exchange(self, place: object) -> Exchange | None:
        """Return the exchange at this place; ``place`` comes from a browser, so it may be junk."""
        if isinstance(place, int) and 0 <= place < len(self.exchanges):
            return self.exchanges[place]
        return None

    def history(self) -> tuple[Turn, ...]:
        """Return the finished exchanges as the assistant wants them."""
        answers = (exchange.answer for exchange in self.exchanges)
        return tuple(Turn(done.question, done.text, done.language) for done in answers if done)

    def stop(self) -> None:
        """Mark whatever is still running as stopped by the reader."""
        for exchange in self.exchanges:
            if exchange.running:
                exchange.stage = Stage.STOPPED

    def clear(self) -> None:
        """Forget every exchange."""
        self.exchanges.clear()
        self.editing = False
        self.shown = Library(chosen=False)


class Conversations:
    """The conversations of all open tabs, bounded in number and in age; safe between threads."""

    def __init__(
        self,
        limit: int = 1_000,
        seconds: float = SESSION_HOURS * 3600,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit = limit
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, Conversation]] = OrderedDict()

    @classmethod
    def kept(cls, hours: float | None) -> Self:
        """Keep each for so many hours after it was last used, by default for a session."""
        return cls(seconds=3600 * (SESSION_HOURS if hours is None else hours))

    def of(self, identity: str) -> Conversation:
        """Return the conversation with this id, a new one if there is none (any more).

        An id that no browser of ours would make gets a conversation that is not kept.
        """
        if not _ID.fullmatch(identity):
            return Conversation(identity)
        self.forget()
        with self._lock:
            _, conversation = self._kept.pop(identity, (0.0, Conversation(identity)))
            self._kept[identity] = (self._clock(), conversation)
            if len(self._kept) > self._limit:
                self._kept.popitem(last=False)
        return conversation

    def forget(self) -> None:
        """Let go of every conversation that has rested too long."""
        with self._lock:
            while self._kept:
                used, _ = next(iter(self._kept.values()))
                if self._clock() - used <= self._seconds:
                    return
                self._kept.popitem(last=False)

    def __len__(self) -> int:
        return len(self._kept)
