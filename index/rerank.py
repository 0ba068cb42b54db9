"""Step 3, read: the reader looks at the best passages and reorders their sentences."""

from collections.abc import Sequence
from dataclasses import replace

from documents.records import Sentence
from index.reader import PassageReader
from index.records import Evidence

PASSAGES_READ = 5
# How many sentences search must return so that the best passages are among them, whole.
SENTENCES_SEARCHED = 60
# The first reader, trained for 2,200 steps, adds nothing to the ranking on XQuAD-R at these weights
# and harms it beyond .02; assistant.evaluation.fit finds those for another.
RELEVANCE_WEIGHT = 0.01
ANSWERS_WEIGHT = 0.005
# What the reader says of a passage that it didn't read counts as this little.
_UNREAD = -6.0
_BOUND = 6.0


def rerank(
    question: str, evidence: Sequence[Evidence], reader: PassageReader
) -> tuple[Evidence, ...]:
    """Return the evidence in the order of search and reader together, best first.

    Sentences of the first ``PASSAGES_READ`` different passages carry what the reader made of
    them: relevance, whether their passage answers, and where in them the answer stands.
    """
    passages: dict[tuple[str, int], list[int]] = {}
    for place, item in enumerate(evidence):
        key = item.release.id, item.passage.start
        if key in passages or len(passages) < PASSAGES_READ:
            passages.setdefault(key, []).append(place)
    read = [
        (evidence[places[0]].passage, _sentences(evidence, places)) for places in passages.values()
    ]
    reordered = {place: _unread(item) for place, item in enumerate(evidence)}
    for places, judged in zip(passages.values(), reader.read(question, read), strict=True):
        for place, relevance, span in zip(places, judged.relevance, judged.spans, strict=True):
            item = replace(
                evidence[place], relevance=relevance, answers=judged.answers, answer=span
            )
            reordered[place] = replace(item, score=_score(item))
    return tuple(sorted(reordered.values(), key=lambda item: -item.score))


def _sentences(evidence: Sequence[Evidence], places: Sequence[int]) -> list[Sentence]:
    return [evidence[place].sentence for place in places]


def _unread(item: Evidence) -> Evidence:
    return replace(item, score=_score(item))


def _score(item: Evidence) -> float:
    of_search, relevance, answers = features_of(item, item.score)
    return of_search + RELEVANCE_WEIGHT * relevance + ANSWERS_WEIGHT * answers


def features_of(item: Evidence, of_search: float) -> tuple[float, float, float]:
    """Return what a score is made of: search's, the sentence's relevance, its passage's answers.

    The reader's are bounded, so that it can't overrule everything, and low where it didn't read.
    """
    relevance = _UNREAD if item.relevance is None else item.relevance
    answers = _UNREAD if item.answers is None else item.answers
    return of_search, _bounded(relevance), _bounded(answers)


def _bounded(value: float) -> float:
    return max(-_BOUND, min(_BOUND, value))
