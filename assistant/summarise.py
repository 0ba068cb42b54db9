"""Summarising: the sentences of one release that together say most of what it says.

Maximal marginal relevance (Carbonell and Goldstein, 1998): one sentence after the other is taken
that is near to the release as a whole and far from those already taken. What a release is about
stands at its start, so early sentences count more; sentences of a passage that is already spoken
for count less. Nothing is written: a summary is quotes, and needs no chat model.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.checks.orders import is_order
from documents.records import Kind, PressRelease, Role, Sentence
from index.records import Evidence
from index.vectors import FloatArray

SENTENCES = 5
_LEAD = 3  # sentences that say what the release is about
_RELEVANCE = 0.5  # against being unlike those already taken
_EARLY = 0.06  # what the first sentence gains on the last, in cosine
_SAME_PASSAGE = 0.04  # what a sentence of a passage loses for each other one taken from it
_FEWEST_WORDS = 6
# "He", "she", "it" or "this" at the start: who or what that is stands in another sentence.
_DANGLING = {
    language: re.compile(rf"(?:{words})\b", re.IGNORECASE)
    for language, words in {
        "de": r"er|sie|es|dies\w*|dort|dabei|dazu|damit|dafür|ihr\w*|sein\w*|auch|das\ssei",
        "en": r"he|she|it|they|this|that|these|those|his|her|its|their|there|among\sthem|also",
        "es": r"él|ella|ellos|ellas|ello|esto|eso|est[aeo]s?|es[aeo]s?|su|sus|además",
        "fr": r"il|elle|ils|elles|cela|ce|cet|cette|ces|son|sa|ses|leurs?|celle-ci|celui-ci",
        "it": r"lui|lei|essi|esse|quest[aeio]|ciò|suo|sua|suoi|sue|inoltre",
        "nl": r"hij|zij|ze|dit|dat|deze|die|zijn|haar|hun|daar\w*|ook",
        "pl": r"on|ona|ono|oni|one|to|ten|ta|te|jego|jej|ich|także",
        "pt": r"ele|ela|eles|elas|isso|isto|est[ae]s?|ess[ae]s?|seu|sua|seus|suas",
    }.items()
}
_DANGLING_COSTS = 0.05


def summarise(
    sentences: Sequence[Sentence], vectors: FloatArray, most: int = SENTENCES
) -> list[int]:
    """Return which of a release's sentences stand for it, at most ``most``, in their order.

    ``vectors`` are theirs, a row each, of length 1. Boilerplate, headings, fragments and questions
    are left out, unless there is nothing else.
    """
    worth = [place for place, each in enumerate(sentences) if _tells(each)]
    worth = worth or [
        place for place, each in enumerate(sentences) if each.kind is not Kind.HEADING
    ]
    if not worth:
        return list(range(min(most, len(sentences))))
    centre = vectors[worth].mean(axis=0) + vectors[worth[:_LEAD]].mean(axis=0)
    relevance = vectors @ (centre / max(float(np.linalg.norm(centre)), 1e-9))
    chosen: list[int] = []
    while len(chosen) < min(most, len(worth)):
        left = [place for place in worth if place not in chosen]
        chosen.append(
            max(left, key=lambda place: _gain(place, sentences, vectors, relevance, chosen))
        )
    return sorted(chosen)


def as_evidence(
    sentences: Sequence[Sentence], chosen: Sequence[int], release: PressRelease
) -> tuple[Evidence, ...]:
    """Return the chosen sentences as evidence that no question was compared with.

    ``release`` is theirs with the status that it has now.
    """
    passages = (replace(sentences[place].passage, release=release) for place in chosen)
    return tuple(
        Evidence(replace(sentences[place], passage=passage), 0.0, 0.0, 0.0)
        for place, passage in zip(chosen, passages, strict=True)
    )


def _gain(
    place: int,
    sentences: Sequence[Sentence],
    vectors: FloatArray,
    relevance: FloatArray,
    chosen: Sequence[int],
) -> float:
    repeats = max((float(vectors[place] @ vectors[other]) for other in chosen), default=0.0)
    early = _EARLY * (1 - place / len(sentences))
    crowded = sum(sentences[other].passage == sentences[place].passage for other in chosen)
    dangling = _DANGLING_COSTS * _is_dangling(sentences[place])
    return (
        _RELEVANCE * float(relevance[place])
        - (1 - _RELEVANCE) * repeats
        + early
        - _SAME_PASSAGE * crowded
        - dangling
    )


def _is_dangling(sentence: Sentence) -> bool:
    pattern = _DANGLING.get(sentence.passage.release.language)
    return pattern is not None and pattern.match(sentence.text) is not None


def _tells(sentence: Sentence) -> bool:
    text = sentence.text
    return (
        sentence.passage.role is Role.NEWS
        and sentence.kind is not Kind.HEADING
        and len(text.split()) >= _FEWEST_WORDS
        and not text.rstrip().endswith(("?", ":"))
        and not is_order(Evidence(sentence, 0.0, 0.0, 0.0))
    )
