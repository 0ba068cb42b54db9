"""One index, several real processes: freshness, and death at any moment."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from documents.errors import IndexBusy
from index import Index
from index import index as index_module
from tests.index.writing import write

ROOT = Path(__file__).parents[2]
ROUNDS = 6  # tests/benchmarks/index_kill.py runs a hundred, over more releases


def start_reindex(location, folder, *options):
    command = [sys.executable, "-m", "tests.index.reindexing", location, folder, *options]
    return subprocess.Popen(list(map(str, command)), cwd=ROOT)


def state(index):
    """Return everything the index answers with: each release's text and its sentences."""
    found = index.search("fox dog owl red", limit=10_000)
    sentences = {}
    for each in found:
        sentences.setdefault(each.release.id, []).append(each.sentence.text)
    return {
        release.id: (release.content_hash, tuple(sorted(sentences.get(release.id, ()))))
        for release in index.releases()
    }


def test_a_reader_answers_from_what_another_process_re_indexed(tmp_path, folder, embedder):
    location = tmp_path / "index"
    with Index.open(location, embedder) as reader:
        for i in range(4):
            write(folder, "fox.md", f"The fox number {i} is red.")
            write(folder, f"owl{i}.md", f"The owl number {i} is grey.")
            if i:
                (folder / f"owl{i - 1}.md").unlink()
            process = start_reindex(location, folder)
            while process.poll() is None:
                reader.search("fox owl")  # parts are dropped under its hands
            assert process.returncode == 0
            texts = {each.sentence.text for each in reader.search("fox owl", limit=50)}
            assert f"The fox number {i} is red." in texts
            assert f"The owl number {i} is grey." in texts
            assert not any(f"number {i - 1}" in text for text in texts)


def test_a_reader_sees_old_or_new_but_never_a_mixture(tmp_path, folder, embedder):
    location = tmp_path / "index"
    for i in range(8):
        write(folder, f"{i}.md", f"The fox is old. The dog is old. Farm {i}.")
    with Index.open(location, embedder) as reader:
        reader.reindex(folder)
        for i in range(8):
            write(folder, f"{i}.md", f"The fox is new. The dog is new. Farm {i}.")
        process = start_reindex(location, folder, 0.02)
        seen = set()
        while process.poll() is None:
            by_release = {}
            for each in reader.search("fox dog", limit=100):
                words = each.sentence.text.split()
                if words[-1] in {"old.", "new."}:
                    by_release.setdefault(each.release.id, set()).add((words[1], words[-1]))
            assert len(by_release) == 8
            for versions in by_release.values():
                assert versions in (
                    {("fox", "old."), ("dog", "old.")},
                    {("fox", "new."), ("dog", "new.")},
                )
            seen |= {tuple(sorted(versions)) for versions in by_release.values()}
        assert process.returncode == 0
        texts = {each.sentence.text for each in reader.search("fox dog", limit=100)}
        farms = {f"Farm {i}." for i in range(8)}
        assert texts == {"The fox is new.", "The dog is new.", "News"} | farms


def test_after_death_at_any_moment_searches_are_consistent_and_the_next_run_mends(
    tmp_path, folder, embedder
):
    chance = random.Random(4)
    location = tmp_path / "index"
    with Index.open(location, embedder) as reader:
        for i in range(20):
            write(folder, f"{i}.md", f"The fox {i} is red. The dog {i} is grey.")
        reader.reindex(folder)
        for r in range(ROUNDS):
            before = state(reader)
            for i in chance.sample(range(30), 12):
                path = folder / f"{i}.md"
                if path.exists() and chance.random() < 0.4:
                    path.unlink()
                else:
                    write(folder, path.name, f"The fox {i} is red {r}. The owl {r} is grey.")
            process = start_reindex(location, folder, 0.01)
            time.sleep(chance.uniform(0.5, 2.5))
            process.kill()
            process.wait()
            after = state(reader)
            with Index.open(tmp_path / f"fresh{r}", embedder) as fresh:
                fresh.reindex(folder)
                expected = state(fresh)
            for release, version in after.items():
                assert version in (before.get(release), expected.get(release))
            reader.reindex(folder)
            assert state(reader) == expected
            assert reader._state.store().names() == set(reader._state.snapshot().manifest.segments)


def test_a_second_re_index_says_who_holds_the_lock(tmp_path, folder, embedder, monkeypatch):
    monkeypatch.setattr(index_module, "_LOCK_SECONDS", 0.1)
    for i in range(5):
        write(folder, f"{i}.md", "The fox is red.")
    location = tmp_path / "index"
    with Index.open(location, embedder) as index:
        process = start_reindex(location, folder, 1)
        while not (location / "writing.holder").exists():
            time.sleep(0.05)
        with pytest.raises(IndexBusy, match=rf"process {process.pid}\b"):
            index.reindex(folder)
        process.kill()
        process.wait()
        assert len(index.reindex(folder).added) + len(index.releases()) >= 5
