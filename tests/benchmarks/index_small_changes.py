"""What little changes cost in small and large folders.

    python -m tests.benchmarks.index_small_changes [FEW MANY]

Prints seconds (wall clock, and of the processor) of a re-index with nothing to do and of one with
one release to add, in a folder of a few releases and in one of many, in turn, so that whatever
else the machine does bears on both alike. Imports are paid for before. "one" costs nothing to
embed, which shows the index alone; for "one, embedded" the real model embeds a sample release.
Releases are dated a day apart and made of words drawn by chance, and their leads are as alike as
those of one house are (cosines about .88): those of a week are read and compared, to find
versions.
"""

import random
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from assistant.embedding_model import open_embedder
from assistant.settings import SAMPLE_RELEASES, Settings
from documents.folder import find_documents
from documents.read import read_release
from index import Index, ModelStore
from index.entries import Entry, passage_texts
from tests.index.fakes import WordEmbedder

ROUNDS = 9
TODAY = date(2026, 3, 2)
VOCABULARY = ["".join(random.Random(i).choices("abcdeilnorstu", k=7)) for i in range(400)]


def main():
    few, many = [int(each) for each in sys.argv[1:]] or [10, 5_000]
    settings = Settings.load()
    model = open_embedder(settings, ModelStore(settings.data))
    with tempfile.TemporaryDirectory() as name:
        for size in (few, many):
            folder = Path(name, f"{size}")
            folder.mkdir()
            for i in range(size):
                add(folder, f"{i}.md", size - i, i)
            reindex(name, folder, None)
        time.sleep(2.1)  # a file changed so lately is read again
        taken = {}
        for number in range(-1, ROUNDS):  # the first round fills caches and doesn't count
            for size in (few, many):
                folder = Path(name, f"{size}")
                for what, embedder in (("nothing", None), ("one", None), ("one, embedded", model)):
                    if what != "nothing":
                        add(folder, f"{what} {number}.md", 0, f"{what} {number}")
                    took = reindex(name, folder, embedder)
                    if number >= 0:
                        taken.setdefault((size, what), []).append(took)
    print("releases  to do          wall s  processor s")
    for (size, what), times in taken.items():
        wall, processor = (statistics.median(each) for each in zip(*times, strict=True))
        print(f"{size:8}  {what:13}  {wall:6.3f}  {processor:11.3f}")
    for what in ("one", "one, embedded"):
        ratio = statistics.median(
            many_took[0] / few_took[0]
            for few_took, many_took in zip(taken[few, what], taken[many, what], strict=True)
        )
        print(f"{what}: {many} take {ratio:.2f} times as long as {few}")


def add(folder, name, age, seed):
    """Write a release, so many days old, of ten sentences of words drawn from the made-up ones."""
    drawn = random.Random(seed).choices(VOCABULARY, k=60)
    sentences = (f"The {' '.join(drawn[i : i + 6])} it." for i in range(0, 60, 6))
    day = TODAY - timedelta(days=age)
    text = f"---\ndate: {day}\n---\n# News\n\n{' '.join(sentences)}\n"
    Path(folder, name).write_text(text, encoding="utf-8")


class Embedder(WordEmbedder):
    """Vectors that count words, after ``model`` has embedded a sample release where it is given."""

    def __init__(self, model):
        super().__init__(VOCABULARY)
        self.model = model

    def embed_passages(self, passages):
        if self.model:
            release = read_release(find_documents(SAMPLE_RELEASES)[0], SAMPLE_RELEASES)
            self.model.embed_passages(passage_texts(Entry.of(release)))
        return super().embed_passages(passages)


def reindex(name, folder, model):
    with Index.open(Path(name, f"index {folder.name}"), Embedder(model)) as index:
        wall, processor = time.perf_counter(), time.process_time()
        index.reindex(folder)
        return time.perf_counter() - wall, time.process_time() - processor


if __name__ == "__main__":
    main()
