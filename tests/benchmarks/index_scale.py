"""How the index grows: build time, disk, memory and search time, on synthetic vectors.

    python -m tests.benchmarks.index_scale [MINUTES] [SENTENCES …]

Each release has 40 sentences in 6 passages and comes in batches of 500, so that segments are
merged as in use. Vectors are as wide as the default embedder's, and lie around 500 topics, as real
ones gather around theirs.
Search time is without embedding the question. "found" is how many of the 24 nearest sentences of
the largest segment Chroma's graph finds; small segments are compared exactly. Building stops after
so many minutes; the last row then tells how far it came.
"""

import itertools
import os
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
from index.search import CANDIDATE_SENTENCES, Query, search
from index.shared_words import Question
from index.snapshot import Snapshot
from index.store import VectorStore
from index.vectors import EntryVectors

SENTENCES, PASSAGES, TOPICS, WIDTH, NOISE = 40, 6, 500, 768, 0.6
RELEASES_AT_ONCE = 500
QUESTIONS = 100


def main():
    minutes, *sizes = [int(each) for each in sys.argv[1:]] or [15]
    sizes = sizes or [1_000, 10_000, 100_000, 200_000, 1_000_000]
    random = np.random.default_rng(7)
    topics = unit(random.standard_normal((TOPICS, WIDTH), dtype=np.float32))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store, file = VectorStore.on_disk(folder), ManifestFile(folder / "manifest.json")
        publisher = Publisher(store, file, Manifest("synthetic", "synthetic"), None)
        numbers, seconds = itertools.count(), 0.0
        print(f"load average at the start {os.getloadavg()[0]:.1f}")
        print("sentences  segments  build s  disk MB  memory MB  search ms p50     p95  found")
        for size in sizes:
            while (missing := size // SENTENCES - len(publisher.manifest.releases)) > 0:
                if seconds > 60 * minutes:
                    break
                batch = min(missing, RELEASES_AT_ONCE)
                made = [made_up(next(numbers), topics, random) for _ in range(batch)]
                began = time.perf_counter()
                publisher.insert(made)
                publisher.switch()
                publisher.merge()
                seconds += time.perf_counter() - began
            snapshot = Snapshot(publisher.manifest, store)
            timings = []
            questions = around(topics, random, QUESTIONS + 10)
            for question in questions:
                began = time.perf_counter()
                search(snapshot, Query(question, Question.of("", "en")), 6)
                timings.append(1_000 * (time.perf_counter() - began))
            timings = sorted(timings[10:])
            disk = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            print(
                f"{len(publisher.manifest.releases) * SENTENCES:9}  {len(snapshot.segments):8}  "
                f"{seconds:7.1f}  {disk / 1e6:7.0f}  {memory / 1e3:9.0f}  "
                f"{statistics.median(timings):13.1f}  {timings[int(0.95 * len(timings))]:6.1f}  "
                f"{found_by_graph(snapshot, questions):5.3f}",
                flush=True,
            )
            if seconds > 60 * minutes:
                break
        store.close()


def found_by_graph(snapshot, questions):
    segment = max(snapshot.segments.values(), key=lambda each: each._file.sentence_count)
    shares = []
    for question in questions:
        exact = {
            (hit.passage, hit.sentence)
            for hit in segment._file.nearest_sentences(question, CANDIDATE_SENTENCES, None)
        }
        by_graph = {
            (hit.passage, hit.sentence)
            for hit in segment._nearest("sentences", question, CANDIDATE_SENTENCES, None)
        }
        shares.append(len(exact & by_graph) / len(exact))
    return statistics.mean(shares)


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
