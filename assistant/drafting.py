"""Step 6, compose: ask the chat model for drafts about one question, and what it thinks of them.

Its first word, the source it chooses and how it confirms a draft join the signals of search.
"""

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from assistant.as_told import Told, told
from assistant.chain import Found
from assistant.chat_model import ChatModel
from assistant.choose import choose
from assistant.compose import compose
from assistant.confirm import CONFIRMED_FROM, CONFIRMED_FROM_AFAR, confirm
from assistant.copied_words import as_its_source_says
from assistant.decide import (
    LEAST_RELEVANT,
    SURELY_READ,
    confidence,
    is_misread,
    statement_threshold,
)
from assistant.nearest_quotes import is_near, leading
from assistant.parse_reply import Choice, Draft, Verdict
from assistant.shape import ONE_SEARCH, Shape, has_parts
from assistant.signals import Signals, best_relevance
from index.records import Evidence

# The log probability of a source from which on it is a quote to show, whatever was made of it.
SURELY = -0.5
# From these log odds of "Yes", and this log probability of the source it named, a model that copies
# the answer is asked no more whether that source states what it wrote: of 83 such statements about
# XQuAD-R's paragraphs, a press release and invented ones 72 were right, and of the five that it
# then did not confirm, four. Each question saved is three seconds on two cores.
SETTLED_MARGIN, SETTLED_CHOICE = 1.5, -0.2
# Where the drafts rest on sentences that the reader finds so much worse than one it is sure of,
# that one is read once more, alone.
OVERLOOKED = 1.0
# With less of the threshold than one part in so many, no draft could still turn it.
HOPELESS_PART = 3


def first_places(found: Found) -> Sequence[int]:
    """Return the places to write from first: few sentences are read fast, and mixed up less.

    A question with two parts may need sentences that do not lead.
    """
    evidence, inquiry = found.evidence, found.inquiry
    if found.shape in ONE_SEARCH | {Shape.LIST} and found.core:
        return found.core
    if found.shape not in ONE_SEARCH or has_parts(inquiry.question, inquiry.language):
        return range(len(evidence))
    return leading(inquiry.question, inquiry.language, evidence)


