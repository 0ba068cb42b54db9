import time

import numpy as np
import pytest

from documents.errors import EmbeddingModelUnavailable, IndexModelMismatch
from index import Index, RemoteEmbedder, RemoteModel
from index.fingerprint import same_model, sketch
from index.remote_embedder import is_remote
from tests.index.conftest import WORDS
from tests.index.embedding_server import serving
from tests.index.fakes import WordEmbedder
from tests.index.test_embedder import TEXTS
from tests.index.writing import write

KEY = "sk-do-not-tell-anyone"


@pytest.fixture
def server():
    words = WordEmbedder(WORDS)
    with serving(words.embed_texts) as server:
        yield server


def remote(server, name="openai:words", **options):
    return RemoteEmbedder(RemoteModel(name, server.url, **options))


@pytest.mark.parametrize(
    ("model", "remote"),
    [
        ("openai:intfloat/multilingual-e5-small", True),
        ("ollama:nomic-embed-text", True),
        ("embedded", False),
        ("intfloat/multilingual-e5-small", False),
        ("C:\\models\\e5", False),
        ("/models/e5", False),
    ],
)
def test_a_provider_and_a_model_are_told_from_folders_and_names_on_the_hub(model, remote):
    assert is_remote(model) is remote


def test_a_folder_is_a_folder_whatever_its_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "openai:e5").mkdir()
    assert not is_remote("openai:e5")


def test_vectors_are_unit_rows_in_the_order_of_the_texts(server):
    texts = [f"fox number {i}" for i in range(70)]
    server.embed = lambda asked: [[float(text.split()[-1]), 1.0] for text in asked]
    vectors = remote(server).embed_texts(texts)
    assert vectors.dtype == np.float32
    assert vectors[:, 0] / vectors[:, 1] == pytest.approx(np.arange(70), rel=1e-5)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(70))
    assert [len(request) for request in server.requests] == [32, 32, 6]
    assert remote(server).embed_texts([]).shape == (0, 0)


def test_prompts_are_e5s_for_an_e5_and_otherwise_as_set(server):
    for model, options, expected in (
        ("openai:intfloat/multilingual-e5-large", {}, ["query: owl", "passage: owl"]),
        ("openai:intfloat/multilingual-e5-large-instruct", {}, ["owl", "owl"]),
        ("openai:qwen3-embedding", {}, ["owl", "owl"]),
        ("openai:e5", {"question_prompt": "ask: ", "text_prompt": ""}, ["ask: owl", "owl"]),
    ):
        server.requests.clear()
        embedder = remote(server, model, **options)
        embedder.embed_questions(["owl"])
        embedder.embed_texts(["owl"])
        assert [text for request in server.requests for text in request] == expected


def test_a_passing_failure_is_tried_again(server):
    server.failures = [503, 429]
    assert remote(server).embed_texts(["owl"]).shape == (1, len(WORDS) + 1)
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("status", "remedy"),
    [(401, "EMBEDDING_API_KEY"), (404, "/v1"), (413, "auto-truncate"), (501, "server runs")],
)
def test_each_lasting_failure_says_what_to_do(server, status, remedy):
    server.failures = [status] * 9
    with pytest.raises(EmbeddingModelUnavailable, match=remedy) as caught:
        remote(server, api_key=KEY).embed_texts(["owl"])
    assert str(status) in caught.value.problem
    assert KEY not in str(caught.value)


def test_a_server_that_is_not_there_is_one_clear_error():
    embedder = RemoteEmbedder(RemoteModel("openai:e5", "http://127.0.0.1:9/v1", timeout=5))
    with pytest.raises(EmbeddingModelUnavailable, match=r"127\.0\.0\.1:9"):
        embedder.embed_texts(["owl"])


def test_a_server_that_takes_too_long_is_given_up(server):
    def slow(texts):
        time.sleep(0.3)
        return [[1.0]] * len(texts)

    server.embed = slow
    with pytest.raises(EmbeddingModelUnavailable, match="Timeout"):
        remote(server, timeout=0.05).embed_texts(["owl"])


