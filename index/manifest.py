"""The manifest: the one file that says what the index holds, replaced as a whole.

Segments of the vector store are written once and never changed. Whatever a segment holds counts
only where the manifest says so; to publish is to put a new manifest in the old one's place. So a
reader sees an old state or a new one, whole, and a writer that dies has changed nothing.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from documents.errors import IndexUnavailable


@dataclass(frozen=True, slots=True)
class Listing:
    """Where one release lies and what status needs to know of it.

    ``number`` counts releases within their segment.
    """

    segment: str
    number: int
    content_hash: str
    language: str
    passages: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the index holds: releases by id, in segments that were built with one model.

    ``model`` and ``reading`` are the fingerprints of the embedding model and of the code that
    reads and splits releases. ``segments`` maps a segment's name to its number of vectors.
    """

    model: str
    reading: str
    generation: int = 0
    segments: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    releases: Mapping[str, Listing] = field(default_factory=lambda: MappingProxyType({}))


class ManifestFile:
    """The manifest on this disk; safe for one writer and any number of readers."""

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
            values = json.loads(self._path.read_text(encoding="utf-8"))
            values["releases"] = {
                document: Listing(*listing) for document, listing in values["releases"].items()
            }
            return Manifest(**values)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as exc:
            raise IndexUnavailable(
                f"The index's list of contents {self._path} cannot be read ({exc}).",
                "Delete that file, then run `beleg reindex`.",
            ) from exc

    def publish(self, manifest: Manifest) -> None:
        """Put ``manifest`` in the old one's place, durably, in one step."""
        values = {
            "model": manifest.model,
            "reading": manifest.reading,
            "generation": manifest.generation,
            "segments": dict(manifest.segments),
            "releases": {
                document: [getattr(listing, name) for name in Listing.__slots__]
                for document, listing in manifest.releases.items()
            },
        }
        unfinished = self._path.with_suffix(".new")
        try:
            with unfinished.open("w", encoding="utf-8") as stream:
                json.dump(values, stream, ensure_ascii=False)
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.replace(self._path)
        except OSError as exc:
            raise IndexUnavailable(
                f"The index's list of contents {self._path} cannot be written ({exc}).",
                "Make room on the disk and give your account the right to write there.",
            ) from exc
