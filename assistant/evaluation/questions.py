"""Questions with known answers: what ``beleg evaluate`` asks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from random import Random

from documents.records import PressRelease

_WORD = re.compile(r"\w+")
_ENOUGH = 0.5  # of the evidence's words in one run


@dataclass(frozen=True, slots=True)
class Gold:
    """Where a known answer stands: in this release, at these characters of its text."""

    document: str
    start: int
    end: int

    def overlaps(self, document: str, start: int, end: int) -> bool:
        """Tell whether a piece of a release shares characters with it."""
        return document == self.document and start < self.end and end > self.start


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Without ``gold`` the library does not hold its answer.

    ``forms`` are accepted forms of the answer; where ``items`` are given, the answer is a list and
    one form of every item must appear. Every piece of ``gold`` holds the answer in SQuAD files; in
    a folder of releases a second piece completes the first. ``article`` groups documents that are
    hidden together to ask off topic.
    """

    id: str
    text: str
    language: str
    forms: tuple[str, ...]
    gold: tuple[Gold, ...]
    items: tuple[tuple[str, ...], ...] = ()
    article: str = ""

    @property
    def documents(self) -> frozenset[str]:
        """The documents that hold the answer."""
        return frozenset(gold.document for gold in self.gold)

    def is_answered_at(self, document: str, start: int, end: int) -> bool:
        """Tell whether a piece of a release shares characters with a known answer."""
        return any(gold.overlaps(document, start, end) for gold in self.gold)


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """Where a known answer stands, by the words of the release instead of its offsets."""

    document: str
    text: str


def locate(evidence: EvidenceText, release: PressRelease) -> Gold | None:
    """Return the characters of the evidence in the stored text; blanks may differ.

    Evidence that is quoted with gaps ("… [...] …") or slightly changed is found by its longest
    run of equal words, if that covers most of it.
    """
    words = [(match.start(), match.end()) for match in _WORD.finditer(release.text)]
    stored = [release.text[start:end].casefold() for start, end in words]
    wanted = [match[0].casefold() for match in _WORD.finditer(evidence.text)]
    if not wanted or not stored:
        return None
    run = SequenceMatcher(None, stored, wanted, autojunk=False).find_longest_match()
    if run.size < len(wanted) * _ENOUGH:
        return None
    return Gold(release.id, words[run.a][0], words[run.a + run.size - 1][1])


def sample(questions: Sequence[Question], limit: int | None, seed: int) -> tuple[Question, ...]:
    """Return ``limit`` questions drawn at random, in their order; all without a limit."""
    if limit is None or limit >= len(questions):
        return tuple(questions)
    chosen = sorted(Random(seed).sample(range(len(questions)), limit))  # noqa: S311 - repeatable
    return tuple(questions[place] for place in chosen)
