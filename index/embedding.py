"""Vectors for entries: known texts keep theirs, new ones are embedded together."""

from collections.abc import Mapping, Sequence

import numpy as np

from index.embedder import Embedder
from index.entries import Entry, texts_of
from index.vectors import EntryVectors, FloatArray

KnownVectors = Mapping[str, FloatArray]


def embed_entries(
    entries: Sequence[Entry], known: Sequence[KnownVectors], embedder: Embedder
) -> tuple[list[EntryVectors], int, int]:
    """Return each entry's vectors, and how many passages and sentences had to be embedded.

    ``known`` holds, for each entry, vectors of texts that need not be embedded again.
    """
    vectors_by_text: dict[str, FloatArray] = {}
    unknown: dict[str, None] = {}
    passages = sentences = 0
    for entry, at_hand in zip(entries, known, strict=True):
        for position, text in enumerate(texts_of(entry)):
            if text in at_hand:
                vectors_by_text.setdefault(text, at_hand[text])
            elif text not in unknown:
                unknown[text] = None
                passages += position < len(entry.passages)
                sentences += position >= len(entry.passages)
    vectors_by_text.update(zip(unknown, embedder.embed_texts(list(unknown)), strict=True))
    found = []
    for entry in entries:
        rows = np.stack([vectors_by_text[text] for text in texts_of(entry)])
        found.append(EntryVectors(rows[: len(entry.passages)], rows[len(entry.passages) :]))
    return found, passages, sentences
