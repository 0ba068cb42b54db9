"""Own words: a statement in the language of its source has no word that nobody knows.

A small model turns "geophysikalische Messungen" into "wird geophysikalisch messiert". Only German
statements about German releases are judged: in other languages the lists lack whole classes of
words, and what is translated needs words that its source has not.
"""

import re
from collections.abc import Sequence

from assistant.checks.dictionary import is_word
from assistant.checks.records import Claim, Finding, Source
from assistant.names import fold, same_word

_GERMAN = "de"
_SHORTEST, _SHORTEST_PART = 6, 5  # letters
_SMALL_WORD = re.compile(rf"(?<![\w-])[a-zäöüß]{{{_SHORTEST},}}(?![\w-])")
_WORD = re.compile(r"[^\W\d_]+")
# Small letters of two alphabets side by side: not "IPэкспорт", nor a name with a Slavic ending.
_MIXED = re.compile(r"\b\w*(?:[a-z][а-яёіїєґα-ωά-ώ]|[а-яёіїєґα-ωά-ώ][a-z])\w*")


def check_own_words(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Hold that every long small word is of the dictionary, the question or around the sources.

    In no language a word has letters of two alphabets: "дискutировал". Of 133 statements about
    XQuAD-R's paragraphs and a press release it finds three, all of them with a word that there is
    not.
    """
    told = " ".join((claim.question, *(source.around for source in sources)))
    mixed = tuple(word for word in _MIXED.findall(claim.text) if word not in told)
    if mixed:
        return Finding((), mixed, tuple(f"“{word}” is no word" for word in mixed))
    if claim.language != _GERMAN or any(source.language != _GERMAN for source in sources):
        return Finding()
    strange = [word for word in _SMALL_WORD.findall(claim.text) if not is_word(word, _GERMAN)]
    if not strange:
        return Finding()
    around = " ".join((claim.question, *(source.around for source in sources)))
    known = {fold(word) for word in _WORD.findall(around)}
    unknown = [word for word in strange if not _is_told(fold(word), known)]
    return Finding((), tuple(unknown), tuple(f"“{word}” is no word" for word in unknown))


def _is_told(word: str, known: set[str]) -> bool:
    """Tell whether a word is one of those known, in whatever form, a part or a compound of it."""
    return any(
        same_word(word, other) or word in other or (len(other) >= _SHORTEST_PART and other in word)
        for other in known
    )
