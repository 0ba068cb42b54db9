"""Steps 1, 2 and 4 as a LangChain chain: a question becomes ranked, quotable evidence.

Each step is a runnable under its own name, so that LangChain's callbacks and tracers see it.
Composing (step 5) runs the chat model itself, because it streams statement by statement.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.quote import cite
from assistant.records import Citation, Turn
from assistant.search import search_evidence
from assistant.settings import Settings
from assistant.understand import Inquiry, understand
from index import Index
from index.records import Evidence


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
class Found:
    """An inquiry, its evidence best first, and the same as quotes, numbered by rank."""

    inquiry: Inquiry
    evidence: tuple[Evidence, ...]
    quotes: tuple[Citation, ...]
    search_ms: float


def retrieval_chain(index: Index, settings: Settings) -> Runnable[Asked, Found]:
    """Return the chain understand → search → quote over ``index``."""

    def ask(asked: Asked) -> Wanted:
        inquiry = understand(
            asked.question, asked.history, asked.language, limit=settings.question_limit
        )
        return Wanted(inquiry, asked.limit or settings.evidence_limit, asked.documents)

    def search(wanted: Wanted) -> Found:
        started = time.perf_counter()
        evidence = search_evidence(
            index, wanted.inquiry, wanted.limit, datetime.now(UTC), wanted.documents
        )
        return Found(wanted.inquiry, evidence, (), (time.perf_counter() - started) * 1000)

    def quote(found: Found) -> Found:
        return Found(found.inquiry, found.evidence, _quotes(found.evidence), found.search_ms)

    return (
        RunnableLambda(ask).with_config(run_name="understand")
        | RunnableLambda(search).with_config(run_name="search")
        | RunnableLambda(quote).with_config(run_name="quote")
    )


def _quotes(evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    return tuple(cite(item, number) for number, item in enumerate(evidence, start=1))
