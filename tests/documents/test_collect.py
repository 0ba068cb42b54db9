import ipaddress
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.collect import collect_feed, collect_release
from documents.errors import FolderUnusable, ReleaseUnreadable
from documents.fetch import Fetcher
from documents.folder import find_documents
from documents.read import read_release
from tests.documents.exports import Article, as_html, as_pdf
from tests.documents.web_server import WebServer, serving

GERMAN = Article.load("de")
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def site() -> Iterator[WebServer]:
    with serving() as server:
        server.pages["/labor.html"] = (200, HTML | {"ETag": '"1"'}, as_html(GERMAN))
        yield server


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    networks = [ipaddress.ip_network("127.0.0.1/32")]
    with Fetcher(networks, pause=0.0, timeout=5.0) as open_fetcher:
        yield open_fetcher


def feed(*addresses: str) -> bytes:
    items = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in addresses)
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>".encode()


def test_a_fetched_release_becomes_a_file_that_knows_its_address(
    site: WebServer, fetcher: Fetcher, tmp_path: Path
) -> None:
    site.pages["/alt"] = (301, {"Location": "/labor.html"}, b"")
    path = collect_release(site.url("/alt"), tmp_path, fetcher)
    assert path
    assert find_documents(tmp_path) == [path]
    release = read_release(path, tmp_path)
    assert release.title == GERMAN.title
    assert release.url == site.url("/labor.html")


def test_an_unchanged_release_is_asked_for_but_not_fetched_again(
    site: WebServer, fetcher: Fetcher, tmp_path: Path
) -> None:
    url = site.url("/labor.html")
    assert collect_release(url, tmp_path, fetcher)
    assert collect_release(url, tmp_path, fetcher) is None
    assert site.requests[-1][1]["If-None-Match"] == '"1"'
    site.pages["/labor.html"] = (200, HTML | {"ETag": '"2"'}, as_html(Article.load("fr")))
    path = collect_release(url, tmp_path, fetcher)
    assert path
    assert read_release(path, tmp_path).language == "fr"
    assert find_documents(tmp_path) == [path]


def test_a_release_that_turns_into_a_pdf_replaces_its_page(
    site: WebServer, fetcher: Fetcher, tmp_path: Path
) -> None:
    url = site.url("/labor.html")
    collect_release(url, tmp_path, fetcher)
    site.pages["/labor.html"] = (200, {"Content-Type": "application/x-any"}, as_pdf(GERMAN))
    path = collect_release(url, tmp_path, fetcher)
    assert path
    assert path.suffix == ".pdf"
    assert find_documents(tmp_path) == [path]


def test_a_page_without_release_leaves_nothing_behind(
    site: WebServer, fetcher: Fetcher, tmp_path: Path
) -> None:
    site.pages["/empty"] = (200, HTML, b"<html><body><script>1</script></body></html>")
    site.pages["/image"] = (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n")
    for path in ("/empty", "/image"):
        with pytest.raises(ReleaseUnreadable, match=r"without an article|doesn't read"):
            collect_release(site.url(path), tmp_path, fetcher)
    assert find_documents(tmp_path) == []


def test_a_feed_brings_its_items_and_reports_what_fails(
    site: WebServer, fetcher: Fetcher, tmp_path: Path
) -> None:
    site.pages["/feed"] = (
        200,
        {"ETag": '"f"'},
        feed("/labor.html", "/missing", "http://10.0.0.1/"),
    )
    collected = collect_feed(site.url("/feed"), tmp_path, fetcher)
    assert [path.suffix for path in collected.written] == [".html"]
    assert [address for address, _ in collected.failed] == [
        site.url("/missing"),
        "http://10.0.0.1/",
    ]
    assert "private network" in collected.failed[1][1]
    again = collect_feed(site.url("/feed"), tmp_path, fetcher)
    assert again.unchanged == (site.url("/labor.html"),)


def test_an_unchanged_feed_costs_one_request(
    site: WebServer, fetcher: Fetcher, tmp_path: Path
) -> None:
    site.pages["/feed"] = (200, {"ETag": '"f"'}, feed("/labor.html"))
    assert collect_feed(site.url("/feed"), tmp_path, fetcher).written
    before = len(site.requests)
    assert collect_feed(site.url("/feed"), tmp_path, fetcher).written == ()
    assert len(site.requests) == before + 1


def test_atom_feeds_and_sitemaps_are_read_too(
    site: WebServer, fetcher: Fetcher, tmp_path: Path
) -> None:
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="{}"/></entry></feed>'
    sitemap = "<?xml version='1.0'?><urlset><url><loc> {} </loc></url></urlset>"
    for name, source in (("/atom", atom), ("/map", sitemap)):
        site.pages[name] = (200, {}, source.format(site.url("/labor.html")).encode())
        collected = collect_feed(site.url(name), tmp_path / name[1:], fetcher)
        assert len(collected.written) == 1


def test_what_is_no_feed_is_named(site: WebServer, fetcher: Fetcher, tmp_path: Path) -> None:
    with pytest.raises(ReleaseUnreadable, match="no feed"):
        collect_feed(site.url("/labor.html"), tmp_path, fetcher)


def test_a_folder_that_cannot_be_written_is_named(
    site: WebServer, fetcher: Fetcher, tmp_path: Path
) -> None:
    (tmp_path / "fetched").write_text("a file where the folder should be")
    with pytest.raises(FolderUnusable, match="cannot be written"):
        collect_release(site.url("/labor.html"), tmp_path, fetcher)
