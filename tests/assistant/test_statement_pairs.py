"""The verifier on the tune part of the statement pairs, with the real embedding model.

The other parts are for `python -m tests.benchmarks.statement_pairs`, see statement_pairs/README.md.
"""

import pytest

from assistant import Settings
from documents.errors import ServiceError
from index import ModelStore, SentenceTransformerEmbedder
from tests.assistant.pairs import PARTS, TRUE, read_pairs

KINDS = {TRUE, "number", "date", "name", "negation", "qualifier", "speaker", "actor"}


@pytest.fixture(scope="module")
def model():
    settings = Settings.load()
    embedder = SentenceTransformerEmbedder(ModelStore(settings.data))
    try:
        embedder.embed_texts(["x"])
    except ServiceError as exc:
        pytest.skip(str(exc))

    def similarity(text, others):
        vectors = embedder.embed_texts([text, *others])
        return [float(cosine) for cosine in vectors[1:] @ vectors[0]]

    return similarity, embedder.is_common_word


def test_the_pairs_are_as_many_and_as_different_as_they_should_be():
    pairs = [pair for part in PARTS for pair in read_pairs(part)]
    assert len(pairs) >= 450
    assert {pair.kind for pair in pairs} == KINDS
    assert len({pair.language for pair in pairs}) >= 15
    assert 0.45 < sum(pair.kind == TRUE for pair in pairs) / len(pairs) < 0.55
    assert len({(pair.entry, pair.statement) for pair in pairs}) == len(pairs)
    entries = [{pair.entry for pair in read_pairs(part)} for part in PARTS]
    assert sum(map(len, entries)) == len(set().union(*entries))


@pytest.mark.real_model
def test_of_the_changed_97_in_100_are_caught_and_of_the_true_97_in_100_pass(model):
    marks = {True: [], False: []}
    for pair in read_pairs("tune"):
        true = pair.kind == TRUE
        marks[true].append(pair.verified(*model).supported is true)
    assert sum(marks[False]) / len(marks[False]) >= 0.97
    assert sum(marks[True]) / len(marks[True]) >= 0.97
