"""Statements beside evidence, true ones and some with one thing changed, as replies to confirm.

In the format of the project's statement pairs: YAML entries with ``evidence`` (a sentence a line,
behind `` | `` who says it), ``follows`` and ``changed`` (a statement a line, its language before
it, before that what was changed).
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date

from assistant.as_told import Told
from assistant.chat_training.rows import Reply
from assistant.confirm import question_text
from assistant.parse_reply import NO, YES

QUESTION = "What does the release say?"
_MOST = 6  # statements of one tree


def read_pairs(folders: Sequence[Path]) -> list[list[Reply]]:
    """Return trees about one piece of evidence each, from all files of the folders."""
    files = [file for folder in folders for file in sorted(folder.glob("*.yaml"))]
    entries = [each for file in files for each in yaml.safe_load(file.read_text(encoding="utf-8"))]
    trees = []
    for entry in entries:
        replies = list(_of_entry(entry))
        starts = range(0, len(replies), _MOST)
        trees += [replies[start : start + _MOST] for start in starts]
    return trees


def _of_entry(entry: dict[str, Any]) -> list[Reply]:
    sources = _sources(entry)
    said = [(line.split(maxsplit=1)[1], YES) for line in entry["follows"].splitlines()]
    said += [(line.split(maxsplit=2)[2], NO) for line in entry["changed"].splitlines()]
    return [
        Reply(question_text(QUESTION, sources, text), ((word, 1.0),), "confirmed")
        for text, word in said
    ]


def _sources(entry: dict[str, Any]) -> list[Told]:
    day = entry.get("published", date(2026, 3, 6))
    release = f"{entry.get('title', '…')} ({format_date(day, 'd MMMM y', locale='en')})"
    before = entry.get("before", "").strip()
    sources = []
    for line in entry["evidence"].splitlines():
        text, _, speaker = line.partition(" | ")
        sources.append(Told(f"{text} ({speaker})" if speaker else text, release, before))
        before = ""
    return sources
