"""Steps 4 to 8 for one question: decide, quote, compose, verify, answer, as a stream of events."""

import time
from collections.abc import Generator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace

from assistant.chain import Found, Part
from assistant.chat_model import ChatModel
from assistant.checks.translated import WordTest, nothing_is_common
from assistant.compose import compose
from assistant.confirm import CONFIRMED_FROM, confirm
from assistant.decide import confidence
from assistant.languages import quotes_introduction, refusal
from assistant.list_items import left_out
from assistant.nearest_quotes import MOST_QUOTES, is_near, nearest_quotes, preferred
from assistant.parse_reply import Draft
from assistant.quote import Numbering
from assistant.records import (
    Answer,
    AnswerFinished,
    Citation,
    Composer,
    QuotesFound,
    Statement,
    StatementVerified,
    StreamEvent,
    Timings,
)
from assistant.shape import Shape
from assistant.signals import Signals, read_signals
from assistant.verify import Check, Similarity, verify
from documents.errors import ChatModelUnavailable
from index.records import Evidence

# A failed attempt is repeated from this many sentences, those it cited before the best: fewer leave
# less to confuse, and what is nearly right is mostly wrong in a word, not in its source.
REPAIRED_FROM = 2
MOST_PROBLEMS = 3
_OF_ONE_SEARCH = frozenset({Shape.PLAIN, Shape.TIME})
# Below this confidence from search alone the chat model is not even asked.
HOPELESS = 0.003


@dataclass(frozen=True, slots=True)
class _Rejected:
    """Why a draft was not shown, and the places of the evidence that it rests on."""

    reasons: tuple[str, ...]
    places: tuple[int, ...]


