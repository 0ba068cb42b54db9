"""Steps 6 and 7 for one question: let the chat model write, verify, and keep what holds."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from assistant.as_told import together
from assistant.asked_time import asked_time
from assistant.chain import Found
from assistant.checks.translated import WordTest
from assistant.copied_words import is_numberless
from assistant.drafting import Drafting, first_places
from assistant.hold import Held, standing
from assistant.judge import Judge
from assistant.list_items import left_out
from assistant.original_words import original_words
from assistant.quote import Numbering
from assistant.records import Statement, StatementVerified
from assistant.shape import Shape
from assistant.verify import Check, Similarity, Verification, lacks_only_a_year
from documents.errors import ChatModelUnavailable
from index.records import Evidence

# A failed attempt is repeated from this many sentences, those it cited before the best: fewer leave
# less to confuse, and what is nearly right is mostly wrong in a word, not in its source.
REPAIRED_FROM = 2
MOST_PROBLEMS = 3
# A model that copies the answer and says "Yes" with lower log odds than these reads no others: of
# 78 second readings, of all six, four gave a right statement and six a wrong one, and all four
# had log odds of 1.5 and more.
READ_ON_FROM = 1.0


class _Aim(Enum):
    """What an attempt is for: to be sent as it comes, or what is first kept of it."""

    SEND = auto()
    DOUBT = auto()  # what rests on other sentences than it names is kept
    HOLD = auto()  # everything is kept
    ANEW = auto()  # sent; what the reader doubts in earlier drafts says nothing of this one


@dataclass(frozen=True, slots=True)
class _Rejected:
    """Why a draft was not shown, and the places of the evidence that it rests on.

    ``misread`` tells that these speak of something else than is asked; ``named`` are the places
    that the draft named, where only others hold it.
    """

    reasons: tuple[str, ...]
    places: tuple[int, ...]
    misread: bool
    named: tuple[int, ...]


@dataclass
class Writing:
    """What a chat model writes about the evidence and the verifier passes; ``run`` once.

    ``meant`` are the places that verified drafts rest on, shown or not; ``copied`` has the words
    that the model took for the answer, by their place: what holds counts, else what came first.
    ``is_quoted`` tells that a statement would hold but is all translation, or says what the reader
    does not mark: its source stands.
    ``is_common`` knows words of the dictionary (see ``verify``).
    """

    drafting: Drafting
    similarity: Similarity
    is_common: WordTest
    statements: list[Statement] = field(default_factory=list, init=False)
    meant: set[int] = field(default_factory=set, init=False)
    copied: dict[int, str] = field(default_factory=dict, init=False)
    unavailable: ChatModelUnavailable | None = field(default=None, init=False)
    is_quoted: bool = field(default=False, init=False)
    _cited: set[int] = field(default_factory=set, init=False)
    _held: list[Held] = field(default_factory=list, init=False)
    _judge: Judge = field(init=False)

    def __post_init__(self) -> None:
        found = self.found
        self._judge = Judge(found.inquiry, found.shape, self.similarity, self.is_common)

    @property
    def found(self) -> Found:
        """The question, as understood, and its evidence."""
        return self.drafting.found

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

        Who names one sentence and says another is asked for the one it named alone: of 13 such
        drafts about look-alikes 6 were wrong. What is better confirmed then stands. What failed a
        check is repaired from few sentences, or written anew without those that speak of revenue
        where profit is asked for; what was not sure, or without hope, is written from all of them.
        """
        every = range(len(self.found.evidence))
        first = first_places(self.found)
        rejected = yield from self._attempt(numbering, first, (), _Aim.DOUBT)
        if self.statements or self.is_quoted:
            return
        named = [place for each in rejected for place in each.named]
        if named:
            yield from self._attempt(numbering, named[:1], (), _Aim.HOLD)
            best = standing(self._held, self.found.evidence)
            if best is not None:
                yield self._shown(best.checked, best.cited, numbering)
            return
        problems = [reason for each in rejected for reason in each.reasons]
        if problems and self.drafting.hope() >= self.drafting.threshold:
            cited = [place for each in rejected for place in each.places]
            others = [place for place in every if place not in cited]
            if others and any(each.misread for each in rejected):
                yield from self._attempt(numbering, others, ())
                return
            wanted = dict.fromkeys([*cited, *self.found.core, *first])
            few = sorted([*wanted][: max(REPAIRED_FROM, len(self.found.core))])
            yield from self._attempt(numbering, few, problems[:MOST_PROBLEMS])
        elif (overlooked := self.drafting.overlooked()) and overlooked != [*first]:
            yield from self._attempt(numbering, overlooked, (), _Aim.ANEW)
        elif self._reads_on(first):
            yield from self._attempt(numbering, every, ())  # whatever it said of fewer

    def _reads_on(self, first: Sequence[int]) -> bool:
        """Tell whether the other sentences are read too, after the ``first``."""
        if len(first) == len(self.found.evidence):
            return False
        if not self.drafting.chat_model.copies_answer:
            return True
        margin = self.drafting.signals.margin
        return margin is not None and margin >= READ_ON_FROM

    def _attempt(
        self,
        numbering: Numbering,
        places: Sequence[int],
        problems: Sequence[str],
        aim: _Aim = _Aim.SEND,
    ) -> Generator[StatementVerified, None, list[_Rejected]]:
        """Keep and send what the verifier passes and confidence allows; return what it did not.

        ``places`` are those of the evidence to write from, ``problems`` what was wrong before.
        By ``aim`` some of it is kept without being sent yet.
        """
        places = together(places, self.found.evidence)
        evidence = [self.found.evidence[place] for place in places]
        inquiry = self.found.inquiry
        drafts = self.drafting.drafts(evidence, problems, anew=aim is _Aim.ANEW)
        rejected: list[_Rejected] = []
        # Only now: the embedded model does one thing at a time, and confirming is another.
        for draft in drafts:
            checked, as_written = self._judge.verified(draft, evidence)
            sources = [evidence[source] for source in checked.sources]
            named = self._judge.misnamed(draft, checked, places)
            stated = None
            if checked.supported:
                plain = as_written and not named
                stated = self.drafting.stated(checked.text, sources, plain=plain)
            failed = not checked.supported and not checked.fails_in_wording_alone
            numberless = not checked.supported and is_numberless(draft, inquiry, evidence)
            misread = any(failure.check is Check.MEASURES for failure in checked.failures)
            mended = checked.words != draft.words
            self.drafting.take(
                stated,
                sources,
                failed=failed,
                numberless=numberless,
                misread=misread,
                mended=mended and checked.supported,
            )
            cited = tuple(places[source] for source in checked.sources)
            confirmed = stated is not None and self.drafting.is_confirmed(stated, sources)
            holds = confirmed and self.drafting.is_sure()
            copied = {places[each]: checked.words for each in draft.places(len(places))[:1]}
            self.copied = self.copied | copied if holds else copied | self.copied
            numbering.mark(self.copied)
            if stated is not None and holds:
                if self._judge.is_better_quoted(checked, sources, mended=mended):
                    self.is_quoted, self.meant = True, set(cited)
                    break
                if aim is _Aim.HOLD or (aim is _Aim.DOUBT and named):
                    self._held.append(Held(checked, cited, stated, misnamed=bool(named)))
                else:
                    yield self._shown(checked, cited, numbering)
            reasons = [reason for failure in checked.failures for reason in failure.reasons]
            lacks_year = lacks_only_a_year(checked)
            fits = lacks_year and self._fits(sources)
            if checked.supported or fits or self.drafting.has_surely_chosen():
                self.meant.update(cited)
            rejected.append(_Rejected(tuple(reasons), cited if reasons else (), misread, named))
            if lacks_year and not fits:
                self.drafting.miss_time()
        return rejected

    def _shown(
        self, checked: Verification, cited: tuple[int, ...], numbering: Numbering
    ) -> StatementVerified:
        """Return what is to be sent of a statement that holds, having kept it."""
        citations = numbering.number(cited)
        numbers = tuple(citation.number for citation in citations)
        sources = [self.found.evidence[place] for place in cited]
        original = original_words(checked.text, checked.words, sources, self.found.inquiry.language)
        statement = Statement(checked.text, numbers, True, checked.checks, original)
        self.statements.append(statement)
        self._cited.update(cited)
        return StatementVerified(statement, citations)

    def _fits(self, sources: Sequence[Evidence]) -> bool:
        """Tell whether a source is of the time that is asked for, wherever that is told."""
        asked = asked_time(self.found.inquiry.asked, self.found.inquiry.language)
        return any(asked.fits(source) for source in sources)
