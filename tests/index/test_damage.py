"""What people, disks and clocks do to an index: it says so calmly, and the next run mends it."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from documents.errors import DataFolderUnusable, IndexUnavailable
from index import Index
from tests.index.test_processes import ROOT
from tests.index.writing import write

NOBODY = 65_534
A_DAY = 24 * 3600


def texts(index, question="fox"):
    return sorted(each.sentence.text for each in index.search(question, limit=1_000))


@pytest.mark.parametrize("largest_file", [0, 10_000, 300_000, 600_000])
def test_a_full_disk_leaves_the_old_index_answering(tmp_path, folder, embedder, largest_file):
    location = tmp_path / "index"
    for i in range(20):
        write(folder, f"{i}.md", f"The fox {i} is red.")
    with Index.open(location, embedder) as reader:
        reader.reindex(folder)
        before = texts(reader)
        for i in range(200):
            write(folder, f"late{i}.md", *(f"The owl {i} is in barn {j}." for j in range(10)))
        run = subprocess.run(
            [sys.executable, "-m", "tests.index.reindexing", location, folder],
            cwd=ROOT,
            env={**os.environ, "LARGEST_FILE": str(largest_file)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (run.returncode, run.stderr) == (3, "")
        assert "room" in run.stdout
        assert set(before) <= set(texts(reader))
        assert len(reader.releases()) == reader.status().releases
        assert len(reader.reindex(folder).unchanged) < 220
        assert reader.status().releases == 220
        assert reader._state.store().names() == set(reader._state.snapshot().segments)


def test_a_store_that_could_not_be_opened_once_opens_when_the_cause_is_gone(
    tmp_path, folder, embedder
):
    write(folder, "a.md", "The fox is red.")
    in_the_way = tmp_path / "index" / "chroma"
    with Index.open(tmp_path / "index", embedder) as index:
        in_the_way.touch()
        for _ in range(2):
            with pytest.raises(IndexUnavailable, match="disk has room"):
                index.reindex(folder)
        in_the_way.unlink()
        assert index.reindex(folder).added == ("a.md",)
        assert texts(index) == ["News", "The fox is red."]


@contextmanager
def without_privileges():
    """Be nobody for a while, where the tests are run by root, whom no permission holds."""
    root = os.geteuid() == 0
    if root:
        os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        if root:
            os.setresuid(0, 0, 0)


@pytest.mark.skipif(not hasattr(os, "setresuid"), reason="permissions here work otherwise")
def test_a_read_only_data_folder_is_one_clear_error_and_status_still_tells(folder, embedder):
    write(folder, "a.md", "The fox is red.")
    # Not under pytest's own folder, into which nobody else may look.
    data = Path(tempfile.mkdtemp(dir="/tmp"))
    try:
        with Index.open(data / "index", embedder) as index:
            index.reindex(folder)
            texts(index)  # whatever is imported on first use
            index.close()
            for path in [data, *data.rglob("*")]:
                path.chmod(0o555 if path.is_dir() else 0o444)
            with without_privileges():
                with pytest.raises(DataFolderUnusable, match="may not be written") as reading:
                    index.search("fox")
                with pytest.raises(DataFolderUnusable, match="cannot be written"):
                    index.reindex(folder)
                assert index.status().releases == 1
            assert "BELEG_DATA" in reading.value.remedy
            for path in [data, *data.rglob("*")]:
                path.chmod(0o755)
            assert texts(index) == ["News", "The fox is red."]
    finally:
        shutil.rmtree(data)


@pytest.mark.parametrize(
    "damage", [lambda stored: stored[:-40], lambda _: b"\xff\x00", lambda _: b""]
)
def test_a_damaged_list_of_contents_is_cured_by_a_rebuild(tmp_path, folder, embedder, damage):
    write(folder, "a.md", "The fox is red.")
    with Index.open(tmp_path / "index", embedder) as index:
        index.reindex(folder)
        manifest = tmp_path / "index" / "manifest.json"
        manifest.write_bytes(damage(manifest.read_bytes()))
        for use in (lambda: index.search("fox"), lambda: index.reindex(folder)):
            with pytest.raises(IndexUnavailable, match="reindex --rebuild"):
                use()
        index.reindex(folder, rebuild=True)
        assert texts(index) == ["News", "The fox is red."]
        assert index._state.store().names() == set(index._state.snapshot().segments)


def test_graphs_and_vectors_deleted_by_hand_are_cured_by_a_rebuild(tmp_path, folder, embedder):
    write(folder, "a.md", "The fox is red.")
    location = tmp_path / "index"
    with Index.open(location, embedder) as index:
        index.reindex(folder)
    for path in [*(location / "vectors").iterdir(), *(location / "chroma").iterdir()]:
        if path.is_dir():
            shutil.rmtree(path)
    with Index.open(location, embedder) as index:
        with pytest.raises(IndexUnavailable, match="reindex --rebuild"):
            index.search("fox")
        index.reindex(folder, rebuild=True)
        assert texts(index) == ["News", "The fox is red."]


def test_a_clock_that_was_set_back_hides_no_change(tmp_path, folder, embedder):
    path = write(folder, "a.md", "The fox is red.")
    tomorrow = time.time() + A_DAY  # as files and the index were written before the clock went back
    with Index.open(tmp_path / "index", embedder) as index:
        os.utime(path, (tomorrow, tomorrow))
        assert index.reindex(folder).added == ("a.md",)
        os.utime(tmp_path / "index" / "manifest.json", (tomorrow, tomorrow))
        assert index.reindex(folder).unchanged == ("a.md",)
        write(folder, "a.md", "The fox is old.")
        assert index.reindex(folder).changed == ("a.md",)
        assert texts(index) == ["News", "The fox is old."]
