"""The manifest: the one file that says what the index holds, replaced as a whole.

Segments of the vector store are written once and never changed. Whatever a segment holds counts
only where the manifest says so; to publish is to put a new manifest in the old one's place. So a
reader sees an old state or a new one, whole, and a writer that dies has changed nothing.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol

from documents.errors import IndexUnavailable
from documents.records import Role


class Listing(NamedTuple):
    """Where one release lies and what status needs to know of it.

    ``number`` counts releases within their segment. ``roles`` has a letter for each passage.
    ``published`` is the release's own date (ISO 8601), or ``None`` where unknown. A tuple, as JSON
    takes and gives thousands of them at every change.
    """

    segment: str
    number: int
    content_hash: str
    language: str
    passages: int
    sentences: int
    roles: str
    published: str | None = None  # older manifests have none

    def role(self, passage: int) -> Role:
        """Return the role of a passage of this release."""
        return _ROLES.get(self.roles[passage : passage + 1], Role.NEWS)


class Link(NamedTuple):
    """Two releases that are versions of one; ``replaced`` is the one that the other replaces."""

    one: str
    other: str
    replaced: str | None = None


_LETTERS = {
    Role.NEWS: "n",
    Role.ABOUT: "a",
    Role.CONTACT: "c",
    Role.CAPTION: "l",  # the legend
    Role.CREDIT: "p",
    Role.NOTICE: "x",
}
_ROLES = {letter: role for role, letter in _LETTERS.items()}


def letters_of(roles: Iterable[Role]) -> str:
    """Return roles as a listing keeps them."""
    return "".join(_LETTERS[role] for role in roles)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the index holds: releases by id, in segments that were built with one model.

    ``model`` and ``reading`` are the fingerprints of the embedding model and of the code that
    reads and splits releases. ``published_at`` is an ISO 8601 time. ``segments`` maps a segment's
    name to its number of vectors. ``links`` are the pairs of versions among the releases.
    """

    model: str
    reading: str
    generation: int = 0
    published_at: str | None = None
    segments: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    releases: Mapping[str, Listing] = field(default_factory=lambda: MappingProxyType({}))
    links: tuple[Link, ...] = ()


class ManifestKeeper(Protocol):
    """Where the manifest is kept: one writer, any number of readers."""

    def stamp(self) -> object:
        """Return a value that changes with every publication, cheaply."""
        ...

    def read(self) -> Manifest | None:
        """Return the published manifest, or ``None`` before the first."""
        ...

    def publish(self, manifest: Manifest) -> None:
        """Put ``manifest`` in the old one's place, in one step."""
        ...


class ManifestDamaged(IndexUnavailable):
    """The manifest was read, and is none: only a rebuild helps."""


_LAYOUT = 2  # grows when segments are kept in another form; an index in an old one counts as empty


def to_json(manifest: Manifest) -> str:
    """Return the manifest as JSON."""
    values = {
        "layout": _LAYOUT,
        "model": manifest.model,
        "reading": manifest.reading,
        "generation": manifest.generation,
        "published_at": manifest.published_at,
        "segments": dict(manifest.segments),
        "releases": dict(manifest.releases),
        "links": manifest.links,
    }
    return json.dumps(values, ensure_ascii=False)


def from_json(stored: str | bytes) -> Manifest | None:
    """Read back what ``to_json`` wrote, or ``None`` where that was an older layout.

    Raises ``ManifestDamaged`` for anything else.
    """
    try:
        values = json.loads(stored)
        if values.pop("layout", 1) != _LAYOUT:
            return None
        values["releases"] = {
            document: Listing(*listing) for document, listing in values["releases"].items()
        }
        values["links"] = tuple(map(Link._make, values["links"]))
        return Manifest(**values)
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise ManifestDamaged(
            f"The index's list of contents cannot be understood ({exc}).",
            "Build the index anew with `beleg reindex --rebuild`.",
        ) from exc


class ManifestFile:
    """The manifest on this disk; it survives the loss of power."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def stamp(self) -> tuple[int, ...]:
        """Return a value that changes with every publication; asking costs microseconds."""
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            return ()
        return (stat.st_ino, stat.st_mtime_ns, stat.st_size)

    def read(self) -> Manifest | None:
        """Return the published manifest, or ``None`` before the first."""
        try:
            stored = self._path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as exc:
            raise IndexUnavailable(
                f"The index's list of contents {self._path} cannot be read ({exc}).",
                "Give your account the right to read it, or delete it and run `beleg reindex`.",
            ) from exc
        return from_json(stored)

    def publish(self, manifest: Manifest) -> None:
        """Put ``manifest`` in the old one's place, durably, in one step."""
        unfinished = self._path.with_suffix(".new")
        try:
            with unfinished.open("w", encoding="utf-8") as stream:
                stream.write(to_json(manifest))
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.replace(self._path)
        except OSError as exc:
            raise IndexUnavailable(
                f"The index's list of contents {self._path} cannot be written ({exc}).",
                "Make room on the disk and give your account the right to write there.",
            ) from exc
