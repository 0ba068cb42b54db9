"""What an index promises, wherever its vectors lie: on this disk and on a real Chroma server."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from documents.errors import IndexUnavailable
from index import Index
from tests.index.chroma_server import running
from tests.index.conftest import WORDS
from tests.index.fakes import WordEmbedder
from tests.index.writing import write

TOKEN = "ck-do-not-tell-anyone"  # noqa: S105 - the point of the test


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running(tmp_path_factory.mktemp("chroma")) as address:
        yield address


@pytest.fixture(params=["disk", "server"])
def opening(request, tmp_path):
    """Return a function that opens the same index again and again."""
    address = request.getfixturevalue("server") if request.param == "server" else None
    location = tmp_path / f"index of {request.node.name} ü"

    def open_index():
        return Index.open(location, WordEmbedder(WORDS), server=address)

    return open_index


def texts(index, question, **options):
    return {each.sentence.text for each in index.search(question, limit=50, **options)}


def test_what_was_added_changed_and_removed_shows_at_once(opening, folder):
    with opening() as index:
        assert index.search("fox") == ()
        assert index.generation == 0
        write(folder, "a.md", "The fox is red.", title="Fox")
        gone = write(folder, "b.md", "The dog is grey.", title="Dog")
        assert index.reindex(folder).added == ("a.md", "b.md")
        assert texts(index, "fox dog") == {"Fox", "The fox is red.", "Dog", "The dog is grey."}
        assert texts(index, "fox dog", documents=["b.md"]) == {"Dog", "The dog is grey."}
        gone.unlink()
        write(folder, "a.md", "The fox is grey.", title="Fox")
        report = index.reindex(folder)
        assert (report.changed, report.removed) == (("a.md",), ("b.md",))
        assert texts(index, "fox dog") == {"Fox", "The fox is grey."}
        assert [release.id for release in index.releases()] == ["a.md"]
        assert index.release("b.md") is None


def test_another_opening_sees_the_newest_state(opening, folder):
    with opening() as writer, opening() as reader:
        for i in range(12):
            write(folder, f"{i}.md", f"The owl number {i} is grey.", title="Owl")
            if i:
                (folder / f"{i - 1}.md").unlink()
            writer.reindex(folder)
            assert texts(reader, "owl") == {"Owl", f"The owl number {i} is grey."}
            assert reader.generation == writer.generation
        assert reader._state.store().names() == set(reader._state.snapshot().segments)


def test_nothing_changed_means_nothing_written(opening, folder):
    write(folder, "a.md", "The fox is red.")
    with opening() as index:
        index.reindex(folder)
        generation = index.generation
    with opening() as index:
        assert index.reindex(folder).unchanged == ("a.md",)
        assert index.generation == generation


def test_a_rebuild_ends_with_the_same_answers(opening, folder):
    for i in range(10):
        write(folder, f"{i}.md", f"The fox {i} meets the owl {i}.")
    with opening() as index:
        index.reindex(folder)
        before = texts(index, "fox owl")
        assert len(index.reindex(folder, rebuild=True).unchanged) == 10
        assert texts(index, "fox owl") == before
        assert index.status().releases == 10


def test_a_server_that_is_not_there_is_one_clear_error(tmp_path):
    with (
        Index.open(tmp_path, WordEmbedder(WORDS), server="http://127.0.0.1:9") as index,
        pytest.raises(IndexUnavailable, match=r"127\.0\.0\.1:9"),
    ):
        index.search("fox")


def test_a_narrowed_search_reaches_any_number_of_releases(opening, folder):
    for i in range(400):
        write(folder, f"{i}.md", f"The fox {i} is red.")
    with opening() as index:
        index.reindex(folder)
        chosen = [f"{i}.md" for i in range(0, 400, 2)]
        found = index.search("fox", limit=30, documents=chosen)
        assert len(found) == 30
        assert {each.release.id for each in found} <= set(chosen)
        assert len(index.releases()) == 400


def test_the_token_goes_to_the_server_and_into_no_message(tmp_path):
    seen = []

    class Refusing(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.headers["x-chroma-token"])
            self.send_response(401)
            self.end_headers()
            self.wfile.write(b'{"error": "Unauthorized", "message": "no"}')

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Refusing) as server:
        answering = Thread(target=server.serve_forever, args=(0.05,))
        answering.start()
        address = f"http://127.0.0.1:{server.server_port}"
        try:
            with (
                Index.open(tmp_path, WordEmbedder(WORDS), server=address, token=TOKEN) as index,
                pytest.raises(IndexUnavailable, match="BELEG_CHROMA_TOKEN") as caught,
            ):
                index.search("fox")
        finally:
            server.shutdown()
            answering.join()
    assert set(seen) == {TOKEN}
    assert TOKEN not in str(caught.value)
