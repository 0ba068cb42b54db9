"""A hundred deaths: kill -9 at random moments of a re-index of 200 releases.

    python -m tests.benchmarks.index_kill [ROUNDS]

Each round edits, adds and removes releases, starts a re-index in a process of its own and kills it
at a random moment of its work. Then every release must answer whole, as it was or as it will be,
and after the next re-index the index must hold exactly what the files hold: every record once.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from documents.folder import find_documents
from documents.read import read_release
from index import Index
from index.entries import Entry
from index.vectors import keys_of
from tests.index.conftest import WORDS
from tests.index.fakes import WordEmbedder
from tests.index.test_processes import start_reindex
from tests.index.writing import write

RELEASES, TOUCHED = 200, 60


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    chance = random.Random(11)
    outcomes = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder, location = Path(name, "documents"), Path(name, "index")
        folder.mkdir()
        for i in range(RELEASES):
            write(folder, f"{i}.md", text(i, "first", chance))
        with Index.open(location, WordEmbedder(WORDS)) as reader:
            work = whole_run(location, folder)
            for number in range(rounds):
                before = held(reader)
                for i in chance.sample(range(RELEASES + 40), TOUCHED):
                    path = folder / f"{i}.md"
                    if path.exists() and chance.random() < 0.3:
                        path.unlink()
                    else:
                        write(folder, path.name, text(i, f"round {number}", chance))
                expected = on_disk(folder)
                outcomes[kill_in_the_act(location, folder, chance.uniform(0, work))] += 1
                after = held(reader)
                for document in before.keys() | expected.keys():
                    assert after.get(document) in (before.get(document), expected.get(document))
                for document in chance.sample(sorted(after), 10):
                    found = reader.search("fox dog", limit=1_000, documents=[document])
                    assert sorted(each.sentence.text for each in found) == after[document][1]
                outcomes["old" if after == before else "new" if after == expected else "part"] += 1
                work = (3 * work + whole_run(location, folder)) / 4
                assert held(reader) == expected
                check_records(reader)
                print(f"\rround {number + 1}: {dict(outcomes)}", end="", flush=True)
    print("\nevery release whole after each death, nothing lost, nothing double after each mending")


def text(number, version, chance):
    count = chance.randint(1, 12)
    return " ".join(f"The fox {number} saw dog {i} in {version}." for i in range(count))


def held(index):
    return {
        entry.release.id: described(entry)
        for entry in index._state.snapshot().entries(
            sorted(index._state.snapshot().manifest.releases)
        )
    }


def on_disk(folder):
    entries = [Entry.of(read_release(path, folder)) for path in find_documents(folder)]
    return {entry.release.id: described(entry) for entry in entries}


def described(entry):
    texts = [sentence.text for sentences in entry.sentences for sentence in sentences]
    return entry.release.content_hash, sorted(texts)


def check_records(index):
    """Compare each record in Chroma with what the segments' entries say."""
    snapshot = index._state.snapshot()
    assert index._state.store().names() == set(snapshot.segments)
    for segment in snapshot.segments.values():
        numbers = sorted(int(i) for i in segment._collections["releases"].get(include=[])["ids"])
        keys = [
            key
            for number, entry in zip(numbers, segment.entries(numbers), strict=True)
            for key in keys_of(number, entry)
        ]
        passages = segment._collections["passages"].get(include=[])["ids"]
        sentences = segment._collections["sentences"].get(include=[])["ids"]
        assert sorted(passages) == sorted(key.id for key in keys)
        assert sorted(sentences) == sorted(each for key in keys for each in key.sentence_ids)


def whole_run(location, folder):
    """Re-index in a process of its own and return the seconds that it held the lock."""
    process, began = started(location, folder)
    assert process.wait() == 0
    return time.perf_counter() - began


def kill_in_the_act(location, folder, seconds):
    """Start a re-index, wait until it has the lock, then so many seconds, and kill it."""
    process, _ = started(location, folder)
    time.sleep(seconds)
    finished = process.poll() is not None
    process.kill()
    process.wait()
    return "finished before" if finished else "killed"


def started(location, folder):
    holder = location / "writing.holder"
    holder.parent.mkdir(exist_ok=True)
    holder.write_text("nobody")
    process = start_reindex(location, folder)
    while holder.read_text() != f"process {process.pid}" and process.poll() is None:
        time.sleep(0.005)
    return process, time.perf_counter()


if __name__ == "__main__":
    main()
