"""Beleg's search beside the pipeline that most tutorials build, on the same questions.

    python -m tests.benchmarks.usual_pipeline CORPUS QUESTIONS [QUESTIONS ...] [--limit N]

The usual pipeline: LangChain's recursive splitter (1,000 characters, 200 shared), one vector a
chunk from the same embedding model as published, the four nearest chunks; and its hybrid: the same
fused with BM25 by reciprocal ranks (k = 60). A document counts at the place of its best chunk.
CORPUS is a file in SQuAD's format, each QUESTIONS another with the same ids. Prints, for each
language, nDCG@10 of documents and how often the right one is among the first four.
"""

import argparse
from pathlib import Path

import bm25s
import numpy as np
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant import Assistant
from assistant.evaluation.corpora import read_corpus
from assistant.evaluation.questions import sample
from assistant.evaluation.statistics import ndcg
from assistant.models import Models
from assistant.settings import Settings
from index import ModelStore, SentenceTransformerEmbedder

FUSION = 60  # reciprocal rank fusion's constant (Cormack et al. 2009)
RANKED = 100


def documents_in_order(places, owners):
    """Return the documents of ranked chunks, each once."""
    return list(dict.fromkeys(owners[place] for place in places))


def main() -> None:
    """Rank the documents for each question in three ways and print what each is worth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    settings = Settings.load(chat_model="none")
    models = Models.named_by(settings)
    published = SentenceTransformerEmbedder(ModelStore(settings.data), threads=settings.threads)
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    print(f"{'':10}{'usual':>16}{'hybrid':>16}{'Beleg':>16}   nDCG@10, in four")
    for path in options.questions:
        corpus = read_corpus(options.corpus, path, settings.data)
        chosen = settings.model_copy(update={"documents": corpus.folder})
        with Assistant.open(chosen, embedder=models.embedder, reader=models.reader) as assistant:
            releases = {release.id: release for release in assistant.releases()}
            chunks = [
                (chunk, name)
                for name, release in releases.items()
                for chunk in splitter.split_text(release.text)
            ]
            owners = [name for _, name in chunks]
            texts = [text for text, _ in chunks]
            vectors = published.embed_texts(texts)
            words = bm25s.BM25()
            words.index(bm25s.tokenize(texts, stopwords=None, show_progress=False),
                        show_progress=False)  # fmt: skip
            asked = sample(
                [each for each in corpus.questions_about(releases.values()) if each.gold],
                options.limit,
                0,
            )
            figures = {name: [] for name in ("usual", "hybrid", "Beleg")}
            for question in asked:
                vector = published.embed_questions([question.text])[0]
                near = np.argsort(-(vectors @ vector), kind="stable")[:RANKED].tolist()
                tokens = bm25s.tokenize([question.text], stopwords=None, show_progress=False)
                held, _ = words.retrieve(tokens, k=min(RANKED, len(texts)), show_progress=False)
                fused: dict[int, float] = {}
                for ranking in (near, held[0].tolist()):
                    for rank, place in enumerate(ranking):
                        fused[place] = fused.get(place, 0.0) + 1 / (FUSION + rank)
                hybrid = sorted(fused, key=lambda place: -fused[place])
                rankings = {
                    "usual": documents_in_order(near, owners),
                    "hybrid": documents_in_order(hybrid, owners),
                }
                evidence = assistant.search(question.text, limit=RANKED).evidence
                rankings["Beleg"] = list(dict.fromkeys(each.release.id for each in evidence))
                gold = {each.document for each in question.gold}
                for name, ranking in rankings.items():
                    places = [place for place, found in enumerate(ranking) if found in gold]
                    figures[name].append((ndcg(places, len(gold)), min(places, default=99) < 4))
        shown = "".join(
            f"{np.mean([f[0] for f in found]):>9.3f}{np.mean([f[1] for f in found]):>7.3f}"
            for found in figures.values()
        )
        print(f"{path.stem:10}{shown}", flush=True)


if __name__ == "__main__":
    main()
