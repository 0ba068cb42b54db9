"""Vectors, and the names under which the store keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from documents.records import Role
from index.entries import Entry

FloatArray = npt.NDArray[np.float32]
HalfArray = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True, order=True)
class PassageKey:
    """Which passage: its release's number in the segment, its own in the release.

    ``sentences`` is how many it has, so that all of them can be asked for by name.
    """

    release: int
    passage: int
    sentences: int

    @property
    def id(self) -> str:
        """The passage's record in Chroma."""
        return f"{self.release}.{self.passage}.{self.sentences}"

    @property
    def sentence_ids(self) -> list[str]:
        """The records of its sentences, in order."""
        return [f"{self.id}.{number}" for number in range(self.sentences)]


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """The vectors of one passage: its own, and a row for each of its sentences."""

    passage: FloatArray
    sentences: FloatArray


@dataclass(frozen=True, slots=True)
class PassageTokens:
    """Unit vectors of the tokens of one passage: of its release's title, and of each sentence.

    Each is an array of tokens × width, half precision.
    """

    title: HalfArray
    sentences: tuple[HalfArray, ...]


@dataclass(frozen=True, slots=True)
class EntryVectors:
    """The vectors of one entry: a row for each passage, and for each sentence in order."""

    passages: FloatArray
    sentences: FloatArray

    @property
    def count(self) -> int:
        """How many vectors these are."""
        return len(self.passages) + len(self.sentences)

    @classmethod
    def of(cls, passages: Sequence[PassageVectors]) -> Self:
        """Put the vectors of an entry's passages together."""
        return cls(
            np.stack([each.passage for each in passages]),
            np.concatenate([each.sentences for each in passages]),
        )

    def by_passage(self, entry: Entry) -> list[PassageVectors]:
        """Return the vectors of each of the entry's passages."""
        ends = np.cumsum([len(sentences) for sentences in entry.sentences])
        rows = np.split(self.sentences, ends[:-1])
        return [PassageVectors(*each) for each in zip(self.passages, rows, strict=True)]


EmbeddedEntry = tuple[Entry, EntryVectors]


@dataclass(frozen=True, slots=True)
class Size:
    """How many records of each kind a segment has; ``vectors`` are those that search compares."""

    releases: int
    passages: int
    sentences: int

    @property
    def vectors(self) -> int:
        """The vectors of passages and sentences."""
        return self.passages + self.sentences


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage, or one of its sentences, that is near to a question; ``similarity`` is a cosine.

    ``sentence`` is ``None`` where the passage as a whole was found.
    """

    passage: PassageKey
    sentence: int | None
    similarity: float


def keys_of(number: int, entry: Entry) -> list[PassageKey]:
    """Return the keys of an entry's passages, in order."""
    return [PassageKey(number, p, len(each)) for p, each in enumerate(entry.sentences)]


def lead_vector(entry: Entry, vectors: EntryVectors) -> FloatArray:
    """Return what stands for a whole release: the vector of its first passage of news."""
    roles = [passage.role for passage in entry.passages]
    lead: FloatArray = vectors.passages[roles.index(Role.NEWS) if Role.NEWS in roles else 0]
    return lead


def products(matrix: FloatArray, vector: FloatArray) -> FloatArray:
    """Return each row's product with ``vector``, on one thread.

    20,000 rows of 384 take 1 ms. With ``@`` they are handed to threads, which on a machine that
    embeds or writes at the same time takes ten times as long.
    """
    found: FloatArray = np.einsum("ij,j->i", matrix, vector)
    return found
