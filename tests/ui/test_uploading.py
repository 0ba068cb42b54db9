"""Releases that readers send: only whole, readable ones come into the folder."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.settings import Settings
from documents.errors import ReleaseUnreadable
from documents.read import LARGEST_FILE
from tests.ui.conftest import served
from tests.ui.fake_assistant import FakeAssistant
from ui.uploading import keep_release

NEWS = "Neue Fähre\n\nDie Fähre fährt ab dem 4. Mai 2026 jede Stunde.\n".encode()


def test_a_release_is_kept_under_its_name_and_once(tmp_path):
    keep_release(tmp_path, "fähre.txt", NEWS)
    assert (tmp_path / "fähre.txt").read_bytes() == NEWS
    keep_release(tmp_path, "fähre.txt", NEWS)
    with pytest.raises(ReleaseUnreadable, match="another release"):
        keep_release(tmp_path, "fähre.txt", NEWS + b"Mehr.")
    assert (tmp_path / "fähre.txt").read_bytes() == NEWS


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("../out.txt", NEWS),
        ("/etc/out.txt", NEWS),
        ("a\\b.txt", NEWS),
        (".hidden.txt", NEWS),
        ("line\nbreak.txt", NEWS),
        ("", NEWS),
        ("..", NEWS),
        ("a" * 200 + ".txt", NEWS),
        ("program.exe", NEWS),
        ("empty.txt", b" \n"),
        ("damaged.pdf", b"%PDF-1.7 damaged"),
        ("large.txt", b"x" * (LARGEST_FILE + 1)),
    ],
    ids=lambda value: str(value)[:12],
)
def test_what_is_no_release_leaves_nothing_behind(tmp_path, name, content):
    folder = tmp_path / "releases"
    folder.mkdir()
    with pytest.raises(ReleaseUnreadable):
        keep_release(folder, name, content)
    assert [path.name for path in tmp_path.rglob("*")] == ["releases"]


@given(st.text())
def test_no_name_leads_out_of_the_folder(tmp_path_factory, name):
    outer = tmp_path_factory.mktemp("outer")
    folder = outer / "releases"
    folder.mkdir()
    try:
        keep_release(folder, f"{name}.txt", NEWS)
    except ReleaseUnreadable:
        assert not list(folder.iterdir())
    assert list(outer.iterdir()) == [folder]


def chat(folder, **chosen):
    return served(FakeAssistant(settings=Settings(documents=folder, data=folder, **chosen)))


def test_the_chat_takes_files_only_if_the_operator_allows_it(tmp_path):
    with chat(tmp_path) as address:
        assert httpx.put(f"{address}/releases/a.txt", content=NEWS).status_code >= 400
    assert not list(tmp_path.glob("*.txt"))


def test_the_chat_keeps_a_file_or_says_why_not(tmp_path):
    with chat(tmp_path, uploads=True) as address:
        put = f"{address}/releases"
        assert httpx.put(f"{put}/a b.txt", content=NEWS).status_code == 201
        refused = httpx.put(f"{put}/a.exe", content=NEWS)
        assert refused.status_code == 422
        assert "doesn't read" in refused.json()["problem"]
        climbing = httpx.put(f"{put}/..%2Fb.txt", content=NEWS)
        assert climbing.status_code in {404, 405, 422}
        foreign = {"sec-fetch-site": "cross-site"}
        assert httpx.put(f"{put}/c.txt", content=NEWS, headers=foreign).status_code == 403
    assert [path.name for path in tmp_path.glob("*.txt")] == ["a b.txt"]
