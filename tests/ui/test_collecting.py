"""``beleg reindex --url … --feed …`` against a real web server on the loopback address."""

import ipaddress
import json

import pytest
from typer.testing import CliRunner

import assistant.models
from assistant.settings import SAMPLE_RELEASES
from documents.collect import collect_feed
from documents.fetch import Fetcher
from tests.assistant.fakes import CrowdedEmbedder
from tests.documents.exports import Article, as_html
from tests.documents.test_collect import HTML, feed
from tests.documents.web_server import serving
from ui import collecting
from ui.command_line import application


@pytest.fixture
def site():
    with serving() as server:
        for code in ("de", "fr", "en"):
            page = as_html(Article.load(code))
            server.pages[f"/{code}.html"] = (200, HTML | {"ETag": f'"{code}"'}, page)
        yield server


@pytest.fixture
def folder(tmp_path, monkeypatch):
    folder = tmp_path / "releases"
    folder.mkdir()
    monkeypatch.setattr(collecting, "PAUSE", 0.0)
    monkeypatch.setenv("BELEG_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("BELEG_CHAT_MODEL", "none")
    words = CrowdedEmbedder("labor nancy laboratoire lab")
    monkeypatch.setattr(assistant.models, "open_embedder", lambda *_, **__: words)
    return folder


def reindex(folder, *arguments, private=True):
    allow = ["--allow-private-addresses"] if private else []
    command = ["reindex", "--documents", str(folder), "--json", *allow, *arguments]
    return CliRunner().invoke(application, command)


def test_addresses_and_feeds_become_releases_and_what_fails_is_told(site, folder):
    site.pages["/feed"] = (200, {}, feed("/fr.html", "/missing.html"))
    run = reindex(
        folder,
        *("--url", site.url("/de.html")),
        *("--url", site.url("/gone")),
        *("--feed", site.url("/feed")),
        *("--feed", site.url("/de.html")),
    )
    report = json.loads(run.stdout)
    assert run.exit_code == 0
    assert len(report["added"]) == 2
    assert all(document.startswith("fetched/") for document in report["added"])
    assert [each["document"] for each in report["failed"]] == [
        site.url("/gone"),
        site.url("/missing.html"),
        site.url("/de.html"),
    ]
    assert [each["reason"].split(". ")[0] for each in report["failed"]] == [
        f"{site.url('/gone')} answers with error 404",
        f"{site.url('/missing.html')} answers with error 404",
        f"{site.url('/de.html')} is no feed that lists releases",
    ]
    assert f"{site.url('/gone')} answers with error 404" in run.stderr


def test_a_second_run_asks_politely_and_finds_nothing_to_do(site, folder):
    site.pages["/feed"] = (200, {"ETag": '"f"'}, feed("/de.html"))
    arguments = ("--feed", site.url("/feed"), "--url", site.url("/fr.html"))
    assert len(json.loads(reindex(folder, *arguments).stdout)["added"]) == 2
    before = len(site.requests)
    again = json.loads(reindex(folder, *arguments).stdout)
    assert len(again["unchanged"]) == 2
    assert again["added"] == again["changed"] == again["failed"] == []
    asked = {path: headers for path, headers in site.requests[before:] if "robots" not in path}
    assert {path: headers.get("If-None-Match") for path, headers in asked.items()} == {
        "/feed": '"f"',
        "/fr.html": '"fr"',
    }


def test_an_endless_feed_ends_and_the_rest_goes_on(site, folder):
    site.pages["/endless"] = (200, {}, b"<rss>")
    site.endless.add("/endless")
    run = reindex(folder, "--feed", site.url("/endless"), "--url", site.url("/en.html"))
    report = json.loads(run.stdout)
    assert len(report["added"]) == 1
    ((failure),) = report["failed"]
    assert failure["document"] == site.url("/endless")
    assert "is larger than 20.0 MB" in failure["reason"]


def test_a_private_address_is_refused_unless_the_operator_allows_it(site, folder):
    run = reindex(folder, "--url", site.url("/de.html"), private=False)
    assert run.exit_code == 2
    (failure,) = json.loads(run.stdout)["failed"]
    assert "leads into a private network (127.0.0.1)" in failure["reason"]
    assert "--allow-private-addresses" in failure["reason"]
    assert site.requests == []
    assert reindex(folder, "--url", site.url("/de.html")).exit_code == 0


def test_a_redirect_into_another_private_network_is_refused(site, folder, monkeypatch):
    monkeypatch.setattr(collecting, "EVERYWHERE", (ipaddress.ip_network("127.0.0.1/32"),))
    site.pages["/away"] = (302, {"Location": "http://10.1.2.3/secret"}, b"")
    run = reindex(folder, "--url", site.url("/away"))
    (failure,) = json.loads(run.stdout)["failed"]
    assert "leads into a private network (10.1.2.3)" in failure["reason"]


def test_robots_rules_are_kept_and_told(site, folder):
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /de.html\n")
    run = reindex(folder, "--url", site.url("/de.html"), "--url", site.url("/fr.html"))
    report = json.loads(run.stdout)
    assert len(report["added"]) == 1
    (failure,) = report["failed"]
    assert "robots.txt" in failure["reason"]
    assert "/de.html" not in [path for path, _ in site.requests]


def test_nothing_is_fetched_into_the_samples(site, folder):  # noqa: ARG001 - sets the data folder
    run = reindex(SAMPLE_RELEASES, "--url", site.url("/de.html"))
    assert run.exit_code == 2
    assert "not fetched into the samples" in run.stderr
    assert site.requests == []


def test_a_folder_that_is_not_there_is_named_before_anything_is_asked(site, folder):
    run = reindex(folder / "nowhere", "--url", site.url("/de.html"))
    assert run.exit_code == 2
    assert "is not there" in run.stderr
    assert site.requests == []


def test_an_item_that_failed_is_tried_again_though_the_feed_is_unchanged(site, tmp_path):
    site.pages["/feed"] = (200, {"ETag": '"f"'}, feed("/late.html"))
    networks = [ipaddress.ip_network("127.0.0.1/32")]
    with Fetcher(networks, pause=0.0) as fetcher:
        assert collect_feed(site.url("/feed"), tmp_path, fetcher).failed
        site.pages["/late.html"] = site.pages["/de.html"]
        assert len(collect_feed(site.url("/feed"), tmp_path, fetcher).written) == 1
