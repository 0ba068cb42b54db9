"""Steps 4 to 8 for one question: decide, quote, write, answer, as a stream of events."""

from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from assistant.agreed import agree
from assistant.chain import Found, Part
from assistant.chat_model import ChatModel
from assistant.checks.content import is_label
from assistant.checks.translated import WordTest, nothing_is_common
from assistant.decide import confidence, is_misread, news_confidence, quote_confidence
from assistant.drafting import Drafting, elapsed_ms
from assistant.languages import quotes_introduction, refusal
from assistant.nearest_quotes import (
    MOST_QUOTES,
    nearest_quotes,
    preferred,
    with_what_follows,
)
from assistant.quote import Numbering
from assistant.records import (
    Answer,
    AnswerFinished,
    Citation,
    Composer,
    QuotesFound,
    Statement,
    StreamEvent,
    Timings,
)
from assistant.shape import ONE_SEARCH, Shape
from assistant.signals import Signals, best_relevance, read_signals
from assistant.verify import Similarity
from assistant.writing import Writing
from documents.errors import ChatModelUnavailable

# Below this confidence from search alone the chat model is not even asked: of XQuAD-R's questions
# with their answer in the library one in 1,885, of those asked off topic three in ten.
HOPELESS = 0.01


@dataclass
class Answering:
    """One question on its way to an answer; ``run`` once.

    ``started`` is the ``time.perf_counter`` of the question. ``threshold`` is the confidence from
    which on Beleg answers. ``is_common`` knows words of the dictionary (see ``verify``). ``note``
    is what has already gone otherwise than wished. ``signals`` are those of the end, for whom
    there was evidence.
    """

    found: Found
    similarity: Similarity
    chat_model: ChatModel | None
    threshold: float
    started: float
    is_common: WordTest = nothing_is_common
    note: str | None = None
    signals: Signals | None = field(default=None, init=False)
    _first_token_ms: float | None = field(default=None, init=False)
    _meant: frozenset[int] = field(default=frozenset(), init=False)
    _copied: dict[int, str] = field(default_factory=dict, init=False)

    def run(self) -> Generator[StreamEvent]:
        """Yield QuotesFound, a StatementVerified for each statement that holds, AnswerFinished."""
        found = self.found
        yield QuotesFound(found.quotes, found.inquiry.language)
        parts = found.parts or (Part(found.inquiry, found.evidence),)
        if not found.evidence or not all(part.evidence for part in parts):
            yield AnswerFinished(self._refusal(0.0))
            return
        of_parts = [read_signals(part.inquiry, part.evidence) for part in parts]
        searched = signals = min(of_parts, key=confidence)  # all must be there
        numbering = Numbering(found.evidence)
        statements: tuple[Statement, ...] = ()
        quoted = False  # for all that a statement would hold
        writes = found.shape is not Shape.SUMMARY and confidence(signals) >= HOPELESS
        if self.chat_model is not None and writes:
            drafting = Drafting(found, self.chat_model, self.threshold, self.started, signals)
            writing = Writing(drafting, self.similarity, self.is_common)
            yield from writing.run(numbering)
            statements, signals = tuple(writing.statements), drafting.signals
            signals = replace(signals, agreed=float(agree(writing.copied, found.evidence)))
            quoted = writing.is_quoted
            self._meant, self._copied = frozenset(writing.meant), writing.copied
            self._first_token_ms = drafting.first_token_ms
            if writing.unavailable is not None:
                self.note = self.note or str(writing.unavailable)
                self.chat_model = None  # it is asked no more
        self.signals = signals
        certainty = 1.0
        if parts[0].decides:
            certainty = self._certainty(searched, signals, stated=bool(statements) or quoted)
        if found.is_news and not statements:
            certainty = max(certainty, news_confidence(searched))
        if statements:
            yield AnswerFinished(self._written(statements, certainty, numbering))
        elif certainty >= self.threshold:
            yield AnswerFinished(self._quoted(certainty))
        else:
            yield AnswerFinished(self._refusal(certainty))

    def _certainty(self, searched: Signals, signals: Signals, *, stated: bool) -> float:
        """Return how probable it is that the evidence holds the answer, after all attempts.

        Where the model wrote only what no source holds, the quotes are the answer: its failure says
        more of it than of them. Without a reader, or where several searches count, its first word
        counts then, as far as search agrees.
        """
        asked = signals.margin is not None and signals.relevance is not None
        if not stated and self._is_misread():
            return confidence(searched)
        if not stated and asked and self.found.shape in ONE_SEARCH:
            return quote_confidence(signals)
        certainty = confidence(signals)
        if not signals.failed:
            return certainty
        agreed = min(confidence(searched), confidence(replace(signals, failed=0.0)))
        return max(certainty, agreed)

    def _is_misread(self) -> bool:
        """Tell whether the reader is believed, and not the chat model, in a single search."""
        single = self.found.shape is not Shape.SUMMARY and len(self.found.parts) <= 1
        return single and self.signals is not None and is_misread(self.signals)

    def _written(
        self, statements: tuple[Statement, ...], certainty: float, numbering: Numbering
    ) -> Answer:
        text = " ".join(
            f"{statement.with_original} {''.join(f'[{number}]' for number in statement.citations)}"
            for statement in statements
        )
        return self._answer(text, certainty, statements, numbering, Composer.MODEL, answered=True)

    def _quoted(self, certainty: float) -> Answer:
        numbering = Numbering(self.found.evidence)
        numbering.mark(self._copied)
        citations = numbering.number(self._chosen())
        statements = tuple(
            Statement(citation.quote, (citation.number,), supported=True) for citation in citations
        )
        quotes = " ".join(f"«{c.quote}»{self._said_by(c)} [{c.number}]" for c in citations)
        text = f"{quotes_introduction(self.found.inquiry.language)} {quotes}"
        return self._answer(text, certainty, statements, numbering, Composer.QUOTES, answered=True)

    def _chosen(self) -> list[int]:
        """Return the places of the quotes that stand as the answer.

        What the model wrote from, though not well enough to be shown, wherever it stands; else the
        nearest. Of several, what the model takes for an answer. Where it has misread, what the
        reader found, and before all that what a rule did.
        """
        evidence = self.found.evidence
        if self._is_misread() and not self.found.is_news:
            best = best_relevance(evidence)
            return [place for place, item in enumerate(evidence) if item.relevance == best][:1]
        if self.found.core:
            return list(self.found.core)
        if self.found.shape not in ONE_SEARCH:
            return list(range(min(MOST_QUOTES, len(evidence))))
        # A label ("Press contact:") only names what follows.
        telling = [p for p, item in enumerate(evidence) if not is_label(item.sentence.text)]
        meant = [place for place in sorted(self._meant) if place in telling][:MOST_QUOTES]
        near = nearest_quotes(evidence)
        places = meant or [place for place in near if place in telling] or near
        if self.chat_model is not None:
            with suppress(ChatModelUnavailable):  # then all of them stand
                places = preferred(self.chat_model, self.found.inquiry.asked, evidence, places)
        return with_what_follows(places, self.found.inquiry, evidence)

    def _said_by(self, citation: Citation) -> str:
        asked = self.found.shape is Shape.SPEAKER and citation.speaker
        return f" ({citation.speaker})" if asked else ""

    def _refusal(self, certainty: float) -> Answer:
        nearest = self.found.evidence
        if self.found.shape is Shape.SUMMARY:  # of no release that was asked for
            nearest = self.found.parts[0].evidence
        numbering = Numbering(nearest)
        numbering.number(range(min(MOST_QUOTES, len(nearest))))
        text = refusal(self.found.inquiry.language)
        return self._answer(text, certainty, (), numbering, Composer.QUOTES, answered=False)

    def _answer(  # noqa: PLR0913 - the one place where an answer is put together
        self,
        text: str,
        certainty: float,
        statements: tuple[Statement, ...],
        numbering: Numbering,
        composer: Composer,
        *,
        answered: bool,
    ) -> Answer:
        return Answer(
            question=self.found.inquiry.question,
            language=self.found.inquiry.language,
            answered=answered,
            text=text,
            statements=statements,
            citations=numbering.used,
            composer=composer,
            confidence=round(certainty, 3),
            timings=Timings(
                round(self.found.search_ms, 1), self._first_token_ms, elapsed_ms(self.started)
            ),
            note=self.note,
            period=self.found.period,
        )
