"""The records of finding: evidence for a question, and what a re-index did."""

from dataclasses import dataclass, field
from datetime import datetime

from documents.records import Passage, PressRelease, Role, Sentence
from documents.status import is_quotable


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that may answer the question, and why search thinks so.

    ``score`` orders evidence, higher first. ``sentence_similarity`` and ``passage_similarity``
    are cosines (−1 to 1) of the question with the sentence and with its passage. ``matched`` is the
    mean cosine of the question's tokens with the nearest of the sentence's or its title's, where
    the embedding model tells tokens apart (see ``index.late_interaction``).

    What the reader adds, where it has read the passage: ``relevance`` of the sentence (above 0: it
    rather answers than not), ``answers``, the log odds that the passage answers, and ``answer``,
    where in the release's text the answer would stand in this sentence.
    """

    sentence: Sentence
    score: float
    sentence_similarity: float
    passage_similarity: float
    relevance: float | None = None
    answers: float | None = None
    answer: tuple[int, int] | None = None
    matched: float | None = None

    @property
    def passage(self) -> Passage:
        """The passage around the sentence."""
        return self.sentence.passage

    @property
    def release(self) -> PressRelease:
        """The release the sentence stands in."""
        return self.sentence.passage.release

    @property
    def marked(self) -> str | None:
        """The words that the reader marks as the answer, ``None`` where it marks nothing."""
        return None if self.answer is None else self.release.text[slice(*self.answer)]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which evidence a search may offer.

    ``roles`` narrows it to passages of these roles. ``language`` (ISO 639-1) is the reader's: where
    versions of a release say the same, the one in it is cited. ``now`` (with a time zone) leaves
    out what is then under embargo. ``None`` is everything.
    """

    roles: frozenset[Role] | None = None
    language: str | None = None
    now: datetime | None = None

    def holds(self, release: PressRelease) -> bool:
        """Say whether the release may be quoted."""
        return self.now is None or is_quotable(release, self.now)


@dataclass(frozen=True, slots=True)
class DescribedRelease:
    """One release with what the index knows of it besides.

    ``versions`` are the ids of its other versions, ``replaced_by`` those among them that take its
    place. ``passages`` and ``sentences`` say how many there are of each role.
    """

    release: PressRelease
    versions: tuple[str, ...]
    replaced_by: tuple[str, ...]
    passages: dict[Role, int]
    sentences: dict[Role, int]


@dataclass(frozen=True, slots=True)
class FailedRelease:
    """A file that could not be indexed, and why, in one sentence for the user."""

    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReindexReport:
    """What a re-index did: ids of releases, in the order they were met."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[FailedRelease, ...] = ()
    passages_embedded: int = 0
    sentences_embedded: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class ReindexProgress:
    """How far a re-index has come; handed to the caller's ``on_progress``.

    ``done`` of ``total`` releases are read and embedded, ``passages`` passages with them.
    """

    done: int
    total: int
    document: str
    passages: int = 0


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What the index holds.

    ``languages`` maps an ISO 639-1 code to the number of releases. ``bytes_on_disk`` is ``None``
    where the store is not on this disk. ``changed_at`` is when a re-index last changed it.
    """

    location: str
    releases: int
    passages: int
    sentences: int
    model: str
    generation: int
    languages: dict[str, int] = field(default_factory=dict)
    bytes_on_disk: int | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is amiss, and what to do about it: a sentence each."""

    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class IndexHealth:
    """How the index stands to the folder and to the embedding model in use.

    ``drift`` is what a re-index would do now, ``None`` where the folder cannot be read.
    """

    drift: ReindexReport | None
    problems: tuple[Problem, ...] = ()
