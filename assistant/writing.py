"""Steps 6 and 7 for one question: let the chat model write, verify, and keep what holds."""

import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from assistant.as_told import Told, together, told
from assistant.asked_time import asked_time
from assistant.chain import Found
from assistant.chat_model import ChatModel
from assistant.checks.translated import WordTest
from assistant.compose import compose
from assistant.confirm import CONFIRMED_FROM, CONFIRMED_FROM_AFAR, confirm
from assistant.decide import confidence
from assistant.list_items import left_out
from assistant.mend import verify_mended
from assistant.nearest_quotes import is_near, leading
from assistant.parse_reply import Draft
from assistant.quote import Numbering
from assistant.records import Statement, StatementVerified
from assistant.shape import ONE_SEARCH, Shape, has_parts
from assistant.signals import Signals
from assistant.verify import Check, Similarity, lacks_only_a_year
from documents.errors import ChatModelUnavailable
from index.records import Evidence

# A failed attempt is repeated from this many sentences, those it cited before the best: fewer leave
# less to confuse, and what is nearly right is mostly wrong in a word, not in its source.
REPAIRED_FROM = 2
MOST_PROBLEMS = 3


@dataclass(frozen=True, slots=True)
class _Rejected:
    """Why a draft was not shown, and the places of the evidence that it rests on.

    ``misread`` tells that these speak of something else than is asked.
    """

    reasons: tuple[str, ...]
    places: tuple[int, ...]
    misread: bool


