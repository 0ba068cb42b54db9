"""The records of checking: what is claimed, what it is held against, and what a check found."""

from dataclasses import dataclass
from enum import StrEnum


class Check(StrEnum):
    """The checks, in the order they are made."""

    CITATION = "citation"
    CONTENT = "content"
    LANGUAGE = "language"
    ORDERS = "orders"
    NUMBERS = "numbers"
    DATES = "dates"
    SPANS = "spans"
    MEASURES = "measures"
    NAMES = "names"
    ACTORS = "actors"
    CONTRAST = "contrast"
    WHOLES = "wholes"
    PLANS = "plans"
    SPEAKERS = "speakers"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Failure:
    """A check that failed, and what exactly: "12 is in no source", one sentence each.

    ``missed`` holds the words or figures of the statement that failed, as written.
    """

    check: Check
    missed: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What is to be checked: a statement in a language, and the question it answers."""

    text: str
    language: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One cited sentence as the checks see it (see ``assistant.as_told``).

    ``around`` is its passage with the title and issuer of its release, ``whole`` the release's
    text. ``speaker`` is who says
    the sentence, where it is part of a quotation. ``year`` is that of the release, if dated.
    ``heading`` is the title and issuer of its release with the passage's own heading, ``before``
    the sentence before it. Up to ``issued`` the text is a dateline.
    """

    text: str
    language: str
    around: str
    speaker: str | None = None
    year: int | None = None
    heading: str = ""
    before: str = ""
    issued: int = 0
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: what it held against the sources, and what did not hold.

    ``compared`` and ``missed`` are words or figures as the statement writes them; ``reasons``
    has a sentence for each of ``missed``. A check that compared nothing says nothing.
    """

    compared: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
