"""The answer cache: the same question of the same releases gets the same answer, at once.

Search always runs first. What is kept is what a chat model made of the evidence, and the evidence
is part of the key: a release that has changed, been withdrawn or come out of its embargo meanwhile
makes another key, whatever the clock and the index say.

Of the reader nothing is kept: not the question, and of the key only a hash that no other process
can make, so that nobody can tell from memory whether something was asked.
"""

import hashlib
import secrets
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from threading import Lock

from assistant.chain import Found
from assistant.quote import QuotedPlace, places_of
from assistant.records import (
    Answer,
    AnswerFinished,
    QuotesFound,
    StatementVerified,
    StreamEvent,
    Timings,
)
from assistant.understand import Inquiry

_PROMPTS = Path(__file__).parent / "prompts"
_ENDS = " \u00a0\u202f?!.…¿¡？！。؟"


@dataclass(frozen=True, slots=True)
class CacheKey:
    """All that an answer depends on within one assistant, whose settings never change.

    ``inquiry`` is normalised and holds what the conversation adds to the question. ``documents``
    are the releases it was narrowed to. ``evidence`` has no order: spelled with another case, a
    question finds the same sentences in nearly the same order. ``chat_model`` is a name, ``None``
    where quotes alone were wanted; ``prompts`` the version of its prompts.
    """

    inquiry: Inquiry
    documents: frozenset[str] | None
    evidence: frozenset[QuotedPlace]
    generation: int
    chat_model: str | None
    prompts: str

    @classmethod
    def of(
        cls,
        found: Found,
        documents: frozenset[str] | None,
        generation: int,
        chat_model: str | None,
    ) -> "CacheKey":
        """Return the key of what was found for a question in this generation of the index."""
        inquiry = replace(
            found.inquiry,
            question=_normalised(found.inquiry.question),
            search_text=_normalised(found.inquiry.search_text),
        )
        places = frozenset(places_of(found.evidence))
        return cls(inquiry, documents, places, generation, chat_model, prompt_version())

    def sealed(self, secret: bytes) -> bytes:
        """Return a hash of the key that cannot be made without the ``secret``."""
        documents = None if self.documents is None else sorted(self.documents)
        rest = self.generation, self.chat_model, self.prompts
        stated = repr((self.inquiry, documents, sorted(self.evidence), *rest))
        return hashlib.blake2b(stated.encode(), key=secret).digest()


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A finished answer without its question, and its statements in the events they came with."""

    statements: tuple[StatementVerified, ...]
    answer: Answer

    def again(self, found: Found, started: float) -> Generator[StreamEvent]:
        """Yield the events of a stream; only the question's spelling and the times are its own.

        ``started`` is the ``time.perf_counter`` of the question. No model writes a first token.
        """
        yield QuotesFound(found.quotes, found.inquiry.language)
        yield from self.statements
        total_ms = (time.perf_counter() - started) * 1000
        timings = Timings(round(found.search_ms, 1), None, round(total_ms, 1))
        question = found.inquiry.question
        yield AnswerFinished(replace(self.answer, question=question, timings=timings))


class AnswerCache:
    """The last ``size`` answers that were asked for, in memory; safe to share between threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[bytes, KeptAnswer] = OrderedDict()
        self._secret = secrets.token_bytes()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: CacheKey) -> KeptAnswer | None:
        """Return the answer kept under ``key``, which is now the last to be forgotten."""
        sealed = key.sealed(self._secret)
        with self._lock:
            if sealed in self._kept:
                self._kept.move_to_end(sealed)
            return self._kept.get(sealed)

    def keeping(self, key: CacheKey, events: Generator[StreamEvent]) -> Generator[StreamEvent]:
        """Yield ``events``, and keep the answer that they end with.

        One with a note is not what was wished for, and one that nobody waited for is not whole:
        neither is kept.
        """
        statements: list[StatementVerified] = []
        with closing(events):
            for event in events:
                if isinstance(event, StatementVerified):
                    statements.append(event)
                if isinstance(event, AnswerFinished) and event.answer.note is None:
                    kept = KeptAnswer(tuple(statements), replace(event.answer, question=""))
                    self._keep(key.sealed(self._secret), kept)
                yield event

    def _keep(self, sealed: bytes, kept: KeptAnswer) -> None:
        with self._lock:
            self._kept[sealed] = kept
            self._kept.move_to_end(sealed)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)


@cache
def prompt_version() -> str:
    """Return a fingerprint of all prompt files together: another wording is another version."""
    digest = hashlib.sha256()
    for file in sorted(_PROMPTS.iterdir()):
        if file.is_file():
            digest.update(f"{file.name}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _normalised(question: str) -> str:
    """Return a question without what writers vary: case, width of letters, signs at its ends."""
    return " ".join(unicodedata.normalize("NFKC", question).casefold().split()).strip(_ENDS)
