"""Step 3, read: the reader looks at the best passages and reorders their sentences."""

from collections.abc import Sequence
from dataclasses import replace

from documents.records import Passage, Sentence
from index.reader import PassageReader
from index.records import Evidence

# Five find no less than three (XQuAD-R, 1,190 questions: German .861 of either first, Spanish .795
# and .796), cost 30 ms, and read the one sentence of a press release that tells where it was.
PASSAGES_READ = 5
# Characters of a passage that are read, around its best sentence.
LONGEST_READ = 700
# How many sentences search must return so that the best passages are among them, whole.
SENTENCES_SEARCHED = 60
# What the reader's judgement counts beside search's score. Right sentence first of XQuAD-R's
# German questions: .851 with .015, .861 with .02 (`beleg evaluate`). On stored candidates English
# and Spanish ones gain as well, and with .04 only German ones still do, while questions about a
# press release lose.
RELEVANCE_WEIGHT = 0.02
ANSWERS_WEIGHT = 0.005
# Scores spread so much farther then (1.55 to 1.85 on four sets); what is made of their differences,
# which sentences compete for one, stays as it was.
SPREAD = 1.62
# From this relevance on words are marked as the answer. Of the sentences that come first 88 and
# 68 % are marked then (German and Spanish questions of XQuAD-R, nine of ten of them the right
# ones), and 19 and 15 % where the paragraph that answers is missing.
MARKED_FROM = -1.0
# What the reader says of a passage that it didn't read counts as this little.
_UNREAD = -6.0
_BOUND = 6.0


def rerank(
    question: str, evidence: Sequence[Evidence], reader: PassageReader
) -> tuple[Evidence, ...]:
    """Return the evidence in the order of search and reader together, best first.

    The sentences around the best one in each of the first ``PASSAGES_READ`` passages carry what
    the reader made of them: relevance, whether their passage answers, and where in them the answer
    stands, if it may.
    """
    passages: dict[tuple[str, int], list[int]] = {}
    for place, item in enumerate(evidence):
        key = item.release.id, item.passage.start
        if key in passages or len(passages) < PASSAGES_READ:
            passages.setdefault(key, []).append(place)
    windows = [_window(evidence, places) for places in passages.values()]
    read = [_passage(evidence, places) for places in windows]
    reordered = {place: _scored(item) for place, item in enumerate(evidence)}
    for places, judged in zip(windows, reader.read(question, read), strict=True):
        for place, relevance, span in zip(places, judged.relevance, judged.spans, strict=True):
            item = replace(
                evidence[place],
                relevance=relevance,
                answers=judged.answers,
                answer=span if relevance >= MARKED_FROM else None,
            )
            reordered[place] = _scored(item)
    return tuple(sorted(reordered.values(), key=lambda item: -item.score))


def _window(evidence: Sequence[Evidence], places: Sequence[int]) -> list[int]:
    """Return the places of the sentences to read of one passage, in its order.

    Those around its best sentence (the first), the better neighbour first, as far as they are
    known, until they are long enough.
    """
    in_order = sorted(places, key=lambda place: evidence[place].sentence.start)
    first = last = in_order.index(places[0])
    while True:
        beside = [number for number in (first - 1, last + 1) if 0 <= number < len(in_order)]
        wider = [
            number
            for number in beside
            if _length(evidence, in_order[min(first, number)], in_order[max(last, number)])
            <= LONGEST_READ
        ]
        if not wider:
            return in_order[first : last + 1]
        chosen = max(wider, key=lambda number: evidence[in_order[number]].score)
        first, last = min(first, chosen), max(last, chosen)


def _length(evidence: Sequence[Evidence], first: int, last: int) -> int:
    return evidence[last].sentence.end - evidence[first].sentence.start


def _passage(evidence: Sequence[Evidence], places: Sequence[int]) -> tuple[Passage, list[Sentence]]:
    sentences = [evidence[place].sentence for place in places]
    passage = sentences[0].passage
    return replace(passage, start=sentences[0].start, end=sentences[-1].end), sentences


def _scored(item: Evidence) -> Evidence:
    of_search, relevance, answers = features_of(item, item.score)
    together = of_search + RELEVANCE_WEIGHT * relevance + ANSWERS_WEIGHT * answers
    return replace(item, score=together / SPREAD)


def features_of(item: Evidence, of_search: float) -> tuple[float, float, float]:
    """Return what a score is made of: search's, the sentence's relevance, its passage's answers.

    The reader's are bounded, so that it can't overrule everything, and low where it didn't read.
    """
    relevance = _UNREAD if item.relevance is None else item.relevance
    answers = _UNREAD if item.answers is None else item.answers
    return of_search, _bounded(relevance), _bounded(answers)


def _bounded(value: float) -> float:
    return max(-_BOUND, min(_BOUND, value))
