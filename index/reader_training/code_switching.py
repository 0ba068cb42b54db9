"""Code switching: words of a question exchanged for another language's, by dictionary.

A model that learns from French questions about French text and English ones about English text
should also match a German question with a French paragraph. Mixing languages within the question
teaches that without parallel data (Qin et al. 2020, "CoSDA-ML").

The dictionaries are FreeDict's in the dictd format: a headword at the start of a line, its
translations on the lines below it.
"""

import gzip
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from random import Random

Dictionary = Mapping[str, tuple[str, ...]]

_WORD = re.compile(r"[^\W\d_]+")
_HEADWORD = re.compile(r"^(?P<word>[^\W\d_]+) (?:/[^/]*/)?(?: <[^>]*>)?$|^(?P<bare>[^\W\d_]+)$")
_TRANSLATION = re.compile(r"^(?:\d+\. ?)?(?P<words>[^\W\d_][^<\[({/:;]*)")
_EXCHANGED = 0.6  # of the words that the dictionary knows
_CHOICES = 3  # translations to choose from: the first ones are the commonest
_SMALLEST = 3000  # words of a dictionary worth using
_CODES = {
    "ces": "cs", "deu": "de", "eng": "en", "fra": "fr", "ita": "it", "nld": "nl", "pol": "pl",
    "por": "pt", "rus": "ru", "spa": "es", "swe": "sv", "tur": "tr",
}  # fmt: skip


def read_dictionary(path: Path) -> dict[str, tuple[str, ...]]:
    """Read one dictd dictionary; only single words with single-word translations are kept."""
    found: dict[str, list[str]] = {}
    headword: str | None = None
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if "/" in line and (match := re.match(r"([^\W\d_]+) /[^/]*/", line)):
                headword = match[1].lower()
                continue
            if headword is None or line.startswith((" ", "\t")):
                continue
            if match := _TRANSLATION.match(line.strip()):
                words = (part.strip() for part in match["words"].split(","))
                found.setdefault(headword, []).extend(w for w in words if _WORD.fullmatch(w))
    return {word: tuple(dict.fromkeys(words))[:_CHOICES] for word, words in found.items() if words}


@dataclass(frozen=True, slots=True)
class Switched:
    """A text and the words exchanged in it, in order: start, end and what stands there instead."""

    original: str
    exchanged: tuple[tuple[int, int, str], ...]

    @property
    def text(self) -> str:
        """The text with its words exchanged."""
        pieces, done = [], 0
        for start, end, word in self.exchanged:
            pieces += [self.original[done:start], word]
            done = end
        return "".join([*pieces, self.original[done:]])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of the original stands now; a word exchanged belongs to it whole."""
        before = sum(
            len(word) - (last - first) for first, last, word in self.exchanged if last <= start
        )
        within = 0
        for first, last, word in self.exchanged:
            if first < start < last:
                start = first
            if first < end < last:
                end = last
            if start <= first and last <= end:
                within += len(word) - (last - first)
        return start + before, end + before + within


class CodeSwitcher:
    """Exchanges words of a question; languages without a direct dictionary go through English."""

    def __init__(self, dictionaries: Mapping[tuple[str, str], Dictionary]) -> None:
        self._dictionaries = dictionaries

    @classmethod
    def from_folder(cls, folder: Path) -> "CodeSwitcher":
        """Read every ``freedict-xxx-yyy.dict.dz`` in a folder."""
        dictionaries = {}
        for path in sorted(folder.glob("freedict-???-???.dict.dz")):
            _, source, target = path.name.split(".")[0].split("-")
            if source in _CODES and target in _CODES:
                words = read_dictionary(path)
                if len(words) >= _SMALLEST:
                    dictionaries[_CODES[source], _CODES[target]] = words
        return cls(dictionaries)

    def targets(self, language: str) -> list[str]:
        """Return the languages that questions in ``language`` can be mixed with."""
        direct = {target for source, target in self._dictionaries if source == language}
        if "en" in direct:
            direct |= {target for source, target in self._dictionaries if source == "en"}
        return sorted(direct - {language})

    def switch(self, text: str, language: str, random: Random) -> str:
        """Return the text with some words in one other language."""
        return self.switched(text, language, random).text

    def switched(self, text: str, language: str, random: Random) -> Switched:
        """Return the text with some words in one other language, and which they are."""
        targets = self.targets(language)
        if not targets:
            return Switched(text, ())
        # Larger dictionaries exchange more words, and the right ones.
        (target,) = random.choices(targets, [sqrt(self._size(language, each)) for each in targets])
        exchanged: list[tuple[int, int, str]] = []
        for match in _WORD.finditer(text):
            options = tuple(self._translations(match[0].lower(), language, target))
            if options and random.random() <= _EXCHANGED:
                exchanged.append((match.start(), match.end(), random.choice(options)))
        return Switched(text, tuple(exchanged))

    def _size(self, language: str, target: str) -> int:
        direct = self._dictionaries.get((language, target))
        return len(direct if direct is not None else self._dictionaries["en", target])

    def _translations(self, word: str, language: str, target: str) -> Iterable[str]:
        direct = self._dictionaries.get((language, target), {}).get(word)
        if direct:
            return direct
        through = self._dictionaries.get(("en", target), {})
        english = self._dictionaries.get((language, "en"), {}).get(word, ())
        return [found for middle in english for found in through.get(middle.lower(), ())[:1]]
