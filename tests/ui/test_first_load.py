"""What a first visit loads: everything named at the top, fetched once, compressed, kept."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.ui.conftest import served
from tests.ui.fake_assistant import FakeAssistant
from ui.built_files import serve_built_files
from ui.first_files import first_files
from ui.own_page import fetched_first, with_top


@pytest.fixture
def files(tmp_path):
    """Return a client of a server whose folder holds a script, a style and a picture."""
    folder = tmp_path / "built"
    (folder / "inner").mkdir(parents=True)
    (folder / "a.js").write_text("let a = 1;" * 100, encoding="utf-8")
    (folder / "inner" / "b.css").write_text("p { color: red }", encoding="utf-8")
    (folder / "c.png").write_bytes(bytes(range(256)))
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    server = FastAPI()
    serve_built_files(server, "/built", folder)
    return TestClient(server)


def test_a_built_file_comes_compressed_and_is_kept_for_a_year(files):
    plain = files.get("/built/a.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    small = files.get("/built/a.js", headers={"accept-encoding": "gzip"})
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) < len(plain.content) / 5
    assert small.text == plain.text == "let a = 1;" * 100
    for answer in (plain, small):
        assert answer.headers["content-type"].startswith("text/javascript")
        assert "immutable" in answer.headers["cache-control"]


def test_a_picture_is_not_compressed_and_a_folder_within_is_served_too(files):
    picture = files.get("/built/c.png")
    assert picture.headers["content-type"] == "image/png"
    assert "content-encoding" not in picture.headers
    assert picture.content == bytes(range(256))
    assert files.get("/built/inner/b.css").headers["content-type"].startswith("text/css")


@pytest.mark.parametrize(
    "name", ["", "inner", "none.js", "../secret.txt", "%2e%2e/secret.txt", "/etc/passwd", "a.js/"]
)
def test_nothing_else_is_served(files, name):
    answer = files.get(f"/built/{name}")
    assert answer.status_code == 404
    assert "secret" not in answer.text


def frontend(folder, scripts):
    """Write a frontend of these scripts, each with the files its bundler listed and its text."""
    (folder / "assets").mkdir()
    entry = '<script type="module" crossorigin src="./assets/index-1.js"></script>'
    (folder / "index.html").write_text(entry, encoding="utf-8")
    for name, (listed, text) in scripts.items():
        files = ",".join(f'"./{one}"' for one in listed)
        made = f"const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=[{files}])));{text}"
        (folder / "assets" / name).write_text(made, encoding="utf-8")
    return folder


def loads(name, *needs):
    listed = ",".join(map(str, needs))
    return f"()=>v(()=>import(`./{name}`),__vite__mapDeps([{listed}]),import.meta.url)"


def test_the_files_of_a_page_are_followed_from_import_to_import(tmp_path):
    box = f"textbox:{{example:{loads('sample-1.js', 2)},component:{loads('box-1.js', 0, 1)}}}"
    video = f"video:{{component:{loads('video-1.js', 2)}}}"
    core = f"a={{{box},{video}}};{loads('Blocks-1.js')};{loads('Login-1.js')}"
    scripts = {
        "index-1.js": (["core-1.js", "core-1.css", "gone.js"], loads("core-1.js", 0, 1, 2)),
        "core-1.js": (["box-1.js", "box-1.css", "video-1.js"], core),
    }
    named = ("box-1.js", "box-1.css", "core-1.css", "video-1.js", "Blocks-1.js", "Login-1.js")
    folder = frontend(tmp_path, scripts | {name: ([], "") for name in named})
    found = first_files(["textbox", "unknown"], folder)
    assert found[0] == "index-1.js"
    assert {*found[1:]} == {"core-1.js", "core-1.css", "Blocks-1.js", "box-1.js", "box-1.css"}


def test_a_frontend_that_cannot_be_read_names_nothing(tmp_path):
    (tmp_path / "index.html").write_text("<p>something else</p>", encoding="utf-8")
    assert first_files(["textbox"], tmp_path) == ()


def test_what_is_fetched_first_stands_before_everything_that_loads():
    top = fetched_first(['a".js', "a.css"], ["b.css"], ["c.woff2"])
    page = with_top(b'<head><base href="./"><script src="x.js"></script></head>', top.encode())
    assert re.findall(rb'(?:href|src)="([^"]*)"', page) == [
        *(b"./", b"a&#34;.js", b"a.css", b"b.css", b"c.woff2", b"x.js")
    ]
    assert [tag.count("crossorigin") for tag in top.split("<")[1:]] == [1, 1, 0, 1]


@pytest.mark.browser
def test_a_first_visit_asks_for_what_was_named_at_its_top_and_for_nothing_twice(tab):
    with served(FakeAssistant()) as address:
        chat = tab(address)
        complaints = []
        chat.page.on("console", lambda message: complaints.append(message.text))
        page = chat.open()
        page.locator(".suggestions").wait_for()
        top = page.request.get(address).text().partition("gradio_config")[0]
        named = re.findall(r'<link rel="(?:modulepreload|preload)"[^>]*href="\./([^"]+)"', top)
        asked = [url.removeprefix(f"{address}/") for url in chat.requests]
        assert {one for one in asked if one.startswith(("assets/", "theme.css"))} == {
            one for one in named if not one.startswith("desk/")
        }
        assert {one for one in named if one.startswith("desk/")} <= set(asked)
        assert len(asked) == len(set(asked)) + 1, "only the page's own events may come twice"
        assert not [said for said in complaints if "preload" in said]
