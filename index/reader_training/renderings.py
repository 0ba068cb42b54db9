"""Questions in other languages, read from JSON lines with ``id``, ``language`` and ``text``."""

import json
from pathlib import Path


def read_renderings(*files: Path) -> dict[str, list[tuple[str, str]]]:
    """Return the questions in other languages, language and text, by the question's id."""
    found: dict[str, list[tuple[str, str]]] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            each = json.loads(line)
            found.setdefault(each["id"], []).append((each["language"], each["text"]))
    return found
