"""Steps 1 to 3 and 5 as a LangChain chain: a question becomes ranked, quotable evidence.

Each step is a runnable under its own name, so that LangChain's callbacks and tracers see it.
Composing (step 6) runs the chat model itself, because it streams statement by statement.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.checks.orders import is_order, orders_last
from assistant.quote import cite
from assistant.records import Citation, Turn
from assistant.search import search_evidence
from assistant.settings import Settings
from assistant.understand import Inquiry, understand
from documents.errors import ServiceError
from index import Index
from index.reader import PassageReader
from index.records import Evidence
from index.rerank import SENTENCES_SEARCHED, rerank

SPARE = 12  # more sentences looked for where some give orders to a machine


@dataclass(frozen=True, slots=True)
class Asked:
    """What a user hands in; ``limit`` and ``documents`` narrow what search returns."""

    question: str
    history: tuple[Turn, ...] = ()
    language: str | None = None
    limit: int | None = None
    documents: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """An inquiry, how much evidence to look for, and in which releases (``None``: in all)."""

    inquiry: Inquiry
    limit: int
    documents: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Searched:
    """What search found for an inquiry, and when it began (``time.perf_counter``)."""

    wanted: Wanted
    evidence: tuple[Evidence, ...]
    started: float


@dataclass(frozen=True, slots=True)
class Found:
    """An inquiry, its evidence best first, and the same as quotes, numbered by rank.

    ``search_ms`` is from the question to ranked evidence; ``note`` tells in one sentence what went
    otherwise than wished, or is ``None``.
    """

    inquiry: Inquiry
    evidence: tuple[Evidence, ...]
    quotes: tuple[Citation, ...]
    search_ms: float
    note: str | None = None


def retrieval_chain(
    index: Index, settings: Settings, reader: PassageReader | None
) -> Runnable[Asked, Found]:
    """Return the chain understand → search → read → quote; without a reader it doesn't read."""

    def ask(asked: Asked) -> Wanted:
        inquiry = understand(
            asked.question, asked.history, asked.language, limit=settings.question_limit
        )
        return Wanted(inquiry, asked.limit or settings.evidence_limit, asked.documents)

    def search(wanted: Wanted) -> Searched:
        started = time.perf_counter()
        limit = wanted.limit if reader is None else max(wanted.limit, SENTENCES_SEARCHED)
        look = partial(search_evidence, index, wanted.inquiry)
        now = datetime.now(UTC)
        evidence = look(limit, now, wanted.documents)
        if any(map(is_order, evidence)):
            evidence = orders_last(look(limit + SPARE, now, wanted.documents))[:limit]
        return Searched(wanted, evidence, started)

    def read(searched: Searched) -> Found:
        inquiry, evidence, note = searched.wanted.inquiry, searched.evidence, None
        if reader is not None:
            try:
                evidence = rerank(inquiry.search_text, evidence, reader)
            except ServiceError as exc:
                note = str(exc)
        milliseconds = (time.perf_counter() - searched.started) * 1000
        return Found(inquiry, evidence[: searched.wanted.limit], (), milliseconds, note)

    def quote(found: Found) -> Found:
        return replace(found, quotes=_quotes(found.evidence))

    return (
        RunnableLambda(ask).with_config(run_name="understand")
        | RunnableLambda(search).with_config(run_name="search")
        | RunnableLambda(read).with_config(run_name="read")
        | RunnableLambda(quote).with_config(run_name="quote")
    )


def _quotes(evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    return tuple(cite(item, number) for number, item in enumerate(evidence, start=1))
