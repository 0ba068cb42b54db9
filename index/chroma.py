"""Chroma's border: clients come from here, and what Chroma raises leaves it as an error of ours.

The only module that imports Chroma; ``index.store`` and ``index.segment`` use the clients.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from documents.errors import DataFolderUnusable, IndexUnavailable

if TYPE_CHECKING:
    from chromadb.api.client import Client

_REMEDY = (
    "Check that the disk has room, or that the server is up; if that doesn't help, build the index "
    "anew with `beleg reindex --rebuild`."
)


class SegmentGone(IndexUnavailable):
    """The segment was dropped since the manifest was read: a newer manifest is there."""


def open_folder(folder: Path) -> "Client":
    """Return a client of the store in a folder of its own, created where it is not there.

    Raises ``DataFolderUnusable`` where it may not be written: Chroma writes even to read.
    """
    from chromadb import PersistentClient
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    for place in (folder, folder / "chroma.sqlite3"):
        if place.exists() and not os.access(place, os.W_OK):
            raise DataFolderUnusable(
                f"The index cannot be opened: {place} may not be written, and the vector store "
                "writes even to read.",
                "Give your account the right to write there, or choose another with BELEG_DATA.",
            )
    systems = SharedSystemClient._identifier_to_system  # noqa: SLF001
    in_use = str(folder) in systems
    with translated():
        try:
            client = PersistentClient(str(folder), Settings(anonymized_telemetry=False))
        except BaseException:
            # Chroma keeps what failed to start, and would fail for ever after in this process.
            if not in_use:
                systems.pop(str(folder), None)
            raise
    return cast("Client", client)


def open_server(address: str, token: str | None) -> "Client":
    """Return a client of a server: ``http[s]://host[:port][/tenant/database]``.

    ``token`` is sent as Chroma's own header, as its hosted form wants it.
    """
    from chromadb import HttpClient
    from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings

    parts = urlsplit(address)
    tenant, _, database = parts.path.strip("/").partition("/")
    with translated(f"Check that a Chroma server answers at {address}, and BELEG_CHROMA_TOKEN."):
        client = HttpClient(
            host=parts.hostname or "localhost",
            port=parts.port or (443 if parts.scheme == "https" else 8000),
            ssl=parts.scheme == "https",
            headers={"x-chroma-token": token} if token else None,
            settings=Settings(anonymized_telemetry=False),
            tenant=tenant or DEFAULT_TENANT,
            database=database or DEFAULT_DATABASE,
        )
    return cast("Client", client)


def close(client: "Client") -> None:
    """Let go of a client; others of the same folder go on."""
    with translated():
        client.close()
        # Chroma's own closing leaves the connections to a server open.
        clients: tuple[Any, ...] = (client, client._admin_client)  # noqa: SLF001
        for each in clients:
            session = getattr(each._server, "_session", None)  # noqa: SLF001
            if session is not None:
                session.close()


@contextmanager
def translated(remedy: str = _REMEDY) -> Iterator[None]:
    """Turn whatever Chroma raises into an error of ours; its own tree is not closed."""
    from chromadb.errors import NotFoundError

    try:
        yield
    except NotFoundError as exc:
        raise SegmentGone(
            "A part of the index was replaced while it was read.", "Ask again."
        ) from exc
    except Exception as exc:
        raise IndexUnavailable(
            f"The vector store does not work: {str(exc).rstrip('.')}.", remedy
        ) from exc
