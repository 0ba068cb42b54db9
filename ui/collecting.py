"""Fetch releases from the web into the documents folder, before it is indexed."""

import ipaddress
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.settings import SAMPLE_RELEASES
from documents.errors import FolderUnusable
from documents.folder import find_documents
from index.records import FailedRelease
from ui.terminal import working

if TYPE_CHECKING:
    from documents.collect import Collected

PAUSE = 1.0
"""Seconds between two requests to one host."""

EVERYWHERE = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))


def fetch_releases(
    urls: Sequence[str], feeds: Sequence[str], folder: Path, *, allow_private_addresses: bool
) -> "Collected":
    """Fetch the releases at ``urls`` and the newest of ``feeds`` into ``folder``.

    Addresses of private networks are refused unless allowed. Raises ``FolderUnusable``.
    """
    from documents.collect import collect
    from documents.fetch import Fetcher

    _check(folder)
    allowed = EVERYWHERE if allow_private_addresses else ()
    with working("Fetching …") as say, Fetcher(allowed, pause=PAUSE) as fetcher:
        return collect(urls, feeds, folder, fetcher, lambda address: say(f"Fetching {address} …"))


def failures(collected: "Collected") -> tuple[FailedRelease, ...]:
    """Return what could not be fetched, as the report of a re-index tells it."""
    return tuple(FailedRelease(address, reason) for address, reason in collected.failed)


def _check(folder: Path) -> None:
    """Refuse a folder that fetched releases must not or cannot lie in, before anything is asked."""
    find_documents(folder)
    if folder.resolve() == SAMPLE_RELEASES.resolve():
        raise FolderUnusable(
            "Releases are not fetched into the samples that come with Beleg.",
            "Name a folder of your own with --documents or BELEG_DOCUMENTS.",
        )
    if not os.access(folder, os.W_OK):
        raise FolderUnusable(
            f"The documents folder {folder} cannot be written.",
            "Give your account the right to write there, or name another one with --documents.",
        )