@dataclass
class Drafting:
    """What a chat model drafts about the evidence of one question.

    ``signals`` are those of search, to which the model's verdicts are added; from a confidence of
    ``threshold`` on quotes would be shown, and a statement from a higher one. ``started`` is the
    ``time.perf_counter`` of the question. Every method raises ``ChatModelUnavailable`` when the
    model breaks off.
    """

    found: Found
    chat_model: ChatModel
    threshold: float
    started: float
    signals: Signals
    first_token_ms: float | None = field(default=None, init=False)
    # By question, statement and sources: a later attempt may say the same again.
    _confirmed: dict[tuple[str, str, tuple[Told, ...]], float] = field(
        default_factory=dict, init=False
    )
    _kind_missing: float = field(init=False)
    _misread: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self._kind_missing = self.signals.kind_missing

    def hope(self) -> float:
        """Return how probable an answer is, whatever became of the drafts so far."""
        return confidence(replace(self.signals, failed=0.0))

    def is_sure(self) -> bool:
        """Tell whether a statement that holds may be shown, after all that is known."""
        if self.found.shape in ONE_SEARCH and is_misread(self.signals):
            return False
        return confidence(self.signals) >= self._surely()

    def _surely(self) -> float:
        """Return the confidence from which on a statement stands: of one search, a surer one."""
        of_one_search = self.found.shape in ONE_SEARCH and self.signals.relevance is not None
        return statement_threshold(self.threshold) if of_one_search else self.threshold

    def has_surely_chosen(self) -> bool:
        """Tell whether the model, and search with it, are sure of the source they named last."""
        return self.signals.choice is not None and self.signals.choice >= SURELY

    def overlooked(self) -> list[int]:
        """Return the place of what the reader surely finds best, if no draft rests on it."""
        relevance, seconded = self.signals.relevance, self.signals.seconded
        if self.found.shape not in ONE_SEARCH or relevance is None or relevance < SURELY_READ:
            return []
        if seconded is not None and self.signals.outdone < OVERLOOKED:
            return []
        return [
            place for place, item in enumerate(self.found.evidence) if item.relevance == relevance
        ][:1]

    def take(  # noqa: PLR0913 - each is one thing that counts
        self,
        stated: float | None,
        sources: Sequence[Evidence],
        *,
        failed: bool,
        numberless: bool = False,
        misread: bool = False,
        mended: bool = False,
    ) -> None:
        """Let one more draft count: how far its ``sources`` state it, or that it failed.

        ``numberless`` tells that it found no number where one is asked for, ``misread`` that it
        found one of something else: then there is none, as long as no draft holds. ``mended`` tells
        that it names somebody else than the model did, whom a rule found. Against what a rule
        found it says nothing that the reader prefers the sentence that misled the model.
        """
        self._misread = misread or self._misread
        numberless = numberless or (self._misread and stated is None)
        seconded = best_relevance(sources)
        if seconded is None and self.signals.relevance is not None:
            seconded = LEAST_RELEVANT  # the reader did not come so far
        drafted = self.signals.with_draft(stated, failed=failed, seconded=seconded)
        self.signals = replace(
            drafted,
            kind_missing=max(self._kind_missing, float(numberless)),
            outdone=0.0 if mended or self.found.is_news else drafted.outdone,
        )

    def miss_time(self) -> None:
        """Let it count that what was drafted is of another time than is asked for."""
        self.signals = replace(self.signals, time_missing=1.0)

    def drafts(
        self, evidence: Sequence[Evidence], problems: Sequence[str], *, anew: bool = False
    ) -> list[Draft]:
        """Return what the model writes; nothing where its first word leaves no hope.

        ``anew`` is what the reader thought of earlier drafts forgotten until there is one.
        """
        before = self.signals
        if anew:
            self.signals = replace(before, seconded=None, outdone=0.0)
        drafts, named = self._read(evidence, problems)
        if named is not None:
            drafts, _ = self._read(evidence, problems, named)
        if anew and not drafts:
            self.signals = replace(self.signals, seconded=before.seconded, outdone=before.outdone)
        return drafts

    def _read(
        self, evidence: Sequence[Evidence], problems: Sequence[str], named: int | None = None
    ) -> tuple[list[Draft], int | None]:
        """Return the drafts, or the number of a source that is to be ``named`` instead."""
        inquiry, shape = self.found.inquiry, self.found.shape
        sources = [self._source(item) for item in evidence]
        drafts: list[Draft] = []
        reply = compose(
            self.chat_model,
            inquiry.asked,
            inquiry.language,
            sources,
            problems,
            shape=shape,
            named=named,
        )
        with closing(reply):
            for event in reply:
                if isinstance(event, Draft):
                    drafts.append(as_its_source_says(event, evidence, inquiry.language))
                elif isinstance(event, Choice) and named is None and shape in ONE_SEARCH:
                    chosen = choose(event, [item.score for item in evidence])
                    self.signals = replace(self.signals, choice=chosen.log_probability)
                    if not chosen.agreed:
                        return [], chosen.number
                elif isinstance(event, Verdict):
                    self.first_token_ms = self.first_token_ms or elapsed_ms(self.started)
                    if not problems:  # a second one is about fewer sources, and after a reproach
                        self.signals = self.signals.with_verdict(event)
                    if self.hope() < self.threshold / HOPELESS_PART:
                        return [], None
        return drafts, None

    def _source(self, item: Evidence) -> Told:
        """Return a sentence as the model is to read it: with who says it, where that is asked."""
        return told(item, speaker=self.found.shape is Shape.SPEAKER)

    def stated(self, text: str, sources: Sequence[Evidence], *, plain: bool = False) -> float:
        """Return the model's log odds that the cited sentences state the answer.

        What is said of one side of a comparison answers the question about that side. ``plain``
        is what the model wrote itself of the source it named: where it is as sure as can be of
        that, it is not asked, and the statement is just confirmed.
        """
        if plain and self._is_settled() and self._is_near(sources):
            return CONFIRMED_FROM
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

    def _is_settled(self) -> bool:
        """Tell whether the model is as sure of its answer as its confirmation would make it."""
        margin, choice = self.signals.margin, self.signals.choice
        if margin is None or choice is None or not self.chat_model.copies_answer:
            return False
        if self.found.shape not in ONE_SEARCH or margin < SETTLED_MARGIN:
            return False
        # Who is not sure enough to be shown so is asked: that may turn it.
        shown = replace(self.signals, stated=CONFIRMED_FROM)
        return choice >= SETTLED_CHOICE and confidence(shown) >= self._surely()

    def is_confirmed(self, stated: float, sources: Sequence[Evidence]) -> bool:
        """Tell whether it is sure enough that these state the answer, the more so the farther.

        Sides of a comparison and items of a list come of several searches: there near says nothing.
        """
        if self.found.shape not in ONE_SEARCH:
            return stated >= CONFIRMED_FROM
        return stated >= (CONFIRMED_FROM if self._is_near(sources) else CONFIRMED_FROM_AFAR)

    def _is_near(self, sources: Sequence[Evidence]) -> bool:
        return any(is_near(source, self.found.evidence) for source in sources)


def elapsed_ms(started: float) -> float:
    """Return the milliseconds since ``started``, a ``time.perf_counter``, to a tenth."""
    return round((time.perf_counter() - started) * 1000, 1)
