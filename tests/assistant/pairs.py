"""The statement-evidence pairs on which the verifier is measured; see statement_pairs/README.md."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from assistant.checks.translated import WordTest, nothing_is_common
from assistant.parse_reply import Draft
from assistant.understand import Inquiry
from assistant.verify import Similarity, Verification, verify
from documents.records import Passage, PressRelease, Sentence
from index.records import Evidence

FOLDER = Path(__file__).parent / "statement_pairs"
PARTS = ("tune", "opened", "proof", "blind-a", "blind-b", "fresh", "later")
TRUE = "true"
PUBLISHED = date(2026, 3, 6)


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement, its evidence, and what was changed in it (``true``: nothing)."""

    entry: str
    kind: str
    language: str
    statement: str
    evidence: tuple[Evidence, ...]

    def verified(
        self, similarity: Similarity, is_common: WordTest = nothing_is_common
    ) -> Verification:
        """Return what the verifier says of the statement, citing all of the evidence."""
        draft = Draft(self.statement, tuple(range(1, len(self.evidence) + 1)))
        return verify(draft, Inquiry("", "", self.language), self.evidence, similarity, is_common)


def read_pairs(part: str) -> list[Pair]:
    """Return the pairs of a part (see ``PARTS``), in the order of the files.

    A part named ``folder-a`` or ``folder-b`` is one half of the folder's entries.
    """
    pairs = []
    folder, _, half = part.partition("-")
    for file in sorted((FOLDER / folder).glob("*.yaml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
            if half and half != _half(entry["id"]):
                continue
            evidence = evidence_of(entry)
            for line in entry["follows"].splitlines():
                language, statement = line.split(maxsplit=1)
                pairs.append(Pair(entry["id"], TRUE, language, statement, evidence))
            for line in entry["changed"].splitlines():
                kind, language, statement = line.split(maxsplit=2)
                pairs.append(Pair(entry["id"], kind, language, statement, evidence))
    return pairs


def _half(entry_id: str) -> str:
    """Return the half an entry belongs to, by nothing but its name's hash."""
    return "ab"[hashlib.sha256(entry_id.encode()).digest()[0] % 2]


def evidence_of(entry: dict) -> tuple[Evidence, ...]:
    """Return an entry's sentences as evidence."""
    lines = [line.rsplit(" | ", 1) for line in entry["evidence"].splitlines()]
    parts = [entry.get("before", ""), *(line[0] for line in lines), entry.get("around", "")]
    text = " ".join(parts).strip()
    release = PressRelease(
        id=f"{entry['id']}.md",
        title=entry.get("title", ""),
        text=text,
        language=entry["language"],
        published=entry.get("published", PUBLISHED),
        issuer=None,
        url=None,
        source=f"/releases/{entry['id']}.md",
        content_hash="0" * 64,
    )
    passage = Passage(release, 0, len(text))
    found, start = [], 0
    for line in lines:
        start = text.index(line[0], start)
        speaker = line[1] if len(line) > 1 else None
        sentence = Sentence(passage, start, start + len(line[0]), speaker=speaker)
        found.append(Evidence(sentence, 1.7, 0.85, 0.85))
        start += len(line[0])
    return tuple(found)
