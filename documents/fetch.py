"""Fetching: an address becomes bytes, safely and politely.

Safe: only http and https, only to public addresses (or networks the operator allows), checked
for every hop and bound to the address that was checked, so that a name can't be made to point
elsewhere in between; limits on time, size and hops. Polite: robots.txt (RFC 9309), one request
at a time with a pause per host, conditional requests (RFC 9110, section 13).
"""

import ipaddress
import socket
import time
from collections.abc import Collection
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx
from protego import Protego

from documents.errors import ReleaseUnreadable

USER_AGENT = "Beleg/0.1 (reader of press releases)"
LARGEST_DOWNLOAD = 20_000_000
_LARGEST_ROBOTS = 500_000
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_MOST_HOPS = 5
_LONGEST_PAUSE = 10.0
_SECONDS_IN_ALL = 60.0

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask later whether its document has changed."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address holds: ``url`` is where redirects led, ``media_type`` is lower case."""

    url: str
    content: bytes
    media_type: str
    validators: Validators


class Fetcher:
    """Fetches addresses one after the other; a context manager.

    ``allowed`` names networks to reach though they are not public, ``pause`` is the seconds
    between two requests to one host, ``timeout`` those to wait for an answer.
    """

    def __init__(
        self, allowed: Collection[Network] = (), *, pause: float = 1.0, timeout: float = 15.0
    ) -> None:
        self._allowed = tuple(allowed)
        self._pause = pause
        self._robots: dict[str, Protego] = {}
        self._last_request: dict[str, float] = {}
        self._sleep = time.sleep
        self._client = httpx.Client(
            timeout=timeout,
            follow_redirects=False,
            trust_env=False,
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._client.close()

    def fetch(self, url: str, known: Validators | None = None) -> Fetched | None:
        """Return what ``url`` holds, or ``None`` if it is still what ``known`` belongs to.

        Raises ``ReleaseUnreadable`` for an address that is refused, out of reach, forbidden by
        robots.txt, or gives an error or more than 20 MB.
        """
        for _ in range(_MOST_HOPS + 1):
            rules = self._rules(url)
            if not rules.can_fetch(url, USER_AGENT):
                raise ReleaseUnreadable(
                    f"The site forbids programs to read {url} (robots.txt).",
                    "Save the page yourself and put the file into the documents folder.",
                )
            self._wait(url, rules)
            answer = self._get(url, known, LARGEST_DOWNLOAD)
            if isinstance(answer, str):
                url, known = answer, None
            else:
                return answer
        raise ReleaseUnreadable(
            f"{url} leads from address to address without end.", "Give the release's own address."
        )

    def _rules(self, url: str) -> Protego:
        """Return the site's robots.txt; none means no rules, a broken server no permission."""
        site = urljoin(url, "/")
        if site not in self._robots:
            address = urljoin(url, "/robots.txt")
            rules = ""
            try:
                for _ in range(_MOST_HOPS + 1):
                    answer = self._get(address, None, _LARGEST_ROBOTS)
                    if not isinstance(answer, str):
                        rules = answer.content.decode("utf-8", "replace") if answer else ""
                        break
                    address = answer
            except _ServerSays as refusal:
                if refusal.status >= httpx.codes.INTERNAL_SERVER_ERROR:
                    rules = "User-agent: *\nDisallow: /"
            self._robots[site] = Protego.parse(rules)
        return self._robots[site]

    def _wait(self, url: str, rules: Protego) -> None:
        host = urlsplit(url).netloc
        pause = min(max(self._pause, rules.crawl_delay(USER_AGENT) or 0.0), _LONGEST_PAUSE)
        due = self._last_request.get(host, -pause) + pause
        if due > time.monotonic():
            self._sleep(due - time.monotonic())
        self._last_request[host] = time.monotonic()

    def _get(self, url: str, known: Validators | None, limit: int) -> Fetched | str | None:
        """Make one request; return its document, the address it redirects to, or ``None``."""
        host, address = self._public_address(url)
        headers = {"Host": urlsplit(url).netloc.rpartition("@")[2]}
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        target = httpx.URL(url).copy_with(host=address)
        try:
            with self._client.stream(
                "GET", target, headers=headers, extensions={"sni_hostname": host}
            ) as response:
                if response.status_code == httpx.codes.NOT_MODIFIED:
                    return None
                if response.has_redirect_location:
                    return urljoin(url, response.headers["location"])
                if response.is_error:
                    raise _ServerSays(url, response.status_code)
                content = _read(response, url, limit)
                return Fetched(
                    url,
                    content,
                    response.headers.get("content-type", "").split(";")[0].strip().lower(),
                    Validators(response.headers.get("etag"), response.headers.get("last-modified")),
                )
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError) as exc:
            raise ReleaseUnreadable(
                f"{url} cannot be reached ({type(exc).__name__}).",
                "Check the address and the network, and try again later.",
            ) from exc

    def _public_address(self, url: str) -> tuple[str, str]:
        """Return the host of ``url`` and a checked address of it."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError:
            host, port, parts = None, 0, urlsplit("")
        if parts.scheme not in {"http", "https"} or not host or parts.username is not None:
            raise ReleaseUnreadable(
                f"{url} is no web address to read from.", "Give one that begins with https://."
            )
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as exc:
            raise ReleaseUnreadable(
                f"The site {host} is not known.", "Check the address and the network."
            ) from exc
        addresses = [str(entry[4][0]) for entry in found]
        for address in addresses:
            if not self._may_reach(address):
                raise ReleaseUnreadable(
                    f"{url} leads into a private network ({address}).",
                    "Give a public address, or add --allow-private-addresses if you mean it.",
                )
        return host, addresses[0]

    def _may_reach(self, address: str) -> bool:
        ip = ipaddress.ip_address(address.partition("%")[0])
        if isinstance(ip, ipaddress.IPv6Address):
            ip = ip.ipv4_mapped or ip.sixtofour or _translated(ip) or ip
        if any(ip in network for network in self._allowed if network.version == ip.version):
            return True
        return ip.is_global and not ip.is_multicast


class _ServerSays(ReleaseUnreadable):
    """The server answered with an error."""

    def __init__(self, url: str, status: int) -> None:
        super().__init__(
            f"{url} answers with error {status}.", "Check the address, or try again later."
        )
        self.status = status


def _translated(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that a translator (NAT64, RFC 6052) would go on to."""
    return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None


def _read(response: httpx.Response, url: str, limit: int) -> bytes:
    """Read a body within the limits of size and time."""
    until = time.monotonic() + _SECONDS_IN_ALL
    content = bytearray()
    for chunk in response.iter_bytes(65_536):
        content += chunk
        if len(content) > limit:
            raise ReleaseUnreadable(
                f"{url} is larger than {limit / 1e6:.1f} MB.", "Give the release alone."
            )
        if time.monotonic() > until:
            raise ReleaseUnreadable(f"{url} takes too long to arrive.", "Try again later.")
    return bytes(content)
