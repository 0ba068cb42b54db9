"""Offer questions that the releases answer: to begin with, and to go on after an answer.

A question is offered only if search finds the place it was read from and is confident enough to
answer; so what is offered is answered. All of it is found out beside the conversation.
"""

import logging
import threading
import time
from collections.abc import Collection, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from assistant.decide import confidence
from assistant.records import Answer, Citation
from assistant.signals import read_signals
from documents.errors import BelegError
from documents.records import PressRelease, Status
from ui.library_panel import newest_first
from ui.question_candidates import Candidate, candidates, languages_offered

if TYPE_CHECKING:
    from assistant import Assistant

logger = logging.getLogger(__name__)

FIRST, FOLLOWING = 3, 2
# After which no more candidates are tried: while somebody waits for them, and while nobody does.
FIRST_SECONDS, _FOLLOWING_SECONDS = 5.0, 0.5
UNHURRIED_SECONDS = 60.0
_TRIED_OF_A_RELEASE = 6
_NEAREST = 3  # sentences among which the answering place must be


class OfferedQuestions:
    """The questions offered over one assistant; shared by all readers, safe between threads."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self._lock = threading.Lock()
        self._first: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def first_known(self, language: str) -> tuple[str, ...]:
        """Return the questions to begin with as far as they are known; costs no search."""
        state, questions = self._first.get(language, ((), ()))
        return questions if state == self._state() else ()

    def first(self, language: str, seconds: float = FIRST_SECONDS) -> tuple[str, ...]:
        """Return up to three questions about the newest releases, in ``language``.

        They are looked for until ``seconds`` have passed, once for each state of the library.
        """
        with self._lock:
            state = self._state()
            known = self._first.get(language)
            if known is None or known[0] != state:
                known = (state, tuple(islice(self._about_the_newest(language, seconds), FIRST)))
                self._first[language] = known
        return known[1]

    def following(
        self,
        answer: Answer,
        asked: Collection[str],
        language: str,
        found: Collection[Citation] = (),
    ) -> tuple[str, ...]:
        """Return up to two questions about what an answer cites, none of them asked before.

        Where its releases have no more, they are about what was ``found`` besides. They are in the
        answer's language, or in ``language`` where none can be offered in that.
        """
        language = answer.language if answer.language in languages_offered() else language
        until = time.perf_counter() + _FOLLOWING_SECONDS
        used = {number for one in answer.statements for number in one.citations}
        told = [one for one in answer.citations if one.number in used]
        known = {_folded(question) for question in asked}
        offered: list[str] = []
        for document in dict.fromkeys(one.document for one in (*answer.citations, *found)):
            release = self._assistant.release(document)
            for candidate in self._tried(release, language, until):
                new = _folded(candidate.question) not in known
                if new and not any(_tells(one, candidate) for one in told):
                    offered.append(candidate.question)
                if len(offered) == FOLLOWING:
                    return tuple(offered)
        return tuple(offered)

    def _about_the_newest(self, language: str, seconds: float) -> Iterator[str]:
        """Yield a question for each of the newest releases, of different kinds, then others."""
        until = time.perf_counter() + seconds
        newest = [one for one in newest_first(self._assistant.releases()) if _current(one)]
        kinds: set[str] = set()
        rest: list[Candidate] = []
        for release in newest[:FIRST]:
            answered = list(islice(self._tried(release, language, until), FIRST))
            answered.sort(key=lambda one: one.kind in kinds)
            for one in answered[:1]:
                kinds.add(one.kind)
                yield one.question
            rest += answered[1:]
        yield from (one.question for one in rest)

    def _tried(
        self, release: PressRelease | None, language: str, until: float
    ) -> Iterator[Candidate]:
        """Yield a release's candidates that search confirms, until time is up."""
        if release is None or not _current(release):
            return
        try:
            for candidate in islice(candidates(release, language), _TRIED_OF_A_RELEASE):
                if time.perf_counter() > until:
                    return
                if self._is_answered(candidate):
                    yield candidate
        except BelegError as error:
            logger.info("No question is offered: %s", error)

    def _is_answered(self, candidate: Candidate) -> bool:
        """Tell whether search finds the candidate's place and would let it answer."""
        found = self._assistant.search(candidate.question)
        if not any(
            near.release.id == candidate.document
            and near.sentence.start < candidate.end
            and candidate.start < near.sentence.end
            for near in found.evidence[:_NEAREST]
        ):
            return False
        certainty = confidence(read_signals(found.inquiry, found.evidence))
        return certainty >= self._assistant.settings.answer_threshold

    def _state(self) -> tuple[str, ...]:
        return tuple(release.content_hash for release in self._assistant.releases())


def _tells(citation: Citation, candidate: Candidate) -> bool:
    """Tell whether a reader has just been shown what the candidate asks for."""
    same = citation.document == candidate.document
    return same and citation.start <= candidate.start < citation.end


def _folded(question: str) -> str:
    return " ".join(question.casefold().split())


def _current(release: PressRelease) -> bool:
    return release.status in {Status.PUBLISHED, Status.CORRECTED}
