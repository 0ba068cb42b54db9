"""Step 5, quote: evidence becomes citations, each an exact quote from its release."""

from collections.abc import Iterable, Iterator, Sequence
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


def cite(evidence: Evidence, number: int) -> Citation:
    """Return the citation of one piece of evidence.

    Raises ``IndexUnavailable`` where the offsets don't fit the release: a quote that cannot be
    pointed at must not leave the house.
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
        answer=_answer_within(evidence),
    )


def places_of(evidence: Iterable[Evidence]) -> Iterator[QuotedPlace]:
    """Yield where each piece of evidence stands, in which version of its release."""
    for item in evidence:
        release, sentence = item.release, item.sentence
        yield QuotedPlace(
            release.id, release.content_hash, release.status, sentence.start, sentence.end
        )


def _answer_within(evidence: Evidence) -> tuple[int, int] | None:
    """Return where the reader saw the answer, ``None`` if that is not inside the sentence."""
    if evidence.answer is None:
        return None
    start, end = evidence.answer
    sentence = evidence.sentence
    return (start, end) if sentence.start <= start < end <= sentence.end else None


class Numbering:
    """Numbers evidence from 1 in the order of first use, as footnotes are."""

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self._evidence = evidence
        self._numbers: dict[int, int] = {}

    def number(self, places: Iterable[int]) -> tuple[Citation, ...]:
        """Return citations for positions in the evidence, new ones under the next numbers."""
        for place in places:
            self._numbers.setdefault(place, len(self._numbers) + 1)
        return tuple(cite(self._evidence[place], self._numbers[place]) for place in places)

    @property
    def used(self) -> tuple[Citation, ...]:
        """Every citation given so far, by number."""
        by_number = sorted(self._numbers.items(), key=lambda item: item[1])
        return tuple(cite(self._evidence[place], number) for place, number in by_number)
