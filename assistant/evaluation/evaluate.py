"""Runs an evaluation: every question through Beleg's own search and, if wished, its answers."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from assistant.assistant import Assistant
from assistant.decide import confidence
from assistant.evaluation.abstention import (
    Abstention,
    Certainties,
    abstention_figures,
    refused_shares,
)
from assistant.evaluation.answers import Answered, answer_figures
from assistant.evaluation.corpora import Corpus
from assistant.evaluation.questions import Question, sample
from assistant.evaluation.retrieval import DEPTH, Figures, Intervals, Searched, retrieval_figures
from assistant.evaluation.statistics import mean
from assistant.records import AnswerFinished, QuotesFound
from assistant.signals import read_signals
from documents.errors import QuestionsUnreadable

OnQuestion = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure: ``limit`` questions drawn with ``seed``; answers and withheld evidence."""

    limit: int | None = None
    seed: int = 0
    answers: bool = False
    withhold: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured; a measure that the run did not take is ``None``.

    ``intervals`` are 95 % confidence intervals of means, by measure. ``note`` says what went
    otherwise than wished (the chat model was not there, say), or is ``None``.
    """

    questions: int
    retrieval: Figures
    abstention: Abstention
    answers: Figures
    intervals: dict[str, Intervals] = field(default_factory=dict)
    note: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON-ready values."""
        trade_off = [
            {
                "threshold": each.threshold,
                "refused_answerable": each.refused_answerable,
                "answered_unanswerable": each.answered_unanswerable,
            }
            for each in self.abstention.trade_off
        ]
        reliability = [
            {"confidence": said, "share": happened, "questions": count}
            for said, happened, count in self.abstention.reliability
        ]
        return {
            "questions": self.questions,
            "retrieval": self.retrieval,
            "abstention": self.abstention.figures,
            "answers": self.answers,
            "intervals": self.intervals,
            "reliability": reliability,
            "trade_off": trade_off,
        }


_NO_ANSWERS: Figures = dict.fromkeys(
    (
        "correct", "written_correct", "on_screen", "citation_precision", "citation_recall",
        "language_kept", "unsupported_statements", "total_ms_p50",
    )
)  # fmt: skip


class Evaluation:
    """One evaluation of an assistant opened on the corpus's folder; ``run`` once."""

    def __init__(self, assistant: Assistant, corpus: Corpus, plan: Plan) -> None:
        self._assistant = assistant
        self._corpus = corpus
        self._plan = plan
        releases = assistant.releases()
        self.questions = sample(corpus.questions_about(releases), plan.limit, plan.seed)
        self._documents = frozenset(release.id for release in releases)
        if plan.withhold and not any(question.gold for question in self.questions):
            raise QuestionsUnreadable(
                "No question has known evidence that could be withheld.",
                "Leave out --withhold, or give questions with their evidence.",
            )

    def run(self, on_question: OnQuestion | None = None) -> Report:
        """Ask every question and return what was measured."""
        searched: list[Searched] = []
        answered: list[Answered] = []
        answerable: list[float] = []
        unanswerable: list[float] = []
        near_miss: list[float] = []
        off_topic: list[float] = []
        self._assistant.search("warm-up")
        for number, question in enumerate(self.questions, start=1):
            found = self._search(question, None)
            certainty = self._confidence(found)
            if self._plan.answers:
                answered.append(self._answer(question))
                certainty = answered[-1].answer.confidence
            if question.gold:
                searched.append(found)
                answerable.append(certainty)
                if self._plan.withhold:
                    for hidden, among in (
                        (question.documents, near_miss),
                        (self._corpus.article_of(question), off_topic),
                    ):
                        others = self._documents - hidden
                        among.append(self._confidence(self._search(question, others)))
            else:
                unanswerable.append(certainty)
            if on_question:
                on_question(number, len(self.questions))
        certainties = Certainties(answerable, unanswerable, near_miss, off_topic)
        retrieval, retrieval_intervals = retrieval_figures(searched)
        answers = _NO_ANSWERS
        answer_intervals: Intervals = {}
        if self._plan.answers:
            answers, answer_intervals = answer_figures(answered, self._assistant.release)
        return Report(
            questions=len(self.questions),
            retrieval=retrieval,
            abstention=abstention_figures(certainties, self._refused(certainties, answered)),
            answers=answers,
            intervals={"retrieval": retrieval_intervals, "answers": answer_intervals},
            note=next((each.answer.note for each in answered if each.answer.note), None),
        )

    def _search(self, question: Question, documents: Collection[str] | None) -> Searched:
        found = self._assistant.search(question.text, limit=DEPTH, documents=documents)
        return Searched(question, found.inquiry, found.evidence, found.search_ms)

    def _confidence(self, searched: Searched) -> float:
        """Return what search alone makes of the chance that the evidence holds the answer."""
        evidence = searched.evidence[: self._assistant.settings.evidence_limit]
        if not evidence:
            return 0.0
        return confidence(read_signals(searched.inquiry, evidence))

    def _answer(self, question: Question) -> Answered:
        quotes: QuotesFound | None = None
        for event in self._assistant.stream(question.text):
            if isinstance(event, QuotesFound):
                quotes = event
            elif isinstance(event, AnswerFinished):
                return Answered(question, event.answer, quotes.citations if quotes else ())
        raise AssertionError("a stream ends with AnswerFinished")

    def _refused(
        self, certainties: Certainties, answered: list[Answered]
    ) -> tuple[float | None, float | None]:
        """Return the share refused of those without and with an answer; as answered, if so."""
        if not self._plan.answers:
            return refused_shares(certainties, self._assistant.settings.answer_threshold)
        refused = {True: [], False: []}  # type: dict[bool, list[float]]
        for each in answered:
            refused[bool(each.question.gold)].append(float(not each.answer.answered))
        return mean(refused[False]), mean(refused[True])
