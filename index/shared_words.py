"""The lexical signal: words of a question that a passage or a sentence holds.

Across languages vectors alone must carry the search (fused with a lexical rank, XQuAD's nDCG fell
from .95 to .66), so there only what survives translation counts: numbers, and names written in
capitals. Where question and release share a language, all words do but the commonest. A word
weighs the more the fewer of the passages at hand hold it (inverse document frequency, Spärck Jones
1972), taken over the candidates of this one search.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Self

from documents.function_words import FUNCTION_WORDS
from index.records import Evidence

# XQuAD-R, 1,190 questions a language, nDCG@10 of passages and right sentence first: German with
# shares of .1 .9853 .801, .14 .9855 .809, .16 .9848 .808, .2 .9840 .807; Spanish with names at
# .005, .006 and .008 .9549 .721, .9549 .721, .9546 .718, with numbers at .03 and .04 the same. What
# they are worth at all is in docs/evaluation.md.
SENTENCE_SHARE_WEIGHT = PASSAGE_SHARE_WEIGHT = 0.14
NAME_WEIGHT = 0.006
NUMBER_WEIGHT = 0.03
_EVER_PRESENT = 2.0  # added to the weight of all words, so that one alone doesn't count as all
_STEM = 6  # letters: what is left of a word when its endings go
_WORD = re.compile(r"\w+")
_NOUNS_HAVE_CAPITALS = "de"

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """The words of a question in ``language``, folded and cut to their stems.

    ``content`` are its words but the commonest, ``names`` those in capitals that do not begin it
    (in German, where nouns have capitals, those all in capitals), ``numbers`` those of digits.
    """

    language: str
    content: Words
    names: Words
    numbers: Words

    @classmethod
    def of(cls, text: str, language: str) -> Self:
        """Find the words of a question."""
        words = _WORD.findall(text)
        common = FUNCTION_WORDS.get(language, frozenset())
        capital = _all_capitals if language == _NOUNS_HAVE_CAPITALS else _has_capital
        return cls(
            language,
            frozenset(_stem(word) for word in words if word.lower() not in common),
            frozenset(_stem(word) for word in words[1:] if capital(word)),
            frozenset(word for word in words if word.isdigit()),
        )


def _all_capitals(word: str) -> bool:
    return word.isupper() and len(word) > 1


def _has_capital(word: str) -> bool:
    return word[0].isupper()


def add_shared_words(question: Question, found: Sequence[Evidence]) -> list[Evidence]:
    """Return evidence whose scores count the words shared with the question, in the same order."""
    passages = {(each.release.id, each.passage.start): each.passage.text for each in found}
    held = [words_of(text) for text in passages.values()]
    content = _Weights(question.content, held)
    names, numbers = _Weights(question.names, held), _Weights(question.numbers, held)
    scored = []
    for each in found:
        sentence, passage = words_of(each.sentence.text), words_of(each.passage.text)
        if each.release.language == question.language:
            added = SENTENCE_SHARE_WEIGHT * content.share(sentence)
            added += PASSAGE_SHARE_WEIGHT * content.share(passage)
        else:
            added = NAME_WEIGHT * (names.sum(sentence) + names.sum(passage))
            added += NUMBER_WEIGHT * (numbers.sum(sentence) + numbers.sum(passage))
        scored.append(replace(each, score=each.score + added))
    return scored


class _Weights:
    """The weights of a question's words: those that fewer of the passages hold weigh more."""

    def __init__(self, words: Words, passages: Sequence[Words]) -> None:
        held = {word: sum(word in passage for passage in passages) for word in words}
        self._weights = {
            word: math.log(1 + len(passages) / times) for word, times in held.items() if times
        }
        self._all = sum(self._weights.values()) + _EVER_PRESENT

    def sum(self, words: Words) -> float:
        return sum(weight for word, weight in self._weights.items() if word in words)

    def share(self, words: Words) -> float:
        return self.sum(words) / self._all


@lru_cache(maxsize=4096)
def words_of(text: str) -> Words:
    """Return the stems of a text's words."""
    return frozenset(_stem(word) for word in _WORD.findall(text))


def _stem(word: str) -> str:
    """Return a word without case, accents and endings; a number as it is."""
    if word.isdigit():
        return word
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))[:_STEM]
