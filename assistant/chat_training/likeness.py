"""Which sentences of an article speak of what a question asks: those a search would find.

By the words they share, each the more the fewer sentences have it (Spärck Jones 1972). What is
only near is hardest to tell from what answers where it says the same words.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.names import fold
from index.reader_training.questions import Paragraph

Spot = tuple[int, int]  # a paragraph and a sentence of it, by number
_WORD = re.compile(r"\w{3,}")
_STEM = 6  # letters of a word that count, so that its other forms are the same


class Likeness:
    """The words of all sentences, and how rare each is."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._words = [
            [_words(each.text[start:end]) for start, end in each.sentences] for each in paragraphs
        ]
        counts = Counter(word for sentences in self._words for words in sentences for word in words)
        total = sum(map(len, self._words))
        self._rareness = {word: math.log(total / count) for word, count in counts.items()}

    def ranked(self, question: str, places: Iterable[int]) -> list[Spot]:
        """Return the sentences of some paragraphs, by number each, the likest first.

        Those that share no word with the question are left out.
        """
        asked = _words(question)
        found: list[tuple[float, Spot]] = []
        for place in places:
            for number, words in enumerate(self._words[place]):
                shared = sum(self._rareness[word] for word in asked & words)
                if shared:
                    found.append((-shared, (place, number)))
        return [spot for _, spot in sorted(found)]


def _words(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(fold(text)))