@dataclass
class Writing:
    """What a chat model writes about the evidence; ``run`` once.

    ``signals`` are those of search, to which its verdicts are added; from a confidence of
    ``threshold`` on a statement is shown. ``meant`` are the places that verified drafts rest on,
    shown or not. ``started`` is the ``time.perf_counter`` of the question,
    ``is_common`` knows words of the dictionary (see ``verify``).
    """

    found: Found
    chat_model: ChatModel
    similarity: Similarity
    is_common: WordTest
    threshold: float
    started: float
    signals: Signals
    statements: list[Statement] = field(default_factory=list, init=False)
    first_token_ms: float | None = field(default=None, init=False)
    meant: set[int] = field(default_factory=set, init=False)
    unavailable: ChatModelUnavailable | None = field(default=None, init=False)
    _cited: set[int] = field(default_factory=set, init=False)
    # By question, statement and sources: a later attempt may say the same again.
    _confirmed: dict[tuple[str, str, tuple[Told, ...]], float] = field(
        default_factory=dict, init=False
    )

    def run(self, numbering: Numbering) -> Generator[StatementVerified]:
        """Yield each statement that holds; what must be whole to be true is held back until it is.

        Where the model breaks off, ``unavailable`` tells why.
        """
        held: list[StatementVerified] = []
        must_be_whole = bool(self.found.needed) or self.found.shape is Shape.LIST
        try:
            for event in self._write(numbering):
                if must_be_whole:
                    held.append(event)
                else:
                    yield event
        except ChatModelUnavailable as exc:
            self.unavailable = exc
        if must_be_whole and not self._is_whole():
            self.statements.clear()
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
        return not left_out(" ".join(each.text for each in self.statements), sources)

    def _write(self, numbering: Numbering) -> Generator[StatementVerified]:
        """Let the model write, mostly from the leading sentences, and once more if that fails.

        What failed a check is repaired from few sentences, or written anew without those that speak
        of revenue where profit is asked for; what was not sure, or without hope, is written from
        all of them.
        """
        every = range(len(self.found.evidence))
        first = self._first_places()
        rejected = yield from self._attempt(numbering, first, ())
        if self.statements:
            return
        problems = [reason for each in rejected for reason in each.reasons]
        if problems and self._hope() >= self.threshold:
            cited = [place for each in rejected for place in each.places]
            others = [place for place in every if place not in cited]
            if others and any(each.misread for each in rejected):
                yield from self._attempt(numbering, others, ())
                return
            wanted = dict.fromkeys([*cited, *self.found.core, *first])
            few = sorted([*wanted][: max(REPAIRED_FROM, len(self.found.core))])
            yield from self._attempt(numbering, few, problems[:MOST_PROBLEMS])
        elif len(first) < len(every):
            yield from self._attempt(numbering, every, ())  # whatever it said of fewer

    def _first_places(self) -> Sequence[int]:
        """Return the places to write from first: few sentences are read fast, and mixed up less.

        A question with two parts may need sentences that do not lead.
        """
        evidence, inquiry = self.found.evidence, self.found.inquiry
        if self.found.shape is Shape.LIST and self.found.core:
            return self.found.core
        if self.found.shape not in ONE_SEARCH or has_parts(inquiry.question, inquiry.language):
            return range(len(evidence))
        return leading(inquiry.question, inquiry.language, evidence)

    def _hope(self) -> float:
        """Return how probable an answer is, whatever became of the drafts so far."""
        return confidence(replace(self.signals, failed=0.0))

    def _least(self) -> float:
        """Return the confidence below which no draft could still turn it."""
        return self.threshold / 3

    def _attempt(
        self,
        numbering: Numbering,
        places: Sequence[int],
        problems: Sequence[str],
    ) -> Generator[StatementVerified, None, list[_Rejected]]:
        """Keep and send what the verifier passes and confidence allows; return what it did not.

        ``places`` are those of the evidence to write from, ``problems`` what was wrong before.
        """
        places = together(places, self.found.evidence)
        evidence = [self.found.evidence[place] for place in places]
        drafts = self._drafts(evidence, problems)
        rejected: list[_Rejected] = []
        # Only now: the embedded model does one thing at a time, and confirming is another.
        for draft in drafts:
            checked = verify_mended(
                draft, self.found.inquiry, evidence, self.similarity, self.is_common
            )
            sources = [evidence[source] for source in checked.sources]
            stated = self._stated(checked.text, sources) if checked.supported else None
            failed = any(failure.check is not Check.CONTENT for failure in checked.failures)
            self.signals = self.signals.with_draft(stated, failed=failed)
            cited = tuple(places[source] for source in checked.sources)
            holds = stated is not None and self._is_confirmed(stated, sources)
            if holds and confidence(self.signals) >= self.threshold:
                citations = numbering.number(cited)
                numbers = tuple(citation.number for citation in citations)
                statement = Statement(checked.text, numbers, supported=True, checks=checked.checks)
                self.statements.append(statement)
                self._cited.update(cited)
                yield StatementVerified(statement, citations)
            reasons = [reason for failure in checked.failures for reason in failure.reasons]
            if checked.supported or (lacks_only_a_year(checked) and self._fits(sources)):
                self.meant.update(cited)
            misread = any(failure.check is Check.MEASURES for failure in checked.failures)
            rejected.append(_Rejected(tuple(reasons), cited if reasons else (), misread))
            if lacks_only_a_year(checked) and not self._fits(sources):
                self.signals = replace(self.signals, time_missing=1.0)
        return rejected

    def _fits(self, sources: Sequence[Evidence]) -> bool:
        """Tell whether a source is of the time that is asked for, wherever that is told."""
        asked = asked_time(self.found.inquiry.asked, self.found.inquiry.language)
        return any(asked.fits(source) for source in sources)

    def _drafts(self, evidence: Sequence[Evidence], problems: Sequence[str]) -> list[Draft]:
        """Return what the model writes; nothing where its first word leaves no hope."""
        inquiry = self.found.inquiry
        sources = [self._source(item) for item in evidence]
        drafts: list[Draft] = []
        shape = self.found.shape
        reply = compose(
            self.chat_model, inquiry.asked, inquiry.language, sources, problems, shape=shape
        )
        with closing(reply):
            for event in reply:
                if isinstance(event, Draft):
                    drafts.append(event)
                    if not problems:
                        self.signals = self.signals.with_choice(event)
                    continue
                self.first_token_ms = self.first_token_ms or elapsed_ms(self.started)
                if not problems:  # a second verdict is about fewer sources, and after a reproach
                    self.signals = self.signals.with_verdict(event)
                if confidence(self.signals) < self._least():
                    return []
        return drafts

    def _source(self, item: Evidence) -> Told:
        """Return a sentence as the model is to read it: with who says it, where that is asked."""
        return told(item, speaker=self.found.shape is Shape.SPEAKER)

    def _stated(self, text: str, sources: Sequence[Evidence]) -> float:
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
        read = tuple(self._source(source) for source in sources)
        if (question, text, read) not in self._confirmed:
            odds = confirm(self.chat_model, question, text, read)
            self._confirmed[question, text, read] = odds
        return self._confirmed[question, text, read]

    def _is_confirmed(self, stated: float, sources: Sequence[Evidence]) -> bool:
        """Tell whether it is sure enough that these state the answer, the more so the farther.

        Sides of a comparison and items of a list come of several searches: there near says nothing.
        """
        if self.found.shape not in ONE_SEARCH:
            return stated >= CONFIRMED_FROM
        near = any(is_near(source, self.found.evidence) for source in sources)
        return stated >= (CONFIRMED_FROM if near else CONFIRMED_FROM_AFAR)


def elapsed_ms(started: float) -> float:
    """Return the milliseconds since ``started``, a ``time.perf_counter``, to a tenth."""
    return round((time.perf_counter() - started) * 1000, 1)
