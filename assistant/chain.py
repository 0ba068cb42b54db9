"""Steps 1 to 3 and 5 as a LangChain chain: a question becomes ranked, quotable evidence.

Each step is a runnable under its own name, so that LangChain's callbacks and tracers see it.
Composing (step 6) runs the chat model itself, because it streams statement by statement.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.asked_news import news_first
from assistant.checks.orders import is_order, orders_last
from assistant.period import narrowed
from assistant.quote import cite
from assistant.records import Citation, Period, Turn
from assistant.search import search_evidence
from assistant.set_aside import set_aside
from assistant.settings import Settings
from assistant.shape import ONE_SEARCH, Shape, shape_of, sides_of, topic_of
from assistant.shape_evidence import Shaped, both_sides, preferring, whole_list
from assistant.signals import content_words, missing_words
from assistant.summarise import as_evidence, summarise
from assistant.understand import Inquiry, understand
from documents.errors import ServiceError
from documents.language import guess_language
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
class Part:
    """What is looked for at one go, and what was found: two of them where things are compared.

    One ``decides`` whether there is an answer unless there cannot but be one.
    """

    inquiry: Inquiry
    evidence: tuple[Evidence, ...] = ()
    decides: bool = True


@dataclass(frozen=True, slots=True)
class Wanted:
    """An inquiry in its parts, the shape of its answer, how much evidence to look for, and where.

    ``documents`` is ``None`` for all releases; ``period`` is of which days those are that the
    question wants.
    """

    inquiry: Inquiry
    shape: Shape
    parts: tuple[Part, ...]
    limit: int
    documents: frozenset[str] | None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Searched:
    """What search found for each part of an inquiry, and when it began (``time.perf_counter``).

    ``note`` tells in one sentence what went otherwise than wished, or is ``None``.
    """

    wanted: Wanted
    parts: tuple[Part, ...]
    started: float
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An inquiry, its evidence in the shape of the answer, and the same as quotes, numbered.

    ``search_ms`` is from the question to ranked evidence; ``note`` tells in one sentence what went
    otherwise than wished, or is ``None``. ``parts`` are what the decision is made by, where it is
    not by the evidence as it stands: each must hold an answer. ``core`` are the places in the
    evidence that stand as the answer where quotes do, as a rule found, ``needed`` groups of places
    of each of which an answer in words must cite one (see ``Shaped``). ``period`` is of which days
    the releases are that were searched, where the question says so.
    """

    inquiry: Inquiry
    evidence: tuple[Evidence, ...]
    quotes: tuple[Citation, ...]
    search_ms: float
    note: str | None = None
    shape: Shape = Shape.PLAIN
    parts: tuple[Part, ...] = ()
    core: tuple[int, ...] = ()
    needed: tuple[frozenset[int], ...] = ()
    period: Period | None = None

    @property
    def is_news(self) -> bool:
        """Tell whether it is asked what is new, and the ``core`` of the evidence tells it."""
        return self.shape in ONE_SEARCH and bool(self.core)


def retrieval_chain(
    index: Index, settings: Settings, reader: PassageReader | None
) -> Runnable[Asked, Found]:
    """Return the chain understand → search → read → shape → quote; it reads with a reader."""

    def ask(asked: Asked) -> Wanted:
        inquiry = understand(
            asked.question, asked.history, asked.language, limit=settings.question_limit
        )
        period, documents = narrowed(
            inquiry.period, index.releases, asked.documents, datetime.now(UTC)
        )
        only_one = partial(_is_only_one, index, documents)
        shape, parts = parted(inquiry, asked.history, only_one)
        limit = asked.limit or settings.evidence_limit
        return Wanted(inquiry, shape, parts, limit, documents, period)

    def search(wanted: Wanted) -> Searched:
        started = time.perf_counter()
        limit = wanted.limit + SPARE * (wanted.shape is not Shape.PLAIN)
        limit = limit if reader is None else max(limit, SENTENCES_SEARCHED)
        now = datetime.now(UTC)

        def find(inquiry: Inquiry) -> tuple[Evidence, ...]:
            look = partial(search_evidence, index, inquiry)
            evidence = look(limit, now, wanted.documents)
            if any(map(is_order, evidence)):
                evidence = orders_last(look(limit + SPARE, now, wanted.documents))[:limit]
            spoken = guess_language(inquiry.question, prior=inquiry.language).language
            return set_aside(inquiry.question, spoken, evidence)

        parts = tuple(replace(part, evidence=find(part.inquiry)) for part in wanted.parts)
        return Searched(wanted, parts, started)

    def read(searched: Searched) -> Searched:
        if reader is None:
            return searched
        try:
            parts = tuple(
                replace(part, evidence=rerank(part.inquiry.asked, part.evidence, reader))
                for part in searched.parts
            )
        except ServiceError as exc:
            return replace(searched, note=str(exc))
        return replace(searched, parts=parts)

    def shape(searched: Searched) -> Found:
        wanted, limit = searched.wanted, searched.wanted.limit
        shaped = _shaped(index, wanted, searched.parts)
        decides = not (wanted.shape is Shape.SUMMARY and _is_named(searched.parts[0]))
        parts = tuple(
            replace(part, evidence=part.evidence[:limit], decides=part.decides and decides)
            for part in searched.parts
        )
        milliseconds = (time.perf_counter() - searched.started) * 1000
        return Found(
            wanted.inquiry,
            shaped.evidence,
            (),
            milliseconds,
            searched.note,
            wanted.shape,
            parts,
            shaped.core,
            shaped.needed,
            wanted.period,
        )

    def quote(found: Found) -> Found:
        return replace(found, quotes=_quotes(found.evidence))

    return (
        RunnableLambda(ask).with_config(run_name="understand")
        | RunnableLambda(search).with_config(run_name="search")
        | RunnableLambda(read).with_config(run_name="read")
        | RunnableLambda(shape).with_config(run_name="shape")
        | RunnableLambda(quote).with_config(run_name="quote")
    )


