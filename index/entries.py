"""Entries: one release as the index keeps it, with everything its citations need."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from pydantic import TypeAdapter, ValidationError

from documents.errors import IndexUnavailable
from documents.passages import split_into_passages
from documents.records import Passage, PressRelease, Sentence
from documents.sentences import split_into_sentences

_RELEASE = TypeAdapter(PressRelease)
_PASSAGE = TypeAdapter(Passage)
_SENTENCE = TypeAdapter(Sentence)


@dataclass(frozen=True, slots=True)
class Entry:
    """One release, its passages, and for each passage its sentences."""

    release: PressRelease
    passages: tuple[Passage, ...]
    sentences: tuple[tuple[Sentence, ...], ...]

    @classmethod
    def of(cls, release: PressRelease) -> Self:
        """Split a release into what will be found."""
        passages = split_into_passages(release)
        return cls(release, passages, tuple(split_into_sentences(passage) for passage in passages))

    @property
    def sentence_count(self) -> int:
        """How many sentences the release has."""
        return sum(len(sentences) for sentences in self.sentences)

    @property
    def text_count(self) -> int:
        """How many texts are embedded for the release."""
        return len(self.passages) + self.sentence_count

    def to_json(self) -> str:
        """Return the entry as JSON; offsets stand for texts, so no text is stored twice."""
        passages = [
            {
                **_PASSAGE.dump_python(passage, mode="json", exclude={"release"}),
                "sentences": [
                    _SENTENCE.dump_python(sentence, mode="json", exclude={"passage"})
                    for sentence in sentences
                ],
            }
            for passage, sentences in zip(self.passages, self.sentences, strict=True)
        ]
        release = _RELEASE.dump_python(self.release, mode="json")
        return json.dumps({"release": release, "passages": passages}, ensure_ascii=False)

    @classmethod
    def from_json(cls, stored: str) -> Self:
        """Read back what ``to_json`` wrote; raises ``IndexUnavailable`` for anything else."""
        try:
            values: dict[str, Any] = json.loads(stored)
            release = _RELEASE.validate_python(values["release"])
            passages: list[Passage] = []
            sentences: list[tuple[Sentence, ...]] = []
            for described in values["passages"]:
                of_passage = described.pop("sentences")
                passage = _PASSAGE.validate_python({**described, "release": release})
                passages.append(passage)
                sentences.append(
                    tuple(
                        _SENTENCE.validate_python({**each, "passage": passage})
                        for each in of_passage
                    )
                )
        except (ValueError, KeyError, TypeError, ValidationError) as exc:
            raise IndexUnavailable(
                "The index holds a release that cannot be read back.",
                "Build it anew with `beleg reindex --rebuild`.",
            ) from exc
        return cls(release, tuple(passages), tuple(sentences))


@dataclass(frozen=True, slots=True)
class PassageText:
    """What is embedded of one passage: its release's title, its text, its sentences' offsets.

    Two passages that are equal in all three have the same vectors.
    """

    title: str
    text: str
    sentences: tuple[tuple[int, int], ...]


def passage_texts(entry: Entry) -> list[PassageText]:
    """Return what is embedded for an entry, passage by passage."""
    return [
        passage_text(passage, sentences)
        for passage, sentences in zip(entry.passages, entry.sentences, strict=True)
    ]


def passage_text(passage: Passage, sentences: Sequence[Sentence]) -> PassageText:
    """Return what is embedded of one passage with these sentences."""
    spans = tuple((each.start - passage.start, each.end - passage.start) for each in sentences)
    return PassageText(passage.release.title, passage.text, spans)
