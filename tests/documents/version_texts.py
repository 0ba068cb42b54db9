"""Twelve releases in two or three languages, and one unrelated to each on the same topic."""

from datetime import date
from pathlib import Path

from documents.read import make_release
from documents.records import PressRelease

SOURCE = Path(__file__).with_name("versions.txt")


def load_versions() -> list[PressRelease]:
    """Return the releases; an id is ``<event>.<language>``, versions share the event."""
    releases = []
    for part in SOURCE.read_text(encoding="utf-8").split("=== ")[1:]:
        head, _, body = part.partition("\n")
        event, language, day = head.split()
        front = f"---\ndate: {date.fromisoformat(day)}\nlanguage: {language}\n---\n"
        content = (front + body).encode()
        releases.append(make_release(f"{event}.{language}", "/x", ".txt", content))
    return releases
