"""Entries: one release as the index keeps it, with everything its citations need."""

import json
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


def texts_of(entry: Entry) -> list[str]:
    """Return what is embedded for an entry: its passages, then its sentences in order.

    A sentence comes with its release's title, as alone it often doesn't say what it is about
    ("They met again in autumn."). On press text the title raised the share of questions whose
    right sentence came first from .51 to .63.
    """
    title = entry.release.title
    sentences = [each.text for of_passage in entry.sentences for each in of_passage]
    return [passage.text for passage in entry.passages] + [
        sentence if not title or title in sentence else f"{title}\n{sentence}"
        for sentence in sentences
    ]
