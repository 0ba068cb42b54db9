"""Phrases: the runs of words in a text that a name may be a translation of."""

from collections.abc import Iterator

from assistant.checks.named import WORD
from assistant.names import fold
from documents.function_words import FUNCTION_WORDS

LONGEST_PHRASE = 4  # words
_SAME_END = 4  # letters


def ends_alike(word: str, phrase: str) -> bool:
    """Tell whether a phrase has a word that only begins otherwise: Medioplan is not Sensoplan.

    What is translated by its letters mostly begins alike ("Konstitution", "constitutional").
    """
    folded = fold(word)
    return any(
        other[0] != folded[0] and other[-_SAME_END:] == folded[-_SAME_END:]
        for other in map(fold, WORD.findall(phrase))
    )


def find_phrases(text: str, language: str, longest: int = LONGEST_PHRASE) -> Iterator[str]:
    """Yield runs of up to ``longest`` words without function words at their ends."""
    words = list(WORD.finditer(text))
    small = FUNCTION_WORDS.get(language, frozenset())
    content = [match[0].lower() not in small for match in words]
    for first, match in enumerate(words):
        for last in range(first, min(first + longest, len(words))):
            if content[first] and content[last]:
                yield text[match.start() : words[last].end()]
