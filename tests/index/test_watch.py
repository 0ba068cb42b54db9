import shutil
import time
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from documents.errors import FolderUnusable, IndexBusy
from index import Index, watch_folder
from index import watch as watch_module
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


class Watched:
    """What a watcher has told."""

    def __init__(self):
        self.reports = []
        self.problems = []


@contextmanager
def watching(index, folder, **more):
    stop, told = Event(), Watched()
    watcher = Thread(
        target=watch_folder,
        args=(index, folder, stop),
        kwargs={"on_report": told.reports.append, "on_problem": told.problems.append, **more},
    )
    watcher.start()
    try:
        yield told
    finally:
        stop.set()
        watcher.join()


def test_files_are_taken_up_when_they_are_whole_and_dropped_when_they_go(index, folder):
    write(folder, "a.md", "The fox is red.")
    with watching(index, folder) as told:
        until(lambda: index.release("a.md"))
        with (folder / "b.md").open("w") as slow:
            for part in ("# News\n\nThe dog is grey.", " The owl", " is grey.\n"):
                slow.write(part)
                slow.flush()
                time.sleep(0.4)
        until(lambda: index.release("b.md"))
        (folder / "a.md").unlink()
        until(lambda: not index.release("a.md"))
    assert told.problems == []
    assert [(report.added, report.removed) for report in told.reports] == [
        (("a.md",), ()),
        (("b.md",), ()),
        ((), ("a.md",)),
    ]
    assert index.release("b.md").text.endswith("The owl is grey.")


def test_what_the_caller_has_seen_is_not_told_again(index, folder):
    write(folder, "a.md", "The fox is red.")
    (folder / "empty.md").touch()
    with watching(index, folder, seen=index.reindex(folder)) as told:
        write(folder, "b.md", "The dog is grey.")
        until(lambda: told.reports)
        (folder / "empty.md").write_text("The owl is grey.")
        until(lambda: len(told.reports) > 1)
    assert [report.added for report in told.reports] == [("b.md",), ("empty.md",)]


def test_a_file_that_is_never_left_alone_does_not_keep_the_others_waiting(
    index, folder, monkeypatch
):
    monkeypatch.setattr(watch_module, "_WAIT_AT_MOST_SECONDS", 2.0)
    write(folder, "a.md", "The fox is red.")
    with watching(index, folder) as told, (folder / "log.txt").open("w") as log:
        limit = time.monotonic() + 60
        while not told.reports:
            assert time.monotonic() < limit
            log.write("The owl is grey.\n")
            log.flush()
            time.sleep(0.2)
    assert "a.md" in told.reports[0].added


def test_a_failure_is_told_once_and_tried_again_without_a_change(index, folder, monkeypatch):
    monkeypatch.setattr(watch_module, "_LOOK_ANYWAY_SECONDS", 0.5)
    busy, attempts = Event(), []
    busy.set()
    reindex = index.reindex

    def sometimes(watched):
        attempts.append(watched)
        if busy.is_set():
            raise IndexBusy("Another process re-indexes.", "Wait.")
        return reindex(watched)

    monkeypatch.setattr(index, "reindex", sometimes)
    write(folder, "a.md", "The fox is red.")
    with watching(index, folder) as told:
        until(lambda: len(attempts) >= 3)
        busy.clear()
        until(lambda: told.reports)
    assert [str(problem) for problem in told.problems] == ["Another process re-indexes. Wait."]
    assert told.reports[0].added == ("a.md",)


def test_a_folder_that_goes_and_comes_back_is_followed_again(index, folder, monkeypatch):
    monkeypatch.setattr(watch_module, "_LOOK_ANYWAY_SECONDS", 0.5)
    write(folder, "a.md", "The fox is red.")
    with watching(index, folder) as told:
        until(lambda: told.reports)
        shutil.rmtree(folder)
        until(lambda: told.problems)
        assert index.release("a.md") is not None  # a share that drops out takes nothing along
        folder.mkdir()
        write(folder, "b.md", "The dog is grey.")
        until(lambda: len(told.reports) > 1)
    assert (told.reports[1].added, told.reports[1].removed) == (("b.md",), ("a.md",))
    assert isinstance(told.problems[0], FolderUnusable)


def test_a_folder_that_is_not_there_cannot_be_watched(index, tmp_path):
    with pytest.raises(FolderUnusable):
        watch_folder(index, tmp_path / "absent", Event(), on_report=print, on_problem=print)