@dataclass
class Answering:
    """One question on its way to an answer; ``run`` once.

    ``started`` is the ``time.perf_counter`` of the question. ``threshold`` is the confidence from
    which on Beleg answers. ``is_common`` knows words of the dictionary (see ``verify``). ``note``
    is what has already gone otherwise than wished.
    """

    found: Found
    similarity: Similarity
    chat_model: ChatModel | None
    threshold: float
    started: float
    is_common: WordTest = nothing_is_common
    note: str | None = None
    _first_token_ms: float | None = field(default=None, init=False)
    _statements: list[Statement] = field(default_factory=list, init=False)
    _cited: set[int] = field(default_factory=set, init=False)
    _signals: Signals = field(init=False)
    _searched: Signals = field(init=False)

    def run(self) -> Generator[StreamEvent]:
        """Yield QuotesFound, a StatementVerified for each statement that holds, AnswerFinished."""
        found = self.found
        yield QuotesFound(found.quotes, found.inquiry.language)
        if not found.evidence:
            yield AnswerFinished(self._refusal(0.0))
            return
        parts = found.parts or (Part(found.inquiry, found.evidence),)
        if not all(part.evidence for part in parts):
            yield AnswerFinished(self._refusal(0.0))
            return
        signals = [read_signals(part.inquiry, part.evidence) for part in parts]
        self._signals = self._searched = min(signals, key=confidence)  # all must be there
        numbering = Numbering(found.evidence)
        writes = self.chat_model is not None and found.shape is not Shape.SUMMARY
        if writes and confidence(self._signals) >= HOPELESS:
            yield from self._writing(numbering)
        certainty = self._certainty() if parts[0].decides else 1.0
        if self._statements:
            yield AnswerFinished(self._written(certainty, numbering))
        elif certainty >= self.threshold:
            yield AnswerFinished(self._quoted(certainty))
        else:
            yield AnswerFinished(self._refusal(certainty))

    def _writing(self, numbering: Numbering) -> Generator[StreamEvent]:
        """Let the model write; what must be whole to be true is held back until it is."""
        assert self.chat_model is not None  # noqa: S101 - the caller has looked
        held: list[StreamEvent] = []
        must_be_whole = bool(self.found.needed) or self.found.shape is Shape.LIST
        try:
            for event in self._write(self.chat_model, numbering):
                if must_be_whole:
                    held.append(event)
                else:
                    yield event
        except ChatModelUnavailable as exc:
            self.note = self.note or str(exc)
            self.chat_model = None  # it is asked no more
        if must_be_whole and not self._is_whole():
            self._statements.clear()
        else:
            yield from held

    def _is_whole(self) -> bool:
        """Tell whether the statements rest on all that is needed, and leave out nothing listed."""
        if not all(group & self._cited for group in self.found.needed):
            return False
        if self.found.shape is not Shape.LIST:
            return True
        cited = [self.found.evidence[place] for place in sorted(self._cited)]
        sources = [(item.sentence.text, item.release.language) for item in cited]
        return not left_out(" ".join(each.text for each in self._statements), sources)

    def _certainty(self) -> float:
        """Return how probable it is that the evidence holds the answer, after all attempts.

        Where the model wrote only what no source holds, the quotes are the answer: its failure says
        more of it than of them. Then its first word counts, as far as search agrees.
        """
        certainty = confidence(self._signals)
        if not self._signals.failed:
            return certainty
        agreed = min(confidence(self._searched), confidence(replace(self._signals, failed=0.0)))
        return max(certainty, agreed)

    def _write(self, chat_model: ChatModel, numbering: Numbering) -> Generator[StreamEvent]:
        """Let the model write, and once more from few sentences if nothing of it holds."""
        every = range(len(self.found.evidence))
        rejected = yield from self._attempt(chat_model, numbering, every, ())
        problems = [reason for each in rejected for reason in each.reasons]
        promising = confidence(replace(self._signals, failed=0.0)) >= self.threshold
        if problems and promising and not self._statements:
            cited = [place for each in rejected for place in each.places]
            wanted = dict.fromkeys([*cited, *self.found.core, *every])
            few = sorted([*wanted][: max(REPAIRED_FROM, len(self.found.core))])
            yield from self._attempt(chat_model, numbering, few, problems[:MOST_PROBLEMS])

    def _attempt(
        self,
        chat_model: ChatModel,
        numbering: Numbering,
        places: Sequence[int],
        problems: Sequence[str],
    ) -> Generator[StreamEvent, None, list[_Rejected]]:
        """Keep and send what the verifier passes and confidence allows; return what it did not.

        ``places`` are those of the evidence to write from, ``problems`` what was wrong before.
        """
        evidence = [self.found.evidence[place] for place in places]
        drafts = self._drafts(chat_model, evidence, problems)
        rejected: list[_Rejected] = []
        # Only now: the embedded model does one thing at a time, and confirming is another.
        for draft in drafts:
            checked = verify(draft, self.found.inquiry, evidence, self.similarity, self.is_common)
            sources = [evidence[source] for source in checked.sources]
            stated = self._stated(chat_model, checked.text, sources) if checked.supported else None
            failed = any(failure.check is not Check.CONTENT for failure in checked.failures)
            self._signals = self._signals.with_draft(checked.closeness, stated, failed=failed)
            cited = tuple(places[source] for source in checked.sources)
            holds = stated is not None and stated >= CONFIRMED_FROM and self._is_near(sources)
            if holds and confidence(self._signals) >= self.threshold:
                citations = numbering.number(cited)
                numbers = tuple(citation.number for citation in citations)
                statement = Statement(checked.text, numbers, supported=True, checks=checked.checks)
                self._statements.append(statement)
                self._cited.update(cited)
                yield StatementVerified(statement, citations)
            reasons = [reason for failure in checked.failures for reason in failure.reasons]
            rejected.append(_Rejected(tuple(reasons), cited if reasons else ()))
        return rejected

    def _drafts(
        self, chat_model: ChatModel, evidence: Sequence[Evidence], problems: Sequence[str]
    ) -> list[Draft]:
        """Return what the model writes; nothing where its first word leaves no hope."""
        inquiry = self.found.inquiry
        sources = [self._source(item) for item in evidence]
        drafts: list[Draft] = []
        shape = self.found.shape
        reply = compose(chat_model, inquiry.asked, inquiry.language, sources, problems, shape=shape)
        with closing(reply):
            for event in reply:
                if isinstance(event, Draft):
                    drafts.append(event)
                    continue
                self._first_token_ms = self._first_token_ms or self._elapsed_ms()
                if not problems:  # a second verdict is about fewer sources, and after a reproach
                    self._signals = self._signals.with_verdict(event)
                if confidence(self._signals) < self.threshold / 3:
                    return []  # no draft could still turn it
        return drafts

    def _source(self, item: Evidence) -> str:
        """Return a sentence as the model is to read it: with who says it, where that is asked."""
        speaker = item.sentence.speaker if self.found.shape is Shape.SPEAKER else None
        return f"{item.sentence.text} ({speaker})" if speaker else item.sentence.text

    def _stated(self, chat_model: ChatModel, text: str, sources: Sequence[Evidence]) -> float:
        """Return the model's log odds that the cited sentences state the answer.

        What is said of one side of a comparison answers the question about that side.
        """
        asked = [
            part.inquiry.asked
            for part in self.found.parts
            if any(item.sentence == source.sentence for item in part.evidence for source in sources)
        ]
        one_side = self.found.shape is Shape.COMPARISON and len(asked) == 1
        question = asked[0] if one_side else self.found.inquiry.asked
        return confirm(chat_model, question, text, [self._source(source) for source in sources])

    def _is_near(self, sources: Sequence[Evidence]) -> bool:
        """Tell whether one of these is near enough; sides and lists have several searches'."""
        if self.found.shape not in _OF_ONE_SEARCH:
            return True
        return any(is_near(source, self.found.evidence) for source in sources)

    def _written(self, certainty: float, numbering: Numbering) -> Answer:
        text = " ".join(
            f"{statement.text} {''.join(f'[{number}]' for number in statement.citations)}"
            for statement in self._statements
        )
        return self._answer(
            text, certainty, tuple(self._statements), numbering, Composer.MODEL, answered=True
        )

    def _quoted(self, certainty: float) -> Answer:
        numbering = Numbering(self.found.evidence)
        citations = numbering.number(self.found.core or self._chosen())
        statements = tuple(
            Statement(citation.quote, (citation.number,), supported=True) for citation in citations
        )
        quotes = " ".join(f"«{c.quote}»{self._said_by(c)} [{c.number}]" for c in citations)
        text = f"{quotes_introduction(self.found.inquiry.language)} {quotes}"
        return self._answer(text, certainty, statements, numbering, Composer.QUOTES, answered=True)

    def _chosen(self) -> list[int]:
        """Return the places of the quotes that stand as the answer."""
        evidence = self.found.evidence
        if self.found.shape not in _OF_ONE_SEARCH:
            return list(range(min(MOST_QUOTES, len(evidence))))
        places = nearest_quotes(evidence)
        if self.chat_model is not None:
            with suppress(ChatModelUnavailable):  # then all of them stand
                places = preferred(self.chat_model, self.found.inquiry.asked, evidence, places)
        return places

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
                round(self.found.search_ms, 1), self._first_token_ms, self._elapsed_ms()
            ),
            note=self.note,
            period=self.found.period,
        )

    def _elapsed_ms(self) -> float:
        return round((time.perf_counter() - self.started) * 1000, 1)
