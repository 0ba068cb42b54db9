"""Late interaction: each word of a question looks for its like in a sentence and its title.

Search compares whole texts, each as one vector. Here the tokens of the question are held one by one
against those of a sentence, as the adapted model reads them in their passage, and of its release's
title: the mean of their best cosines (MaxSim; ColBERT, Khattab & Zaharia 2020) tells whether all of
the question is there. Names, figures and what is asked about them count for themselves, in any
language. The title stands in for what a sentence leaves out: which year, which house.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock

import numpy as np

from documents.records import Passage
from documents.sentences import split_into_sentences
from index.embedder import TokenReader
from index.entries import passage_text
from index.records import Evidence
from index.vectors import FloatArray, HalfArray, PassageTokens

# So many of the best sentences are held against the question; only their passages are read.
HELD = 12
# What MaxSim counts beside search's score. Half of XQuAD-R's questions in each language, right
# sentence first and among six, without and with 1.35: German .810 .983, .817 .985; English .733
# .970, .788 .980; Spanish .714 .960, .771 .968. Questions about a press release (28): .714, .893;
# about invented ones full of look-alikes (tests/corpora/read, read_later, 44 each): .43, .52 and
# .50, .59; there the title matters: without it .36 and .41. From 1.0 to 2.2 all are alike.
WEIGHT = 1.35
# Scores spread so much farther then; what is made of their differences stays as it was.
SPREAD = 1.75
_Key = tuple[str, str, str, int]
_QUESTIONS_KEPT = 16
_KEPT = 512  # passages, of some 180 KB each


@dataclass(frozen=True, slots=True)
class _Read:
    """The tokens of a passage, and the number of each sentence by where it starts."""

    tokens: PassageTokens
    starts: dict[int, int]

    def sentence(self, start: int) -> HalfArray:
        """Return a sentence's tokens; of one that an older Beleg cut otherwise there are none."""
        number = self.starts.get(start)
        return self.tokens.title[:0] if number is None else self.tokens.sentences[number]


class LateInteraction:
    """Reorders evidence by the tokens of question and sentences; safe to share by threads.

    Passages are read when they are first needed, or ahead while nobody asks; those met last are
    kept.
    """

    def __init__(self, reader: TokenReader) -> None:
        self._reader = reader
        # A question is searched more than once where boilerplate is near to it.
        self._asked = lru_cache(_QUESTIONS_KEPT)(reader.question_tokens)
        self._kept: OrderedDict[_Key, _Read] = OrderedDict()
        self._lock = Lock()

    def reordered(self, question: str, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """Return the evidence, best first, with ``matched`` and the score that comes of it.

        What stands below the first ``HELD`` is not read, and counts as matched like the worst of
        them: some of it may yet come first, as what belongs to the time that is asked for.
        """
        if not evidence:
            return ()
        asked = self._asked(question)
        near = evidence[:HELD]
        matched = [
            maxsim(asked, read.tokens.title, read.sentence(item.sentence.start))
            for item, read in zip(near, self._read(near), strict=True)
        ]
        least = min(matched)
        rescored = [
            replace(item, matched=each, score=(item.score + WEIGHT * each) / SPREAD)
            for item, each in zip(near, matched, strict=True)
        ]
        rescored += [
            replace(item, matched=least, score=(item.score + WEIGHT * least) / SPREAD)
            for item in evidence[HELD:]
        ]
        return tuple(sorted(rescored, key=lambda item: -item.score))

    def _read(self, evidence: Sequence[Evidence]) -> list[_Read]:
        """Return for each sentence what was read of its passage."""
        wanted = {_key(item.passage): item.passage for item in evidence}
        with self._lock:
            known = {key: self._kept[key] for key in wanted if key in self._kept}
        missing = [passage for key, passage in wanted.items() if key not in known]
        if missing:
            known |= self._tokens(missing)
        with self._lock:
            for key, read in known.items():
                self._kept[key] = read
                self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return [known[_key(item.passage)] for item in evidence]

    def read_ahead(self, passages: Iterable[Passage], may_go_on: Callable[[], bool]) -> bool:
        """Read passages that nobody asked about yet, one at a time, as far as there is room.

        They make way first for those that are asked about. Returns whether there is nothing left
        to read; before each passage ``may_go_on`` is asked.
        """
        for passage in passages:
            key = _key(passage)
            with self._lock:
                if len(self._kept) >= _KEPT:
                    return True
                if key in self._kept:
                    continue
            if not may_go_on():
                return False
            read = self._tokens([passage])[key]
            with self._lock:
                if key not in self._kept:
                    self._kept[key] = read
                    self._kept.move_to_end(key, last=False)
        return True

    def _tokens(self, passages: Sequence[Passage]) -> dict[_Key, _Read]:
        texts = [passage_text(each, split_into_sentences(each)) for each in passages]
        found = {}
        read = self._reader.passage_tokens(texts)
        for passage, text, tokens in zip(passages, texts, read, strict=True):
            starts = {
                passage.start + start: place for place, (start, _) in enumerate(text.sentences)
            }
            found[_key(passage)] = _Read(tokens, starts)
        return found


def maxsim(asked: FloatArray, title: HalfArray, sentence: HalfArray) -> float:
    """Return the mean over the question's tokens of their best cosine with any of the others."""
    others = np.concatenate([title, sentence]).astype(np.float32)
    if not len(asked) or not len(others):
        return 0.0
    return float((asked @ others.T).max(axis=1).mean())


def _key(passage: Passage) -> _Key:
    release = passage.release
    return release.id, release.content_hash, release.title, passage.start
