import ipaddress
from collections.abc import Iterator

import pytest

from documents.errors import ReleaseUnreadable
from documents.fetch import Fetcher, Validators
from tests.documents.web_server import WebServer, serving

LOOPBACK = [ipaddress.ip_network("127.0.0.1/32")]


@pytest.fixture
def site() -> Iterator[WebServer]:
    with serving() as server:
        yield server


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(LOOPBACK, pause=0.0, timeout=5.0) as open_fetcher:
        yield open_fetcher


def test_a_page_is_fetched_with_its_type_and_validators(site: WebServer, fetcher: Fetcher) -> None:
    headers = {"Content-Type": "text/html; charset=utf-8", "ETag": '"1"'}
    site.pages["/a"] = (200, headers, b"<p>Text</p>")
    fetched = fetcher.fetch(site.url("/a"))
    assert fetched
    assert (fetched.content, fetched.media_type) == (b"<p>Text</p>", "text/html")
    assert fetched.validators == Validators('"1"')
    assert fetcher.fetch(site.url("/a"), fetched.validators) is None
    assert "Beleg" in site.requests[0][1]["User-Agent"]


def test_redirects_are_followed_to_where_they_lead(site: WebServer, fetcher: Fetcher) -> None:
    site.pages["/old"] = (301, {"Location": "/new"}, b"")
    site.pages["/new"] = (200, {}, b"here")
    fetched = fetcher.fetch(site.url("/old"))
    assert fetched
    assert fetched.url == site.url("/new")


PRIVATE = [
    "http://127.0.0.2/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.2]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://0.0.0.0/",
    "http://2130706434/",
    "http://0x7f.0.0.2/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http://[64:ff9b::a00:1]/",
    "http://[2002:a00:1::]/",
    "http://224.0.0.1/",
]


@pytest.mark.parametrize("target", [*PRIVATE, "http://localhost/", "http://127.0.0.1/"])
def test_no_address_leads_into_a_private_network(target: str) -> None:
    with (
        Fetcher(pause=0.0, timeout=5.0) as strict,
        pytest.raises(ReleaseUnreadable, match="private network"),
    ):
        strict.fetch(target)


@pytest.mark.parametrize("target", PRIVATE)
def test_no_redirect_leads_into_a_private_network(
    site: WebServer, fetcher: Fetcher, target: str
) -> None:
    site.pages["/a"] = (302, {"Location": target}, b"")
    with pytest.raises(ReleaseUnreadable, match="private network"):
        fetcher.fetch(site.url("/a"))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "https://user:pw@example.org/",
        "http://",
        "x",
        "http://example.org:99999/",
        "gopher://127.0.0.1/",
    ],
)
def test_only_plain_web_addresses_are_read(url: str, fetcher: Fetcher) -> None:
    with pytest.raises(ReleaseUnreadable, match="no web address"):
        fetcher.fetch(url)


def test_robots_rules_are_kept(site: WebServer, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private/\nAllow: /\n")
    site.pages["/private/a"] = site.pages["/open"] = (200, {}, b"text")
    assert fetcher.fetch(site.url("/open"))
    with pytest.raises(ReleaseUnreadable, match="robots"):
        fetcher.fetch(site.url("/private/a"))
    assert [path for path, _ in site.requests] == ["/robots.txt", "/open"]


def test_a_site_whose_robots_file_fails_is_left_alone(site: WebServer, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = (503, {}, b"")
    site.pages["/a"] = (200, {}, b"text")
    with pytest.raises(ReleaseUnreadable, match="robots"):
        fetcher.fetch(site.url("/a"))


def test_an_endless_answer_and_an_endless_redirect_end(site: WebServer, fetcher: Fetcher) -> None:
    site.pages["/endless"] = (200, {}, b"<rss>")
    site.endless.add("/endless")
    with pytest.raises(ReleaseUnreadable, match="larger than"):
        fetcher.fetch(site.url("/endless"))
    site.pages["/circle"] = (302, {"Location": "/circle"}, b"")
    with pytest.raises(ReleaseUnreadable, match="without end"):
        fetcher.fetch(site.url("/circle"))


def test_errors_of_the_server_and_of_the_network_are_named(
    site: WebServer, fetcher: Fetcher
) -> None:
    with pytest.raises(ReleaseUnreadable, match="error 404"):
        fetcher.fetch(site.url("/missing"))
    with pytest.raises(ReleaseUnreadable, match="cannot be reached"):
        fetcher.fetch("http://127.0.0.1:9/")
    with pytest.raises(ReleaseUnreadable, match="not known"):
        fetcher.fetch("http://no-such-site.invalid/")


def test_requests_to_one_host_keep_their_distance(site: WebServer) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 0.3\n")
    site.pages["/a"] = (200, {}, b"text")
    with Fetcher(LOOPBACK, pause=0.0) as slow:
        waits: list[float] = []
        slow._sleep = waits.append  # type: ignore[method-assign]
        slow.fetch(site.url("/a"))
        slow.fetch(site.url("/a"))
    assert len(waits) == 1
    assert 0.1 < waits[0] <= 0.3
