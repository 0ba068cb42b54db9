"""Indexing beside the usual LangChain pipeline: words a second, same text, same run.

    python -m tests.benchmarks.index_speed [CORPUS] [--limit N] [--rounds N]

CORPUS is a folder of releases or a file in SQuAD's format, each paragraph a release; without it the
sample releases. Both sides start from files' texts and end with an index on disk:

- usual: RecursiveCharacterTextSplitter (1,000 characters, 200 shared), the same model in torch as
  sentence-transformers loads it, 32-bit, in batches of 32 under its own prompt, and a Chroma
  collection on disk. This is what HuggingFaceEmbeddings and LangChain's Chroma do, called without
  those two packages;
- Beleg: a re-index into an empty data folder, as ``beleg reindex`` does it; published alone is the
  same without the adapted model.

Models are loaded and warm. The text is cut into as many parts as there are rounds, and the sides
take turns, so that whatever else the machine does bears on all alike. Prints words a second by the
clock and by the processor's time, and their ratios to the usual pipeline's.
"""

import argparse
import tempfile
import time
from functools import partial
from pathlib import Path

import chromadb
import torch
from chromadb.config import Settings as ChromaSettings
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
from sentence_transformers import SentenceTransformer

from assistant.embedding_model import open_embedder
from assistant.evaluation.corpora import read_corpus
from assistant.settings import SAMPLE_RELEASES, Settings
from documents.folder import find_documents
from documents.read import read_release
from index import Embedder, Index, ModelStore, SentenceTransformerEmbedder
from index.e5_files import write_in_one_step, write_sentence_transformer
from index.e5_weights import read_e5_weights
from index.model_files import EMBEDDING_WEIGHTS

SPLITTER = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
BATCH = 32
CHROMA_AT_ONCE = 5_000

Releases = dict[Path, str]
"""Files and the texts in them."""


class UsualEmbeddings(Embeddings):
    """What LangChain's HuggingFaceEmbeddings does."""

    def __init__(self, folder: Path) -> None:
        self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        cleaned = [text.replace("\n", " ") for text in texts]
        return self._model.encode_document(cleaned, batch_size=BATCH).tolist()

    def embed_query(self, text: str) -> list[float]:
        return self._model.encode_query(text).tolist()


def index_as_usual(releases: Releases, folder: Path, embeddings: Embeddings) -> None:
    """Split, embed and store texts as LangChain's Chroma.from_texts does."""
    texts = releases.values()
    client = chromadb.PersistentClient(str(folder), ChromaSettings(anonymized_telemetry=False))
    collection = client.create_collection("langchain", embedding_function=None)
    chunks = [(chunk, number) for number, text in enumerate(texts)
              for chunk in SPLITTER.split_text(text)]  # fmt: skip
    for start in range(0, len(chunks), CHROMA_AT_ONCE):
        part = chunks[start : start + CHROMA_AT_ONCE]
        collection.upsert(
            ids=[str(start + place) for place in range(len(part))],
            documents=[chunk for chunk, _ in part],
            metadatas=[{"source": number} for _, number in part],
            embeddings=embeddings.embed_documents([chunk for chunk, _ in part]),
        )


def index_with_beleg(releases: Releases, folder: Path, embedder: Embedder) -> None:
    """Re-index a folder of these files into an empty index."""
    documents = folder / "documents"
    documents.mkdir(parents=True)
    for number, file in enumerate(releases):
        (documents / f"{number}{file.suffix}").symlink_to(file)
    with Index.open(folder / "index", embedder) as index:
        report = index.reindex(documents)
    assert len(report.added) == len(releases), report.failed


def main() -> None:
    """Index the text in turns and print what each side needs for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="?", default=SAMPLE_RELEASES)
    parser.add_argument("--limit", type=int, help="releases, spread over the corpus")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    settings = Settings.load(chat_model="none")
    store = ModelStore(settings.data)
    folder = options.corpus
    if folder.is_file():
        folder = read_corpus(folder, None, settings.data).folder
    files = [file.resolve() for file in find_documents(folder)]
    files = files[:: max(1, len(files) // (options.limit or len(files)))][: options.limit]
    texts = {file: read_release(file, folder).text for file in files}
    if settings.threads:
        torch.set_num_threads(settings.threads)
    path = store.fetch(EMBEDDING_WEIGHTS.name)
    plain = write_in_one_step(
        path.with_name(f"multilingual-e5-small-plain-{EMBEDDING_WEIGHTS.sha256[:12]}"),
        lambda unfinished: write_sentence_transformer(read_e5_weights(path), unfinished),
    )
    usual = UsualEmbeddings(plain)
    sides = {
        "usual": partial(index_as_usual, embeddings=usual),
        "Beleg": partial(index_with_beleg, embedder=open_embedder(settings, store)),
        "published alone": partial(
            index_with_beleg, embedder=SentenceTransformerEmbedder(store, threads=settings.threads)
        ),
    }
    taken = {side: [] for side in sides}
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(-1, options.rounds):  # the first round warms up and doesn't count
            part = files[:2] if number < 0 else files[number :: options.rounds]
            releases = {file: texts[file] for file in part}
            words = sum(len(text.split()) for text in releases.values())
            for side, index in sides.items():
                clock, processor = time.perf_counter(), time.process_time()
                index(releases, Path(scratch, f"{side} {number}"))
                took = time.perf_counter() - clock, time.process_time() - processor
                if number >= 0:
                    taken[side].append((words, *took))
    words = sum(each[0] for each in taken["usual"])
    print(f"{len(files)} releases, {words:,} words, {options.rounds} rounds; words a second")
    print(f"{'':18}{'clock':>8}{'ratio':>7}{'processor':>11}{'ratio':>7}   ratio of each round")
    base = taken["usual"]
    for side, rounds in taken.items():
        clock, processor = (sum(each[i] for each in rounds) for i in (1, 2))
        ratios = [sum(each[i] for each in base) / sum(each[i] for each in rounds) for i in (1, 2)]
        each_round = " ".join(f"{b[2] / r[2]:.2f}" for b, r in zip(base, rounds, strict=True))
        print(f"{side:18}{words / clock:8.0f}{ratios[0]:7.2f}{words / processor:11.0f}"
              f"{ratios[1]:7.2f}   {each_round}")  # fmt: skip


if __name__ == "__main__":
    main()
