"""Vectors for entries: known passages keep theirs, new ones are embedded together."""

from collections.abc import Mapping, Sequence

from index.embedder import Embedder
from index.entries import Entry, PassageText, passage_texts
from index.vectors import EntryVectors, PassageVectors

KnownVectors = Mapping[PassageText, PassageVectors]


def embed_entries(
    entries: Sequence[Entry], known: Sequence[KnownVectors], embedder: Embedder
) -> tuple[list[EntryVectors], int, int]:
    """Return each entry's vectors, and how many passages and sentences had to be embedded.

    ``known`` holds, for each entry, vectors of passages that need not be embedded again.
    """
    vectors: dict[PassageText, PassageVectors] = {}
    unknown: dict[PassageText, None] = {}
    for entry, at_hand in zip(entries, known, strict=True):
        for passage in passage_texts(entry):
            if passage in at_hand:
                vectors.setdefault(passage, at_hand[passage])
            else:
                unknown[passage] = None
    new = [passage for passage in unknown if passage not in vectors]
    vectors.update(zip(new, embedder.embed_passages(new), strict=True))
    found = [
        EntryVectors.of([vectors[passage] for passage in passage_texts(entry)]) for entry in entries
    ]
    return found, len(new), sum(len(passage.sentences) for passage in new)
