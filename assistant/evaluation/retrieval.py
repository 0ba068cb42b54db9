"""How well search finds the evidence of known answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.evaluation.questions import Question
from assistant.evaluation.statistics import interval, mean, median, ndcg
from assistant.understand import Inquiry
from index.records import Evidence

# Deep enough for ten different passages.
DEPTH = 80
Figures = dict[str, float | None]
Intervals = dict[str, tuple[float, float] | None]


@dataclass(frozen=True, slots=True)
class Searched:
    """One question as asked and as understood, its evidence, and how long the search took."""

    question: Question
    inquiry: Inquiry
    evidence: tuple[Evidence, ...]
    search_ms: float


def retrieval_figures(searched: Sequence[Searched]) -> tuple[Figures, Intervals]:
    """Return each measure's mean over the questions, and its 95 % interval.

    A document, passage or sentence counts as right if it overlaps a piece of the known evidence.
    ``…_recall@k`` is the share of questions with a right one among the first k different ones;
    ``passage_ndcg@10`` is nDCG with gains of 1 (see ``statistics.ndcg``); ``search_ms_p50`` the
    median time from the question's text to ranked evidence, embedding included.
    """
    documents = [_first(each, _document) for each in searched]
    passages = [_first(each, _passage) for each in searched]
    sentences = [_first(each, _sentence) for each in searched]
    shares = {
        "document_recall@1": [float(place < 1) for place in documents],
        **{f"passage_recall@{k}": [float(place < k) for place in passages] for k in (1, 5, 10)},
        "passage_ndcg@10": [_passage_ndcg(each) for each in searched],
        **{f"sentence_recall@{k}": [float(place < k) for place in sentences] for k in (1, 3, 6)},
    }
    figures: Figures = {name: mean(values) for name, values in shares.items()}
    figures["search_ms_p50"] = median([each.search_ms for each in searched])
    return figures, {name: interval(values) for name, values in shares.items()}


_NOT_FOUND = 10_000
Key = tuple[str, int, int]


def _document(evidence: Evidence) -> Key:
    return evidence.release.id, 0, len(evidence.release.text)


def _passage(evidence: Evidence) -> Key:
    return evidence.release.id, evidence.passage.start, evidence.passage.end


def _sentence(evidence: Evidence) -> Key:
    return evidence.release.id, evidence.sentence.start, evidence.sentence.end


def _ranked(searched: Searched, key_of: Callable[[Evidence], Key]) -> list[Key]:
    return list(dict.fromkeys(key_of(each) for each in searched.evidence))


def _first(searched: Searched, key_of: Callable[[Evidence], Key]) -> int:
    """Return the rank, from 0, of the first right one among different ones."""
    for place, key in enumerate(_ranked(searched, key_of)):
        if searched.question.is_answered_at(*key):
            return place
    return _NOT_FOUND


def _passage_ndcg(searched: Searched) -> float:
    ranked = _ranked(searched, _passage)
    gold = searched.question.gold
    right = [p for p, key in enumerate(ranked) if searched.question.is_answered_at(*key)]
    found = {each for each in gold if any(each.overlaps(*ranked[place]) for place in right)}
    return ndcg(right, len(right) + len(gold) - len(found))
