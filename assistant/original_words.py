"""Step 6, compose: a statement that translates has the words of its source beside it.

A small model translates "bis weit ins 19. Jahrhundert" as "until the 19th year". Whoever reads
"(«bis weit ins 19. Jahrhundert»)" behind that sees it. Figures, dates and names are verified across
languages and need no such proof.
"""

import re
from collections.abc import Sequence

from assistant.checks.amounts import find_amounts
from assistant.checks.dates import find_dates
from assistant.names import missing_names
from documents.function_words import FUNCTION_WORDS
from index.records import Evidence

_LONGEST = 80  # characters; longer words are read where they stand
_SHORTEST = 3  # letters of a word that says something
_WORD = re.compile(r"[^\W\d_]+")
_EDGES = " \u00a0\u202f,;:.()"


def original_words(text: str, words: str, sources: Sequence[Evidence], language: str) -> str:
    """Return the ``words`` of its source that a statement in ``language`` translates, else "".

    Words that stand nowhere in a source, or that the statement has itself, are none.
    """
    bare = words.strip(_EDGES)
    foreign = [
        item for item in sources if item.release.language != language and bare in item.sentence.text
    ]
    if not bare or len(bare) > _LONGEST or not foreign or bare.casefold() in text.casefold():
        return ""
    spoken = foreign[0].release.language
    told = _WORD.findall(_without_figures(bare, spoken))
    small = FUNCTION_WORDS.get(spoken, frozenset())
    saying = [word for word in told if len(word) >= _SHORTEST and word.lower() not in small]
    return bare if missing_names(saying, text) else ""


def _without_figures(words: str, language: str) -> str:
    """Return words without their dates, and their figures with what these count."""
    spans = [(said.start, said.end) for said in find_dates(words, language)]
    spans += [(amount.first, amount.last) for amount in find_amounts(words, language)]
    for start, end in sorted(spans, reverse=True):
        words = f"{words[:start]} {words[end:]}"
    return words
