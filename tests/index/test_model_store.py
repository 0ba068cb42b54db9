import hashlib
import multiprocessing
import os
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest

from documents.errors import DataFolderUnusable, ModelFileCorrupt, ModelFileMissing
from index import model_files, model_store
from index.model_files import MODEL_FILES, ModelFile, WheelPart
from index.model_sources import from_folder, from_hub, from_registry
from index.model_store import ModelStore

CONTENT = b"weights " * 100_000
FILE = ModelFile(
    name="tiny",
    file_name="tiny.bin",
    purpose="to be fetched in tests",
    licence="CC0-1.0",
    size=len(CONTENT),
    sha256=hashlib.sha256(CONTENT).hexdigest(),
    repository="beleg/tiny",
    parts=(WheelPart("tiny-part1==1.0", "tiny/1.bin"), WheelPart("tiny-part2==1.0", "tiny/2.bin")),
)


@pytest.fixture(autouse=True)
def _only_the_tiny_file(monkeypatch):
    monkeypatch.setattr(model_files, "MODEL_FILES", (FILE,))
    monkeypatch.setattr(model_store, "MODEL_FILES", (FILE,))


def delivering(content):
    def deliver(file, working):
        (working / file.file_name).write_bytes(content)
        return working / file.file_name

    return deliver


def failing(file, working):  # noqa: ARG001
    raise ModelFileMissing("This source is empty.", "Ask another.")


def test_every_pinned_file_names_its_bytes_and_its_parts():
    for file in MODEL_FILES:
        assert len(bytes.fromhex(file.sha256)) == 32
        assert file.size > 50_000_000
        assert all("==" in part.requirement for part in file.parts)


def test_sources_are_asked_in_order_until_one_delivers(tmp_path):
    store = ModelStore(tmp_path, sources=[failing, delivering(CONTENT)])
    path = store.fetch("tiny")
    assert path.read_bytes() == CONTENT
    assert store.path("tiny") == path
    assert [stored.path for stored in store.list()] == [path]


def test_a_missing_file_tells_how_to_fetch_it(tmp_path):
    with pytest.raises(ModelFileMissing, match=r"beleg models fetch tiny"):
        ModelStore(tmp_path).path("tiny")
    assert ModelStore(tmp_path).list()[0].path is None


def test_an_unknown_name_tells_the_known_ones(tmp_path):
    with pytest.raises(ModelFileMissing, match="Choose one of tiny"):
        ModelStore(tmp_path).path("large")


def test_no_source_left_names_each_problem(tmp_path):
    with pytest.raises(ModelFileMissing, match="nowhere to be had: This source is empty"):
        ModelStore(tmp_path, sources=[failing]).fetch("tiny")


@pytest.mark.parametrize("content", [CONTENT[:-1], CONTENT[:-1] + b"!", b""])
def test_wrong_bytes_are_refused_and_leave_nothing(tmp_path, content):
    store = ModelStore(tmp_path, sources=[delivering(content)])
    with pytest.raises(ModelFileCorrupt):
        store.fetch("tiny")
    assert {path.name for path in store.folder.iterdir()} <= {"tiny.bin.lock"}


def test_a_file_damaged_later_is_noticed_and_mended_by_the_next_fetch(tmp_path):
    store = ModelStore(tmp_path, sources=[delivering(CONTENT)])
    path = store.fetch("tiny")
    path.write_bytes(CONTENT[:-1] + b"!")
    os.utime(path, ns=(1, 1))
    with pytest.raises(ModelFileCorrupt, match="SHA-256"):
        store.path("tiny")
    assert store.fetch("tiny").read_bytes() == CONTENT


def test_an_interrupted_fetch_leaves_nothing_half(tmp_path):
    def dying(file, working):
        (working / file.file_name).write_bytes(CONTENT[:1000])
        raise KeyboardInterrupt

    store = ModelStore(tmp_path, sources=[dying])
    with pytest.raises(KeyboardInterrupt):
        store.fetch("tiny")
    assert store.list()[0].path is None
    assert ModelStore(tmp_path, sources=[delivering(CONTENT)]).fetch("tiny").is_file()


def test_a_file_put_by_hand_is_checked_before_its_first_use(tmp_path):
    store = ModelStore(tmp_path)
    store.folder.mkdir()
    (store.folder / "tiny.bin").write_bytes(CONTENT)
    assert store.path("tiny").read_bytes() == CONTENT


