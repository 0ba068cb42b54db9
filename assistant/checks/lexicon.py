"""Words by concept and language, read from ``words/*.yaml`` and found in text.

A file maps concepts to languages to words; deeper nesting makes the concept a path
("direction/up").
In a word ``_`` is a blank and ``*`` any ending; ``re:`` begins a regular expression, which ends
the list of words. Words under ``any`` hold in every language.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

WORDS = Path(__file__).parent / "words"
UNSPACED = frozenset({"ja", "zh"})
_ANY = "any"
_CLITICS = {"ar": r"[وفبلك]?(?:ال|لل)?"}
_TEXTS_KEPT = 512


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the lexicon in a text: ``text[start:end]`` stands for ``concept``."""

    concept: str
    start: int
    end: int


class Lexicon:
    """The words of one file."""

    def __init__(self, words: Mapping[str, Mapping[str, str]]) -> None:
        self._words = words
        self.concepts = tuple(words)
        self.languages = frozenset(
            language for forms in words.values() for language in forms if language != _ANY
        )

    @lru_cache(maxsize=_TEXTS_KEPT)  # noqa: B019 - lexicons live as long as the process
    def find(self, text: str, language: str) -> tuple[Term, ...]:
        """Return the words found, in order; of overlapping ones the first and longest."""
        found = [
            Term(concept, *match.span())
            for concept, pattern in self._patterns(language)
            for match in pattern.finditer(text)
        ]
        found.sort(key=lambda term: (term.start, -term.end))
        kept: list[Term] = []
        for term in found:
            if not kept or kept[-1].end <= term.start:
                kept.append(term)
        return tuple(kept)

    def told_in(self, text: str, language: str) -> frozenset[str]:
        """Return the concepts of the words found."""
        return frozenset(term.concept for term in self.find(text, language))

    @cache  # noqa: B019
    def _patterns(self, language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
        patterns = []
        for concept, forms in self._words.items():
            words = [*_split(forms.get(_ANY, "")), *_split(forms.get(language, ""))]
            if words:
                patterns.append((concept, _pattern(words, language)))
        return tuple(patterns)


@cache
def lexicon(name: str, part: str = "") -> Lexicon:
    """Return the lexicon in ``words/<name>.yaml``, or the part of it under the key ``part``.

    The part may be a single concept: its words alone, whatever else of the file they overlap.
    """
    return Lexicon(read_words(name, part))


@cache
def read_words(name: str, part: str = "") -> Mapping[str, Mapping[str, str]]:
    """Return the words of ``words/<name>.yaml``, or of a part of it, by concept and language."""
    tree = yaml.safe_load((WORDS / f"{name}.yaml").read_text(encoding="utf-8"))
    if not part:
        return dict(_concepts(tree))
    return dict(_concepts({part: tree[part]} if _is_concept(tree[part]) else tree[part]))


def _is_concept(tree: Mapping[str, Any]) -> bool:
    return all(isinstance(value, str) for value in tree.values())


def _concepts(tree: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    for key, below in tree.items():
        if _is_concept(below):
            yield f"{path}{key}", {str(language): words for language, words in below.items()}
        else:
            yield from _concepts(below, f"{path}{key}/")


def _split(words: str) -> list[str]:
    plain, *expressions = words.split("re:")
    return [*plain.split(), *(f"re:{expression.strip()}" for expression in expressions)]


def _pattern(words: list[str], language: str) -> re.Pattern[str]:
    forms = "|".join(_form(word, language) for word in sorted(words, key=len, reverse=True))
    return re.compile(forms, re.IGNORECASE)


def _form(word: str, language: str) -> str:
    if word.startswith("re:"):
        body = f"(?:{word.removeprefix('re:')})"
    else:
        body = re.escape(word).replace("_", r"[\s\u00a0]+").replace(r"\*", r"\w*")
    spaced = language not in UNSPACED
    first, last = word.removeprefix("re:")[0], word[-1]
    before = (
        rf"(?<!\w){_CLITICS.get(language, '')}"
        if spaced and (first.isalnum() or "re:" in word)
        else ""
    )
    after = r"(?!\w)" if (spaced and (last.isalnum() or last in "*)")) or "re:" in word else ""
    if not spaced:
        after = ""
    return f"{before}{body}{after}"