@pytest.mark.parametrize("rows", [[], [[1.0], [1.0]], [[0.0, 0.0]], [[float("nan"), 1.0]]], ids=str)
def test_what_are_no_vectors_is_refused(server, rows):
    server.embed = lambda _: rows
    with pytest.raises(EmbeddingModelUnavailable, match="embedding model"):
        remote(server).embed_texts(["owl"])


def test_the_key_goes_to_the_server_and_nowhere_else(server, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-openai")
    remote(server).embed_texts(["owl"])
    assert server.keys == {"Bearer none"}
    embedder = remote(server, api_key=KEY)
    embedder.embed_texts(["owl"])
    assert f"Bearer {KEY}" in server.keys
    assert KEY not in repr(embedder._model) + embedder.fingerprint


def test_a_package_that_is_not_installed_is_named():
    with pytest.raises(EmbeddingModelUnavailable, match="not installed"):
        RemoteEmbedder(RemoteModel("cohere:embed-multilingual")).embed_texts(["owl"])


def test_a_fingerprint_bears_noise_but_no_other_model_address_or_prompt(server):
    random = np.random.default_rng(3)
    vector = random.standard_normal(384)
    server.embed = lambda asked: [vector for _ in asked]
    recorded = remote(server).fingerprint
    assert recorded == remote(server).fingerprint
    for noise in (1e-4, 1e-3, 1e-2):
        noisy = vector + noise * random.standard_normal(384)
        server.embed = lambda asked, noisy=noisy: [noisy for _ in asked]
        assert same_model(recorded, remote(server).fingerprint)
    assert not same_model(recorded, remote(server, "openai:others").fingerprint)
    assert not same_model(recorded, remote(server, text_prompt="text: ").fingerprint)
    assert not same_model(recorded, recorded.replace(server.url, "http://127.0.0.1:1/v1"))
    assert not same_model(recorded, "multilingual-e5-small, 8 bits (1571fc982750)")
    server.embed = lambda asked: [random.standard_normal(384) for _ in asked]
    assert not same_model(recorded, remote(server).fingerprint)


def test_sketches_of_unrelated_vectors_differ_in_about_half_of_their_bits():
    random = np.random.default_rng(5)
    sketches = [int(sketch(random.standard_normal(384)), 16) for _ in range(60)]
    differing = [(a ^ b).bit_count() for a in sketches for b in sketches if a is not b]
    assert min(differing) > 8
    assert np.mean(differing) == pytest.approx(32, abs=1)


def test_an_index_over_a_server_refuses_the_servers_next_model(server, folder, tmp_path):
    write(folder, "a.md", "The fox is red.")
    write(folder, "b.md", "The owl is grey.")
    with Index.open(tmp_path / "index", remote(server)) as index:
        index.reindex(folder)
        assert index.search("fox", limit=1)[0].sentence.text == "The fox is red."
    words = server.embed
    server.embed = lambda texts: np.roll(words(texts), 1, axis=1)
    with (
        Index.open(tmp_path / "index", remote(server)) as index,
        pytest.raises(IndexModelMismatch, match="reindex --rebuild"),
    ):
        index.search("fox")


@pytest.mark.real_model
def test_the_real_model_behind_a_server_gives_the_vectors_it_gives_here(
    real_embedder, folder, tmp_path
):
    def embed(texts):
        return real_embedder._load().encode(texts, prompt="", normalize_embeddings=True)

    with serving(embed) as server:
        embedder = remote(server, "openai:intfloat/multilingual-e5-small")
        for method in ("embed_texts", "embed_questions"):
            ours, theirs = getattr(real_embedder, method)(TEXTS), getattr(embedder, method)(TEXTS)
            assert np.all((ours * theirs).sum(axis=1) > 0.999)
        write(folder, "de.md", TEXTS[0], TEXTS[3], title="Treffen der Zentren")
        with Index.open(tmp_path / "index", embedder) as index:
            index.reindex(folder)
            found = index.search("How much money does the federal government give each year?")
            assert found[0].sentence.text == TEXTS[0]
