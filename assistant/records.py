"""The records of answering: citations, statements, the answer, and what a stream sends."""

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from documents.records import Status

_SENTENCE_ENDS = ".!?…。！？ "


@dataclass(frozen=True, slots=True)
class Citation:
    """One exact quote from a release: ``quote == release.text[start:end]``, always.

    ``number`` counts from 1 within an answer. ``document`` is the release's id (its path relative
    to the documents folder), ``content_hash`` the hash of the release version it was taken from.
    ``speaker`` is who says the quote, where it is direct speech and the release names the speaker.
    ``answer`` is where in the release's text the quote's answer stands, where the reader or the
    chat model found it.
    """

    number: int
    document: str
    title: str
    language: str
    date: date | None
    issuer: str | None
    url: str | None
    quote: str
    start: int
    end: int
    content_hash: str
    status: Status = Status.PUBLISHED
    speaker: str | None = None
    answer: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class CheckHeld:
    """A check of the verifier that found something to compare, and held.

    ``name`` is one of "numbers", "dates", "spans", "measures", "names", "actors", "contrast",
    "wholes", "plans", "speakers", "meaning"; ``compared`` is what it compared, as the
    statement writes it ("50 million", "Krüger").
    """

    name: str
    compared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the answer and the numbers of the citations it rests on.

    ``supported`` is the verifier's verdict; an unsupported statement never reaches an answer
    as fact. ``checks`` are the verifier's checks that ran and held. ``original`` has the words of
    its source that it translates, where it does (see ``assistant.original_words``).
    """

    text: str
    citations: tuple[int, ...]
    supported: bool
    checks: tuple[CheckHeld, ...] = ()
    original: str = ""

    @property
    def body_and_end(self) -> tuple[str, str]:
        """The text up to its full stop, and that: what is added stands between the two."""
        body = self.text.rstrip(_SENTENCE_ENDS)
        return body, self.text[len(body) :]

    @property
    def with_original(self) -> str:
        """The text, and before its full stop the source's words: "until 1900 («bis 1900»)."."""
        body, end = self.body_and_end
        return f"{body} («{self.original}»){end}" if self.original else self.text


class Composer(StrEnum):
    """Who wrote the answer's text."""

    MODEL = "model"
    QUOTES = "quotes"


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds from the question; ``first_token_ms`` is ``None`` where no model wrote now."""

    search_ms: float
    first_token_ms: float | None
    total_ms: float


@dataclass(frozen=True, slots=True)
class Period:
    """The days, both included, of the releases that a question was asked of; how many they are."""

    first: date
    last: date
    releases: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that can be cited, or the finding that the releases don't say.

    ``language`` is the ISO 639-1 code the answer is in. When ``answered`` is false, ``text`` is
    the refusal in that language, ``statements`` is empty, and ``citations`` holds the nearest
    quotes, offered as such. ``confidence`` (0 to 1) is the estimated probability that the
    releases hold the answer. ``note`` tells the reader in one sentence what went otherwise than
    wished (the chat model was not there, say), or is ``None``. ``period`` is told where the
    question wanted releases of certain days ("the latest", "of November 2025"): only those were
    asked.
    """

    question: str
    language: str
    answered: bool
    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    composer: Composer
    confidence: float
    timings: Timings
    note: str | None = None
    period: Period | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the answer as JSON-ready values, in the contract's field names."""
        values = asdict(self)
        for citation in values["citations"]:
            citation["date"] = citation["date"].isoformat() if citation["date"] else None
        if period := values["period"]:
            period |= {end: period[end].isoformat() for end in ("first", "last")}
        return values


@dataclass(frozen=True, slots=True)
class TranslatedQuote:
    """A quote in another language, by a machine: to be read beside the quote, never cited.

    ``text`` is ``None`` where no translation held against the quote; ``problems`` then say why,
    a sentence each. ``model`` is the chat model's name, ``None`` where there was nothing to do.
    """

    text: str | None
    language: str
    model: str | None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn of a conversation: what was asked and what was answered."""

    question: str
    answer: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class QuotesFound:
    """First event of a stream: the best sentences, verbatim, before any model writes."""

    citations: tuple[Citation, ...]
    language: str


@dataclass(frozen=True, slots=True)
class StatementVerified:
    """A statement has been written and has passed the verifier.

    ``citations`` are those of this statement, numbered as in the finished answer (by first use),
    while ``QuotesFound`` numbers its quotes by rank.
    """

    statement: Statement
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class AnswerFinished:
    """Last event of a stream: the whole answer."""

    answer: Answer


StreamEvent = QuotesFound | StatementVerified | AnswerFinished