def parted(
    inquiry: Inquiry, history: Sequence[Turn], only_one: Callable[[], bool]
) -> tuple[Shape, tuple[Part, ...]]:
    """Return the shape of an inquiry's answer, and what to look for: mostly the inquiry itself.

    A summary is looked for by its topic, or else by what was asked last. Without either it is that
    of the only release there is, which ``only_one`` tells, or of one of the latest; else nobody
    knows which one is meant, and the question has no shape. What the latest release says, and no
    more, is its summary.
    """
    spoken = guess_language(inquiry.question, prior=inquiry.language).language
    question = inquiry.period.rest if inquiry.period else inquiry.question
    latest = inquiry.period is not None and inquiry.period.latest
    shape = shape_of(question, spoken)
    if latest and shape is Shape.PLAIN and not topic_of(question, spoken):
        shape = Shape.SUMMARY
    if shape is Shape.COMPARISON and (sides := sides_of(inquiry.asked, spoken)):
        return shape, tuple(Part(Inquiry(side, side, inquiry.language)) for side in sides)
    if shape is Shape.SUMMARY:
        topic = topic_of(question, spoken)
        if not topic and (latest or only_one()):
            return shape, (Part(inquiry, decides=False),)
        topic = topic or (history[-1].question if history else "")
        if topic:
            return shape, (Part(Inquiry(topic, topic, inquiry.language)),)
        return Shape.PLAIN, (Part(inquiry),)
    return shape, (Part(inquiry),)


def _is_only_one(index: Index, documents: frozenset[str] | None) -> bool:
    return len(index.releases() if documents is None else documents) == 1


def _is_named(topic: Part) -> bool:
    """Tell whether the release found for a summary's topic has all the words that name it."""
    if not topic.evidence:
        return False
    release = topic.evidence[0].release
    words = content_words(topic.inquiry.question, release.language)
    return bool(words) and not missing_words(words, (release.title, release.text))


def _shaped(index: Index, wanted: Wanted, parts: Sequence[Part]) -> Shaped:
    first = parts[0].evidence
    if wanted.shape is Shape.COMPARISON:
        return both_sides([part.evidence for part in parts], wanted.limit)
    if wanted.shape is Shape.SUMMARY and first:
        release = first[0].release
        sentences, vectors = index.embedded(release.id)
        chosen = as_evidence(sentences, summarise(sentences, vectors), release)
        return Shaped(chosen, tuple(range(len(chosen))))
    question, language = wanted.inquiry.question, wanted.inquiry.language
    if wanted.shape in ONE_SEARCH:
        ranked, news = news_first(question, language, first)
        return Shaped(ranked[: wanted.limit], tuple(range(min(news, wanted.limit))))
    evidence = preferring(wanted.shape, question, language, first)
    if wanted.shape is Shape.LIST:
        return whole_list(evidence, wanted.limit)
    return Shaped(tuple(evidence[: wanted.limit]))


def _quotes(evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    return tuple(cite(item, number) for number, item in enumerate(evidence, start=1))
