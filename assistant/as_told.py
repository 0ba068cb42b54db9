"""Steps 6 and 7: how a sentence of the evidence is told to the chat model and to the checks.

"Valladolid, 19 February 2026 – Villages may apply until …" opens with the place and day of issue,
which a small model takes for those of whatever is asked. So they are left out, unless the sentence
points to that day ("today", "on Friday"). Instead the model reads each sentence under its release's
title and day: which year, which house, which of two meetings is seldom told in every sentence.
Quotes on the screen stay whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel.dates import format_date

from assistant.checks.lexicon import lexicon
from assistant.checks.records import Source
from documents.datelines import after_dateline
from documents.records import Passage, PressRelease, Sentence
from documents.sentences import split_into_sentences
from index.records import Evidence

LONGEST_TITLE = 120  # characters
_PASSAGES_KEPT = 64


@dataclass(frozen=True, slots=True)
class Told:
    """A source as the chat model reads it: a sentence, and its release by title and day.

    ``before`` is the sentence before it in its passage, ``""`` for the first: who "she" is.
    """

    text: str
    release: str
    before: str = ""


def told(item: Evidence, *, speaker: bool = False) -> Told:
    """Return a sentence as the chat model is to read it, with who says it where ``speaker``."""
    text, said_by = as_told(item), item.sentence.speaker
    return Told(
        text=f"{text} ({said_by})" if speaker and said_by else text,
        release=_by_title(item.release),
        before=sentence_before(item.sentence),
    )


def by_release(sources: Sequence[Told]) -> list[tuple[str, list[Told]]]:
    """Return neighbouring sources of the same release together, under its name."""
    grouped: list[tuple[str, list[Told]]] = []
    for source in sources:
        if not grouped or grouped[-1][0] != source.release:
            grouped.append((source.release, []))
        grouped[-1][1].append(source)
    return grouped


def together(places: Sequence[int], evidence: Sequence[Evidence]) -> list[int]:
    """Return ``places`` with those of one release side by side: its title is then read once."""
    releases = [evidence[place].release.id for place in places]
    return sorted(places, key=lambda place: releases.index(evidence[place].release.id))


def as_told(item: Evidence) -> str:
    """Return the sentence as it is to be read."""
    return item.sentence.text[_untold(item.sentence.text, item.release) :]


def issue_told_until(item: Evidence) -> int:
    """Return the length of the dateline that ``as_told`` keeps, 0 where there is none."""
    text, release = item.sentence.text, item.release
    return 0 if _untold(text, release) else _dateline(text, release)


def sentence_before(sentence: Sentence) -> str:
    """Return the sentence of the passage that stands before ``sentence``, or ``""``."""
    others = reversed(_sentences(sentence.passage))
    return next((other.text for other in others if other.end <= sentence.start), "")


def as_source(item: Evidence) -> Source:
    """Return a sentence as the checks are to see it, with what stands around it."""
    release, sentence = item.release, item.sentence
    heads = (release.title, release.issuer, item.passage.heading)
    heading = "\n".join(part for part in heads if part)
    return Source(
        text=as_told(item),
        language=release.language,
        around=f"{heading}\n{item.passage.text}",
        speaker=sentence.speaker,
        year=release.published.year if release.published else None,
        heading=heading,
        before=sentence_before(sentence),
        issued=issue_told_until(item),
        whole=release.text,
    )


@lru_cache(maxsize=_PASSAGES_KEPT)
def _sentences(passage: Passage) -> tuple[Sentence, ...]:
    return split_into_sentences(passage)


def _by_title(release: PressRelease) -> str:
    title = release.title
    if len(title) > LONGEST_TITLE:
        title = f"{title[:LONGEST_TITLE].rsplit(maxsplit=1)[0]} …"
    day = release.published
    return f"{title} ({format_date(day, 'd MMMM y', locale='en')})" if day else title


def _untold(text: str, release: PressRelease) -> int:
    end = _dateline(text, release)
    pointing = (lexicon(name).find(text[end:], release.language) for name in ("today", "weekdays"))
    return 0 if any(pointing) else end


def _dateline(text: str, release: PressRelease) -> int:
    if release.published is None:
        return 0
    return after_dateline(text, release.published, release.language)
