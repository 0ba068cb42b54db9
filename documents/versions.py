"""Versions: releases that say the same, in another language or on another site.

Two releases are versions of one if an embedding of their titles and leads finds them alike and
the facts that survive translation agree: numbers and names. In one language they must share much
of their wording too. Releases dated weeks apart are not.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from documents.blocks import blocks_of
from documents.records import Kind, PressRelease, Role, Status

T = TypeVar("T")

_LEAD_CHARACTERS = 600
ALIKE = 0.80
"""The cosine of two leads below which their facts are not even compared."""

_SHARED = 0.8  # of the numbers, plus of the names, at least
_SHARED_NUMBERS = 0.6  # a translation keeps its figures; another event of the same day has others
_ALIKE_WITHOUT_NUMBERS, _NAMES_WITHOUT_NUMBERS = 0.87, 0.6
_FEWEST_SHARED = 3  # numbers and names; one year that two texts share is chance
_SAME_WORDS = 0.3  # of the runs of four words: copies and corrections keep most, translations none
_RUN = 4
_DAYS_APART = 7
_ROWS_AT_ONCE = 512
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
_NAME = re.compile(r"[^\W\d_a-zà-ÿ][\w’-]{2,}")


def lead_of(release: PressRelease) -> str:
    """Return what to embed for linking: the title and the beginning of the news."""
    return f"{release.title}\n{news_of(release)}"[:_LEAD_CHARACTERS]


def news_of(release: PressRelease) -> str:
    """Return the paragraphs of the news, without headings and boilerplate."""
    news = [
        release.text[block.start : block.end]
        for block in blocks_of(release)
        if block.role is Role.NEWS and block.kind is not Kind.HEADING
    ]
    return " ".join(news) or release.text


def link_versions(
    releases: Sequence[PressRelease], vectors: npt.NDArray[np.float32]
) -> tuple[tuple[str, ...], ...]:
    """Return the ids of releases that are versions of one another, group by group.

    ``vectors`` holds one unit row a release, shape ``(len(releases), dimensions)``: the
    embeddings of ``lead_of``. A release without another version is in no group.
    """
    facts = [Facts(release) for release in releases]
    parent = list(range(len(releases)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for one, other, cosine in _alike(vectors):
        if root(one) != root(other) and are_versions(facts[one], facts[other], cosine):
            parent[root(other)] = root(one)
    groups: dict[int, list[str]] = {}
    for place, release in enumerate(releases):
        groups.setdefault(root(place), []).append(release.id)
    return tuple(tuple(sorted(ids)) for ids in groups.values() if len(ids) > 1)


def superseded(versions: Sequence[PressRelease]) -> frozenset[str]:
    """Return the ids of those in one group that a later version in their language replaces."""
    return frozenset(old.id for old in versions for new in versions if replaces(new, old))


def replaces(new: PressRelease, old: PressRelease) -> bool:
    """Say whether one of two versions takes the other's place: the later in its language.

    Later is a correction, or a release of a later date whose text is not the same; which of two
    undated ones is later, nobody knows.
    """
    if new.language != old.language or new.text == old.text:
        return False
    if (new.status is Status.CORRECTED) != (old.status is Status.CORRECTED):
        return new.status is Status.CORRECTED
    return bool(new.published and old.published and new.published > old.published)


def digits_in(text: str) -> frozenset[str]:
    """Return the digits of each number in a text, however it groups them."""
    found = (re.sub(r"\D", "", number) for number in _NUMBER.findall(text))
    return frozenset(number for number in found if number)


@dataclass(frozen=True)
class Facts:
    """What of a release's news survives translation."""

    release: PressRelease

    @cached_property
    def text(self) -> str:
        """The title and the news."""
        return f"{self.release.title}\n{news_of(self.release)}"

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The digits of each number in the text."""
        return digits_in(self.text)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words written with a capital, without accents and in lower case."""
        plain = unicodedata.normalize("NFD", self.text)
        plain = "".join(char for char in plain if not unicodedata.combining(char))
        return frozenset(name.lower().strip("-’") for name in _NAME.findall(plain))

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """Each run of four words, or all of a shorter text."""
        words = re.findall(r"\w+", self.text.casefold())
        starts = range(max(1, len(words) - _RUN + 1))
        return frozenset(tuple(words[start : start + _RUN]) for start in starts)


def _alike(vectors: npt.NDArray[np.float32]) -> Iterator[tuple[int, int, float]]:
    """Yield pairs whose vectors are close, computed in blocks of rows."""
    for start in range(0, len(vectors), _ROWS_AT_ONCE):
        cosines = vectors[start : start + _ROWS_AT_ONCE] @ vectors.T
        for row, column in np.argwhere(cosines >= ALIKE):
            if start + row < column:
                yield int(start + row), int(column), float(cosines[row, column])


def far_apart(one: date | None, other: date | None) -> bool:
    """Say whether releases of these dates are no versions of one, whatever they say."""
    return one is not None and other is not None and abs((one - other).days) > _DAYS_APART


def are_versions(one: Facts, other: Facts, cosine: float) -> bool:
    """Say whether two releases with leads as alike as ``cosine`` tell of one event."""
    if cosine < ALIKE or far_apart(one.release.published, other.release.published):
        return False
    if one.release.text == other.release.text:
        return True
    if one.release.language == other.release.language and (
        _overlap(one.runs, other.runs) < _SAME_WORDS
    ):
        return False
    if len(one.numbers & other.numbers) + len(one.names & other.names) < _FEWEST_SHARED:
        return False
    names = _overlap(one.names, other.names)
    if not one.numbers or not other.numbers:
        return cosine >= _ALIKE_WITHOUT_NUMBERS and names >= _NAMES_WITHOUT_NUMBERS
    numbers = _overlap(one.numbers, other.numbers)
    return numbers >= _SHARED_NUMBERS and numbers + names >= _SHARED


def _overlap(one: frozenset[T], other: frozenset[T]) -> float:
    """Return the share of the smaller set's members that the other has too."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