def test_progress_grows_to_the_whole(tmp_path):
    def slow(file, working):
        with (working / file.file_name).open("wb") as stream:
            for start in range(0, len(CONTENT), 200_000):
                stream.write(CONTENT[start : start + 200_000])
                stream.flush()
                time.sleep(0.15)
        return working / file.file_name

    seen = []
    ModelStore(tmp_path, sources=[slow]).fetch("tiny", seen.append)
    done = [progress.done for progress in seen]
    assert done[0] == 0
    assert done == sorted(done)
    assert done[-1] == FILE.size
    assert any(0 < each < FILE.size for each in done)


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path):
    (tmp_path / "models").write_text("in the way")
    with pytest.raises(DataFolderUnusable, match="BELEG_DATA"):
        ModelStore(tmp_path, sources=[delivering(CONTENT)]).fetch("tiny")


def _fetch_and_count(folder, log):
    model_files.MODEL_FILES = model_store.MODEL_FILES = (FILE,)

    def counting(file, working):
        with Path(log).open("a") as stream:
            stream.write("delivered\n")
        time.sleep(0.3)
        return delivering(CONTENT)(file, working)

    ModelStore(Path(folder), sources=[counting]).fetch("tiny")


def test_two_processes_fetching_at_once_fetch_once(tmp_path):
    spawn = multiprocessing.get_context("spawn")
    log = tmp_path / "log"
    both = [spawn.Process(target=_fetch_and_count, args=(tmp_path, log)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    assert log.read_text() == "delivered\n"


def test_a_local_folder_comes_first(tmp_path):
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / "tiny.bin").write_bytes(CONTENT)
    store = ModelStore(tmp_path / "data", local_folder=tmp_path / "shelf", sources=[failing])
    assert store.fetch("tiny").read_bytes() == CONTENT
    assert (tmp_path / "shelf" / "tiny.bin").is_file()
    with pytest.raises(ModelFileMissing, match="is not there"):
        from_folder(tmp_path)(FILE, tmp_path)


class _Hub(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.send_response(200 if self.path.endswith("tiny.bin") else 404)
        self.send_header("Content-Length", str(len(CONTENT)))
        self.send_header("ETag", '"etag-of-tiny"')
        self.send_header("X-Repo-Commit", "0" * 40)
        self.end_headers()

    def do_GET(self):
        self.do_HEAD()
        self.wfile.write(CONTENT)

    def log_message(self, *_):
        pass


def test_the_hub_delivers_from_the_official_repository(tmp_path):
    with ThreadingHTTPServer(("127.0.0.1", 0), _Hub) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        hub = from_hub(f"http://127.0.0.1:{server.server_port}")
        path = ModelStore(tmp_path, sources=[hub]).fetch("tiny")
        server.shutdown()
        thread.join()
    assert path.read_bytes() == CONTENT


def test_a_hub_that_is_not_there_is_asked_only_once(tmp_path, monkeypatch):
    asked = []
    ask = httpx.head

    def counting(address, **options):
        asked.append(address)
        return ask(address, **options)

    monkeypatch.setattr(httpx, "head", counting)
    hub = from_hub("http://127.0.0.1:9")
    for _ in range(3):
        with pytest.raises(ModelFileMissing, match="cannot be reached"):
            hub(FILE, tmp_path)
    assert len(asked) == 1


def test_the_registry_joins_the_parts_without_installing_them(tmp_path, monkeypatch):
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    half = len(CONTENT) // 2
    for i, data in ((1, CONTENT[:half]), (2, CONTENT[half:])):
        # The tag is of another Python and another system: data is read all the same.
        name = f"tiny_part{i}-1.0"
        wheel = shelf / f"{name}-cp312-cp312-manylinux_2_17_x86_64.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr(f"tiny/{i}.bin", data)
            archive.writestr(f"{name}.dist-info/METADATA", f"Name: tiny-part{i}\nVersion: 1.0\n")
            archive.writestr(f"{name}.dist-info/WHEEL", "Wheel-Version: 1.0\n")
            archive.writestr(f"{name}.dist-info/RECORD", "")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    store = ModelStore(tmp_path / "data", sources=[from_registry])
    assert store.fetch("tiny").read_bytes() == CONTENT
    assert not (store.folder / "tiny.bin.incoming").exists()

    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(ModelFileMissing, match="pip could not download tiny-part1"):
        ModelStore(tmp_path / "other", sources=[from_registry]).fetch("tiny")
