import time
from threading import Event, Thread

import pytest

from documents.errors import FolderUnusable
from index import Index, watch_folder
from tests.index.writing import write


@pytest.fixture
def index(tmp_path, embedder):
    with Index.open(tmp_path / "index", embedder) as index:
        yield index


def until(condition, seconds=60):
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.05)


def test_files_are_taken_up_when_they_are_whole_and_dropped_when_they_go(index, folder):
    stop, reports, problems = Event(), [], []
    write(folder, "a.md", "The fox is red.")
    watcher = Thread(
        target=watch_folder,
        args=(index, folder, stop),
        kwargs={"on_report": reports.append, "on_problem": problems.append},
    )
    watcher.start()
    try:
        until(lambda: index.release("a.md"))
        with (folder / "b.md").open("w") as slow:
            for part in ("# News\n\nThe dog is grey.", " The owl", " is grey.\n"):
                slow.write(part)
                slow.flush()
                time.sleep(0.4)
        until(lambda: index.release("b.md"))
        (folder / "a.md").unlink()
        until(lambda: not index.release("a.md"))
    finally:
        stop.set()
        watcher.join()
    assert problems == []
    assert [(report.added, report.removed) for report in reports] == [
        (("a.md",), ()),
        (("b.md",), ()),
        ((), ("a.md",)),
    ]
    assert index.release("b.md").text.endswith("The owl is grey.")


def test_a_folder_that_is_not_there_cannot_be_watched(index, tmp_path):
    with pytest.raises(FolderUnusable):
        watch_folder(index, tmp_path / "absent", Event(), on_report=print, on_problem=print)
