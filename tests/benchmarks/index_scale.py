"""How the index grows: build time, disk, memory and search time, on synthetic vectors.

    python -m tests.benchmarks.index_scale [SENTENCES …]

Each release has 40 sentences in 6 passages. Vectors are unit vectors around 500 topics, as real
ones gather around theirs; search time is without embedding the question.
"""

import itertools
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from documents.records import Passage, PressRelease, Sentence
from index.entries import Entry
from index.manifest import Manifest, ManifestFile
from index.publish import Publisher
from index.search import search
from index.snapshot import Snapshot
from index.store import VectorStore
from index.vectors import EntryVectors

SENTENCES, PASSAGES, TOPICS, WIDTH, NOISE = 40, 6, 500, 384, 0.6
RELEASES_AT_ONCE = 500
QUESTIONS = 100


def main():
    sizes = [int(each) for each in sys.argv[1:]] or [1_000, 10_000, 50_000, 200_000]
    random = np.random.default_rng(7)
    topics = unit(random.standard_normal((TOPICS, WIDTH), dtype=np.float32))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store, file = VectorStore.on_disk(folder), ManifestFile(folder / "manifest.json")
        publisher = Publisher(store, file, Manifest("synthetic", "synthetic"), None)
        numbers, seconds = itertools.count(), 0.0
        print("sentences  segments  build s  disk MB  memory MB  search ms p50  p95")
        for size in sizes:
            while (missing := size // SENTENCES - len(publisher.manifest.releases)) > 0:
                batch = min(missing, RELEASES_AT_ONCE)
                made = [made_up(next(numbers), topics, random) for _ in range(batch)]
                began = time.perf_counter()
                publisher.insert(made)
                publisher.switch()
                publisher.merge()
                seconds += time.perf_counter() - began
            snapshot = Snapshot(publisher.manifest, store)
            timings = []
            for question in around(topics, random, QUESTIONS + 10):
                began = time.perf_counter()
                search(snapshot, question, 6)
                timings.append(1_000 * (time.perf_counter() - began))
            timings = sorted(timings[10:])
            disk = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            print(
                f"{size:9}  {len(snapshot.segments):8}  {seconds:7.1f}  {disk / 1e6:7.0f}  "
                f"{memory / 1e3:9.0f}  {statistics.median(timings):13.1f}  "
                f"{timings[int(0.95 * len(timings))]:.1f}",
                flush=True,
            )
        store.close()


def made_up(number, topics, random):
    """Return a release of 40 sentences about one topic, with vectors to go with it."""
    parts = [f"Sentence {i} of release {number} says something." for i in range(SENTENCES)]
    release = PressRelease(
        str(number), f"Release {number}", " ".join(parts), "en", None, None, None, "", str(number)
    )
    starts = list(itertools.accumulate([0, *(len(part) + 1 for part in parts)]))
    edges = np.linspace(0, SENTENCES, PASSAGES + 1).astype(int).tolist()
    passages, sentences = [], []
    for first, last in itertools.pairwise(edges):
        passage = Passage(release, starts[first], starts[last] - 1)
        passages.append(passage)
        sentences.append(
            tuple(Sentence(passage, starts[i], starts[i + 1] - 1) for i in range(first, last))
        )
    topic = topics[[random.integers(TOPICS)]]
    vectors = EntryVectors(around(topic, random, PASSAGES), around(topic, random, SENTENCES))
    return Entry(release, tuple(passages), tuple(sentences)), vectors


def around(topics, random, count):
    chosen = topics[random.integers(len(topics), size=count)]
    noise = unit(random.standard_normal((count, WIDTH), dtype=np.float32))
    return unit(chosen + NOISE * noise)


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


if __name__ == "__main__":
    main()
