"""Search: from a question's vector to ranked evidence, at two granularities.

A passage tells what its sentences are about, a sentence what exactly is said. Both are embedded,
and a sentence counts as much as it, its passage and a little its neighbours resemble the question.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import nlargest

from documents.records import Kind, Role, Sentence
from index.records import Evidence
from index.shared_words import Question, add_shared_words
from index.snapshot import Snapshot
from index.vectors import FloatArray, Hit, PassageKey

# XQuAD-R (240 paragraphs, 1,190 questions), vectors alone, nDCG@10 of passages de | en | es and how
# often the right sentence is first: 1.5 gives .976 .964 .951, .766 .734 .701; 2.5 gives .976 .965
# .954, .776 .740 .712.
SENTENCE_WEIGHT = 2.5
# "It", "this", "for that purpose": what a sentence is about often stands in the one before. The
# adapted model knows most of that: half of .2 and .1 raises the above to .977 .966 .955, .782 .743
# .714. Sentences embedded by themselves needed the whole.
BEFORE_WEIGHT = 0.1
AFTER_WEIGHT = 0.05
# Right sentence first on press questions: 16 of 28 without, 17 with any penalty from .06 to .2; as
# late interaction spreads scores, that is .1 to .35 now.
HEADING_PENALTY = 0.26
# Sentences further down whose words, or whose not being headings, may bring them up.
RESCORED_BEYOND = 60
CANDIDATE_PASSAGES = 24
CANDIDATE_SENTENCES = 24


@dataclass(frozen=True, slots=True)
class Query:
    """A question as search needs it: its unit vector, and its words."""

    vector: FloatArray
    question: Question


def search(
    snapshot: Snapshot,
    query: Query,
    limit: int,
    documents: Collection[str] | None = None,
    roles: Collection[Role] | None = None,
) -> tuple[Evidence, ...]:
    """Return the ``limit`` best sentences for a question, best first.

    ``documents`` narrows the search to releases with these ids, ``roles`` to passages of these.
    """
    question = query.vector
    scored: list[tuple[float, str, PassageKey, int, float, float]] = []
    for name, keys in _candidates(snapshot, question, documents, roles).items():
        vectors = snapshot.segments[name].vectors(keys)
        of_passages = vectors.passages @ question
        of_sentences = (vectors.sentences @ question).tolist() if len(vectors.sentences) else []
        start = 0
        for key, of_passage in zip(keys, of_passages.tolist(), strict=True):
            similarities = of_sentences[start : start + key.sentences]
            start += key.sentences
            for number, of_sentence in enumerate(similarities):
                score = of_passage + _in_context(similarities, number)
                scored.append((score, name, key, number, of_sentence, of_passage))
    # Enough that what is set back can fall out of the first places.
    best = nlargest(limit + RESCORED_BEYOND, scored)
    numbers: dict[str, set[int]] = {}
    for _, name, key, *_ in best:
        numbers.setdefault(name, set()).add(key.release)
    entries = {
        name: snapshot.segments[name].kept_entries(releases) for name, releases in numbers.items()
    }
    found = []
    for score, name, key, number, of_sentence, of_passage in best:
        sentence = entries[name][key.release].sentences[key.passage][number]
        found.append(_evidence(sentence, score, of_sentence, of_passage))
    rescored = add_shared_words(query.question, found)
    return tuple(sorted(rescored, key=lambda evidence: -evidence.score)[:limit])


def _evidence(sentence: Sentence, score: float, of_sentence: float, of_passage: float) -> Evidence:
    """Return a sentence as evidence; a heading is set back a little.

    It names what the sentences below it say, so it resembles the question and seldom answers it.
    """
    if sentence.kind is Kind.HEADING:
        score -= HEADING_PENALTY
    return Evidence(sentence, score, of_sentence, of_passage)


def _in_context(similarities: Sequence[float], number: int) -> float:
    """Return a sentence's similarity with its neighbours' share; at an edge its own stands in."""
    own = similarities[number]
    before = similarities[number - 1] if number else own
    after = similarities[number + 1] if number + 1 < len(similarities) else own
    return SENTENCE_WEIGHT * own + BEFORE_WEIGHT * before + AFTER_WEIGHT * after


def _candidates(
    snapshot: Snapshot,
    question: FloatArray,
    documents: Collection[str] | None,
    roles: Collection[Role] | None,
) -> dict[str, list[PassageKey]]:
    """Return, by segment, the passages worth a closer look: near, or with a near sentence."""
    passages: list[tuple[float, str, PassageKey]] = []
    sentences: list[tuple[float, str, PassageKey]] = []
    for name, segment in snapshot.segments.items():
        live = snapshot.live[name]
        among: list[int] | None = None
        if documents is not None:
            wanted = set(documents)
            among = [number for number, document in live.items() if document in wanted]
        if not (live if among is None else among):
            continue
        counts = partial(snapshot.counts, name, roles=roles)
        for found, ask, wished in (
            (passages, segment.nearest_passages, CANDIDATE_PASSAGES),
            (sentences, segment.nearest_sentences, CANDIDATE_SENTENCES),
        ):
            hits = _hits_that_count(ask, question, wished, counts, among)
            found += [(hit.similarity, name, hit.passage) for hit in hits]
    chosen: dict[str, list[PassageKey]] = {}
    best = [*nlargest(CANDIDATE_PASSAGES, passages), *nlargest(CANDIDATE_SENTENCES, sentences)]
    for name, key in dict.fromkeys((name, key) for _, name, key in best):
        chosen.setdefault(name, []).append(key)
    return chosen


def _hits_that_count(
    ask: Callable[[FloatArray, int, list[int] | None], list[Hit]],
    question: FloatArray,
    wished: int,
    counts: Callable[[PassageKey], bool],
    among: list[int] | None,
) -> Iterable[Hit]:
    """Ask for more until enough of what is found still counts, or all has been found."""
    limit = wished
    while True:
        found = ask(question, limit, among)
        hits = [hit for hit in found if counts(hit.passage)]
        if len(hits) >= wished or len(found) < limit:
            return hits[:wished]
        limit *= 2
