"""Collecting: releases from addresses and feeds become files in the documents folder.

A fetched release is a file like any other, so that everything in the library can be seen, moved
and deleted. A hidden file beside it remembers its address and how to ask whether it changed.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

from documents.errors import FolderUnusable, ReleaseUnreadable
from documents.feeds import read_feed
from documents.fetch import Fetched, Fetcher
from documents.origins import Origin, origin_as_json, origin_file, origin_of
from documents.read import make_release

_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
    "text/markdown": ".md",
    "text/plain": ".txt",
}
_NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Collected:
    """What was brought: files written, addresses unchanged, and what failed with its reason."""

    written: tuple[Path, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()

    def __add__(self, other: Self) -> Self:
        """Return both together."""
        return type(self)(
            self.written + other.written,
            self.unchanged + other.unchanged,
            self.failed + other.failed,
        )


def collect(
    urls: Iterable[str],
    feeds: Iterable[str],
    folder: Path,
    fetcher: Fetcher,
    on_address: Callable[[str], None],
) -> Collected:
    """Fetch releases and feeds into ``folder``; what fails is reported and the rest goes on.

    ``on_address`` hears of each address before it is asked. Raises ``FolderUnusable``.
    """
    collected = Collected()
    for url in urls:
        on_address(url)
        try:
            path = collect_release(url, folder, fetcher)
        except ReleaseUnreadable as exc:
            collected += Collected(failed=((url, str(exc)),))
        else:
            collected += Collected((path,)) if path else Collected(unchanged=(url,))
    for url in feeds:
        on_address(url)
        try:
            collected += collect_feed(url, folder, fetcher, on_address=on_address)
        except ReleaseUnreadable as exc:
            collected += Collected(failed=((url, str(exc)),))
    return collected


def collect_release(url: str, folder: Path, fetcher: Fetcher) -> Path | None:
    """Fetch the release at ``url`` into ``folder``; return its file, ``None`` if unchanged.

    Raises ``ReleaseUnreadable`` if there is none, ``FolderUnusable`` if it cannot be stored.
    """
    stem = folder / "fetched" / _name(url)
    path, origin = _earlier(stem)
    fetched = fetcher.fetch(url, origin.validators if origin else None)
    if fetched is None or (path and path.read_bytes() == fetched.content):
        return None
    kind = _kind_of(fetched)
    make_release(url, fetched.url, kind, fetched.content, fetched.url)  # refuse it before it stays
    return _store(url, fetched, stem.with_name(stem.name + kind), path)


def collect_feed(
    url: str,
    folder: Path,
    fetcher: Fetcher,
    *,
    limit: int = 50,
    on_address: Callable[[str], None] = lambda _: None,
) -> Collected:
    """Fetch the first ``limit`` items of a feed (RSS, Atom, sitemap) into ``folder``.

    Nothing is fetched from a feed that has not changed since all its items came. An item that
    fails is reported and the rest goes on. Raises ``ReleaseUnreadable`` where the feed itself
    cannot be read, ``FolderUnusable`` where nothing can be stored.
    """
    record = folder / "fetched" / f"feed-{_name(url)}"
    before = origin_of(record)
    feed = fetcher.fetch(url, before.validators if before else None)
    if feed is None:
        return Collected(unchanged=(url,))
    written, unchanged, failed = list[Path](), list[str](), list[tuple[str, str]]()
    for address in read_feed(feed)[:limit]:
        on_address(address)
        try:
            path = collect_release(address, folder, fetcher)
        except ReleaseUnreadable as exc:
            failed.append((address, str(exc)))
        else:
            if path:
                written.append(path)
            else:
                unchanged.append(address)
    if not failed:
        _write(origin_file(record), origin_as_json(Origin(url, feed.url, feed.validators)))
    return Collected(tuple(written), tuple(unchanged), tuple(failed))


def _name(url: str) -> str:
    """Return a file name that shows the address and is its own."""
    parts = urlsplit(url)
    shown = re.sub(r"\.\w{2,5}$", "", unquote(parts.path.strip("/").rsplit("/", 1)[-1]))
    shown = re.sub(r"[^\w-]+", "-", f"{parts.hostname or ''}-{shown}").strip("-").lower()
    return f"{shown[:_NAME_LENGTH]}-{hashlib.sha256(url.encode()).hexdigest()[:10]}"


def _earlier(stem: Path) -> tuple[Path | None, Origin | None]:
    """Return the file that an earlier visit left, if it is still there."""
    for kind in dict.fromkeys(_KINDS.values()):
        path = stem.with_name(stem.name + kind)
        if path.is_file():
            return path, origin_of(path)
    return None, None


def _kind_of(fetched: Fetched) -> str:
    """Return the suffix for what came, by its first bytes, then by what the server calls it."""
    if fetched.content[:1024].lstrip().startswith(b"%PDF-"):
        return ".pdf"
    if fetched.media_type in _KINDS:
        return _KINDS[fetched.media_type]
    suffix = Path(urlsplit(fetched.url).path).suffix.lower()
    if suffix in _KINDS.values():
        return suffix
    if b"<html" in fetched.content[:4096].lower():
        return ".html"
    raise ReleaseUnreadable(
        f"{fetched.url} is of a kind that Beleg doesn't read ({fetched.media_type or 'unnamed'}).",
        "Give the address of a web page, a PDF, a Word file or a text.",
    )


def _store(url: str, fetched: Fetched, path: Path, earlier: Path | None) -> Path:
    """Write the file and its origin; the origin first, so that none is ever without."""
    _write(origin_file(path), origin_as_json(Origin(url, fetched.url, fetched.validators)))
    _write(path, fetched.content)
    if earlier and earlier != path:
        earlier.unlink(missing_ok=True)
        origin_file(earlier).unlink(missing_ok=True)
    return path


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    partial = path.with_name(f".{path.name.lstrip('.')}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as exc:
        raise FolderUnusable(
            f"{path.parent} cannot be written ({exc.strerror}).",
            "Give your account the right to write there, or name another documents folder.",
        ) from exc
