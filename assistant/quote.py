"""Step 5, quote: evidence becomes citations, each an exact quote from its release."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from assistant.records import Citation
from documents.errors import IndexUnavailable
from documents.records import Status
from index.records import Evidence


class QuotedPlace(NamedTuple):
    """A quote by what tells it from every other: its release, as it is now, and its offsets."""

    document: str
    content_hash: str
    status: Status
    start: int
    end: int


def cite(evidence: Evidence, number: int, answer: tuple[int, int] | None = None) -> Citation:
    """Return the citation of one piece of evidence, with the place in its release that answers.

    Without ``answer`` that is what the reader saw, if there was one. Raises ``IndexUnavailable``
    where the offsets don't fit the release: a quote that cannot be pointed at must not leave the
    house.
    """
    release, sentence = evidence.release, evidence.sentence
    quote = release.text[sentence.start : sentence.end]
    if not quote.strip() or not 0 <= sentence.start < sentence.end <= len(release.text):
        raise IndexUnavailable(
            f"The index points outside the text of {release.id}.",
            "Rebuild it with `beleg reindex --rebuild`.",
        )
    return Citation(
        number=number,
        document=release.id,
        title=release.title,
        language=release.language,
        date=release.published,
        issuer=release.issuer,
        url=release.url,
        quote=quote,
        start=sentence.start,
        end=sentence.end,
        content_hash=release.content_hash,
        status=release.status,
        speaker=sentence.speaker,
        answer=_within(evidence, answer or evidence.answer),
    )


def places_of(evidence: Iterable[Evidence]) -> Iterator[QuotedPlace]:
    """Yield where each piece of evidence stands, in which version of its release."""
    for item in evidence:
        release, sentence = item.release, item.sentence
        yield QuotedPlace(
            release.id, release.content_hash, release.status, sentence.start, sentence.end
        )


def _within(evidence: Evidence, answer: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return where the answer stands, ``None`` if that is not inside the sentence."""
    if answer is None:
        return None
    start, end = answer
    sentence = evidence.sentence
    return (start, end) if sentence.start <= start < end <= sentence.end else None


class Numbering:
    """Numbers evidence from 1 in the order of first use, as footnotes are."""

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self._evidence = evidence
        self._numbers: dict[int, int] = {}
        self._answers: dict[int, tuple[int, int]] = {}

    def mark(self, answers: Mapping[int, str]) -> None:
        """Mark words that answer, by their sentence's place; those that it lacks mark nothing."""
        for place, words in answers.items():
            release, sentence = self._evidence[place].release, self._evidence[place].sentence
            start = release.text.find(words, sentence.start, sentence.end)
            if words and start >= 0:
                self._answers[place] = (start, start + len(words))

    def number(self, places: Iterable[int]) -> tuple[Citation, ...]:
        """Return citations for positions in the evidence, new ones under the next numbers."""
        for place in places:
            self._numbers.setdefault(place, len(self._numbers) + 1)
        return tuple(self._cite(place) for place in places)

    @property
    def used(self) -> tuple[Citation, ...]:
        """Every citation given so far, by number."""
        by_number = sorted(self._numbers, key=lambda place: self._numbers[place])
        return tuple(self._cite(place) for place in by_number)

    def _cite(self, place: int) -> Citation:
        return cite(self._evidence[place], self._numbers[place], self._answers.get(place))
