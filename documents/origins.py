"""Origins: the address that a file of the library was fetched from."""

import json
from dataclasses import dataclass
from pathlib import Path

from documents.fetch import Validators


@dataclass(frozen=True, slots=True)
class Origin:
    """The address asked for, the one it led to, and how to ask whether it has changed."""

    asked: str
    url: str
    validators: Validators


def origin_of(path: Path) -> Origin | None:
    """Return where ``path`` was fetched from, ``None`` if somebody put it there."""
    try:
        values = json.loads(origin_file(path).read_text(encoding="utf-8"))
        validators = Validators(values.get("etag"), values.get("last_modified"))
        return Origin(str(values["asked"]), str(values["url"]), validators)
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return None


def origin_file(path: Path) -> Path:
    """Return the hidden file beside ``path`` that remembers its origin."""
    return path.with_name(f".{path.name}.origin.json")


def origin_as_json(origin: Origin) -> bytes:
    """Return what ``origin_of`` reads."""
    values = {
        "asked": origin.asked,
        "url": origin.url,
        "etag": origin.validators.etag,
        "last_modified": origin.validators.last_modified,
    }
    return json.dumps(values, indent=1).encode()
