"""Status: what the index holds, counted from its list of contents and from its files."""

from collections import Counter
from datetime import datetime
from pathlib import Path

from index.disk_use import bytes_under
from index.manifest import Manifest
from index.records import IndexStatus


def status_of(manifest: Manifest, location: Path, server: str | None) -> IndexStatus:
    """Return the status of the index in the folder ``location`` or on the server."""
    listings = manifest.releases.values()
    changed_at = manifest.published_at
    return IndexStatus(
        location=server or str(location),
        releases=len(listings),
        passages=sum(listing.passages for listing in listings),
        sentences=sum(listing.sentences for listing in listings),
        model=manifest.model,
        generation=manifest.generation,
        languages=dict(sorted(Counter(listing.language for listing in listings).items())),
        bytes_on_disk=bytes_under(location) if server is None else None,
        changed_at=datetime.fromisoformat(changed_at) if changed_at else None,
    )
