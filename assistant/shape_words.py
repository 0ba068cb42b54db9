"""Shape words: what tells the shape of a question, by language (``shape_words.yaml``)."""

from functools import cache
from pathlib import Path

import yaml

from assistant.checks.lexicon import Lexicon

_WORDS = Path(__file__).parent / "shape_words.yaml"


@cache
def shape_words(concept: str) -> Lexicon:
    """Return the words of one concept: "summary", "asking", "and", …."""
    return Lexicon({concept: listed_words(concept)})


def listed_words(concept: str) -> dict[str, str]:
    """Return the words of a concept as they are listed, by language."""
    return _listed()[concept]


@cache
def _listed() -> dict[str, dict[str, str]]:
    return dict(yaml.safe_load(_WORDS.read_text(encoding="utf-8")))
