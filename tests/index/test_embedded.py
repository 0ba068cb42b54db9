import numpy as np

from index import Index
from tests.index.fakes import WordEmbedder


def test_a_releases_sentences_come_in_order_each_with_its_vector(tmp_path):
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "bridge.txt").write_text("The bridge is open.\n\nIt cost 12 million euros.")
    embedder = WordEmbedder(["bridge", "open", "cost", "million"])
    with Index.open(tmp_path / "index", embedder) as index:
        index.reindex(folder)
        sentences, vectors = index.embedded("bridge.txt")
    texts = [sentence.text for sentence in sentences]
    assert texts == ["The bridge is open.", "It cost 12 million euros."]
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=0.01)
    cost = embedder.embed_questions(["cost million"])[0]
    assert (vectors @ cost).argmax() == 1


def test_of_a_release_that_is_not_there_nothing_comes(tmp_path):
    with Index.open(tmp_path / "index", WordEmbedder(["bridge"])) as index:
        sentences, vectors = index.embedded("bridge.txt")
    assert sentences == ()
    assert len(vectors) == 0
