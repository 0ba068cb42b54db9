import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from documents.errors import DataFolderUnusable
from index.e5_files import write_in_one_step

ASKING = 8


def test_threads_that_ask_at_the_same_moment_get_one_folder_written_once(tmp_path):
    together, written = threading.Barrier(ASKING), []

    def write(unfinished):
        written.append(unfinished)
        (unfinished / "weights").write_text("whole", encoding="utf-8")

    def ask(_):
        together.wait()
        return (write_in_one_step(tmp_path / "model", write) / "weights").read_text("utf-8")

    with ThreadPoolExecutor(ASKING) as threads:
        assert list(threads.map(ask, range(ASKING))) == ["whole"] * ASKING
    assert len(written) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def _ask_from_a_process(folder, together, answers):
    def write(unfinished):
        together.wait()  # each process is in the middle of writing before any may finish
        (unfinished / "weights").write_text("whole", encoding="utf-8")

    answers.put((write_in_one_step(folder, write) / "weights").read_text("utf-8"))


def test_processes_that_ask_at_the_same_moment_all_get_the_first_ones_folder(tmp_path):
    fresh = multiprocessing.get_context("spawn")
    together, answers = fresh.Barrier(2), fresh.Queue()
    asking = [
        fresh.Process(target=_ask_from_a_process, args=(tmp_path / "model", together, answers))
        for _ in range(2)
    ]
    for process in asking:
        process.start()
    assert [answers.get(timeout=60) for _ in asking] == ["whole", "whole"]
    for process in asking:
        process.join(60)
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_a_write_that_fails_leaves_nothing_and_says_what_to_do(tmp_path):
    def write(unfinished):
        (unfinished / "weights").write_text("half", encoding="utf-8")
        raise OSError("No space left on device")

    with pytest.raises(DataFolderUnusable, match=r"No space left on device.*BELEG_DATA"):
        write_in_one_step(tmp_path / "model", write)
    assert not list(tmp_path.iterdir())
