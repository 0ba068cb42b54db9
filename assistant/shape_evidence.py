"""Shaping the evidence: a list whole, both sides of a comparison, who said it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from assistant.checks.lexicon import lexicon
from assistant.checks.orders import is_order
from assistant.list_items import enumerated
from assistant.names import names, names_any
from assistant.shape import Shape
from documents.records import Kind, Sentence
from documents.sentences import split_into_sentences
from index.records import Evidence

_LISTS_LOOKED_FOR = 3  # sentences, the best ones, whose list may be the one that is asked for
LONGEST_LIST = 12  # sentences of one list that are shown
# What a sentence of the wanted kind gains in score, where neighbouring ranks lie .01 to .05 apart.
_SPEAKS = 0.08
_NAMED_SPEAKS = 0.08
_REPORTS = 0.03
_ENUMERATES = 0.08
_LISTED = 0.04  # an item of a list is like many questions
_EACH_SIDE = 2  # quotes of each side of a comparison that stand as the answer


@dataclass(frozen=True, slots=True)
class Shaped:
    """Evidence in its shape; ``core`` are the places in it that are the answer where quotes are.

    An answer in words must rest on something of each group of ``needed``: on each item of a list,
    on each side of a comparison. An empty ``core`` leaves it to the ranks.
    """

    evidence: tuple[Evidence, ...]
    core: tuple[int, ...] = ()
    needed: tuple[frozenset[int], ...] = ()


def preferring(
    shape: Shape, question: str, language: str, evidence: Sequence[Evidence]
) -> list[Evidence]:
    """Return the evidence with what a question of this shape asks for nearer to the top.

    "Who said" is best answered by direct speech with its speaker, and by the speaker whom the
    question names; "which" by an enumeration. Only the order changes: scores stay comparable.
    What a "when" asks for, search has seen to.
    """
    if shape is Shape.SPEAKER:
        asked = names(question, language)
        gains = [_speech(item, asked) for item in evidence]
    elif shape is Shape.LIST:
        gains = [_lists(item) for item in evidence]
    else:
        return list(evidence)
    ranked = sorted(
        zip(evidence, gains, strict=True),
        key=lambda pair: (is_order(pair[0]), -(pair[0].score + pair[1])),
    )
    return [item for item, _ in ranked]


def whole_list(evidence: Sequence[Evidence], limit: int) -> Shaped:
    """Return the evidence with the list whole that one of its best sentences belongs to.

    A sentence that enumerates by itself is the whole list, where it stands. Any other list comes
    first, in its order, after the words that announce it ("a panel of three:"); what else was found
    follows, up to ``limit`` in all.
    """
    for place, best in enumerate(evidence[:_LISTS_LOOKED_FOR]):
        if enumerated(best.sentence.text, best.release.language):
            return Shaped(tuple(evidence[:limit]), (place,))
        sentences = split_into_sentences(best.passage)
        places = _list_around(sentences, best.sentence)
        if places:
            return _with_list(evidence, best, [sentences[at] for at in places], limit)
    return Shaped(tuple(evidence[:limit]))


def _with_list(
    evidence: Sequence[Evidence], best: Evidence, sentences: Sequence[Sentence], limit: int
) -> Shaped:
    """Return the evidence behind a list, which is the sentences that stand around ``best``."""
    known = {item.sentence.start: item for item in evidence if item.passage == best.passage}
    listed = [
        known.get(sentence.start) or replace(best, sentence=sentence)
        for sentence in sentences[:LONGEST_LIST]
    ]
    starts = {item.sentence.start for item in listed}
    rest = [
        item
        for item in evidence
        if item.passage != best.passage or item.sentence.start not in starts
    ]
    core = tuple(range(len(listed)))
    items = (place for place in core if listed[place].sentence.kind is Kind.LIST_ITEM)
    shaped = (*listed, *rest)[: max(limit, len(listed))]
    return Shaped(shaped, core, tuple(frozenset({place}) for place in items))


def both_sides(sides: Iterable[Sequence[Evidence]], limit: int) -> Shaped:
    """Return the evidence of a comparison's two sides in turn, what both found only once."""
    rows = zip_longest(*sides)
    pairs = ((side, item) for row in rows for side, item in enumerate(row) if item)
    kept: dict[tuple[str, int], tuple[int, Evidence]] = {}
    for side, item in pairs:
        kept.setdefault((item.release.id, item.sentence.start), (side, item))
    shown = list(kept.values())[:limit]
    of_side = [[place for place, (side, _) in enumerate(shown) if side == each] for each in (0, 1)]
    core = sorted(place for places in of_side for place in places[:_EACH_SIDE])
    needed = tuple(frozenset(places) for places in of_side)
    return Shaped(tuple(item for _, item in shown), tuple(core), needed)


def _speech(item: Evidence, asked: Sequence[str]) -> float:
    speaker = item.sentence.speaker
    if speaker is None:
        return _REPORTS * bool(lexicon("sayings").find(item.sentence.text, item.release.language))
    named = names_any(asked, speaker)
    return _SPEAKS + _NAMED_SPEAKS * named


def _lists(item: Evidence) -> float:
    """Return what a sentence gains that enumerates, that announces a list, or is in one."""
    sentence = item.sentence
    if enumerated(sentence.text, item.release.language):
        return _ENUMERATES
    return _LISTED * (sentence.kind is Kind.LIST_ITEM or _announces(sentence))


def _list_around(sentences: Sequence[Sentence], best: Sentence) -> list[int]:
    """Return the places of the list that a sentence is in or announces, with its announcement."""
    place = next((p for p, each in enumerate(sentences) if each.start == best.start), None)
    if place is None:
        return []
    if sentences[place].kind is not Kind.LIST_ITEM:
        place += 1
        if not _announces(best) or place == len(sentences):
            return []
        if sentences[place].kind is not Kind.LIST_ITEM:
            return []
    first = last = place
    while first > 0 and sentences[first - 1].kind is Kind.LIST_ITEM:
        first -= 1
    while last + 1 < len(sentences) and sentences[last + 1].kind is Kind.LIST_ITEM:
        last += 1
    announced = first > 0 and _announces(sentences[first - 1])
    return list(range(first - announced, last + 1))


def _announces(sentence: Sentence) -> bool:
    return sentence.text.rstrip().endswith((":", "："))
