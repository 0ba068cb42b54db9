import numpy as np
import pytest

from documents.errors import ModelFileMissing
from index import Index, ModelStore, SentenceTransformerEmbedder
from index.e5_files import write_sentence_transformer
from index.e5_weights import read_e5_weights
from index.model_files import EMBEDDING_WEIGHTS
from tests.index.writing import write

TEXTS = [
    "Der Bund stellt jährlich insgesamt bis zu 50 Millionen Euro bereit.",
    "Le laboratoire a ouvert ses portes à Sarrebruck en novembre.",
    "The robots in the new hall weigh 120 kilograms each.",
    "Am 5. und 6. November trafen sich mehr als 100 Fachleute.",
    "東京で新しい研究所が開かれた。",
]


def test_a_model_that_cannot_be_had_is_one_clear_error(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    (tmp_path / "empty").mkdir()
    embedder = SentenceTransformerEmbedder(ModelStore(tmp_path), str(tmp_path / "empty"))
    with pytest.raises(ModelFileMissing, match="BELEG_EMBEDDING_MODEL"):
        embedder.embed_texts(["text"])


@pytest.mark.real_model
def test_vectors_are_unit_rows_in_the_order_of_the_texts(real_embedder):
    together = real_embedder.embed_texts(TEXTS)
    assert together.shape == (5, 384)
    assert together.dtype == np.float32
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(5), abs=1e-5)
    alone = np.concatenate([real_embedder.embed_texts([text]) for text in TEXTS])
    assert np.all((together * alone).sum(axis=1) > 0.999)


@pytest.mark.real_model
def test_langchains_interface_gives_the_same_vectors(real_embedder):
    question = real_embedder.embed_query("Wie viel Geld gibt der Bund?")
    expected = real_embedder.embed_questions(["Wie viel Geld gibt der Bund?"])[0]
    assert question == pytest.approx(expected.tolist())
    assert np.array(real_embedder.embed_documents(TEXTS)).shape == (5, 384)


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How much money does the federal government provide?", 0),
        ("Combien de spécialistes se sont réunis ?", 3),
        ("¿Cuánto pesan los robots?", 2),
        ("Where did a new laboratory open in Japan?", 4),
    ],
)
def test_a_question_is_nearest_to_its_answer_across_languages(real_embedder, question, answer):
    similarities = real_embedder.embed_texts(TEXTS) @ real_embedder.embed_questions([question])[0]
    assert int(similarities.argmax()) == answer


@pytest.mark.real_model
@pytest.mark.filterwarnings("ignore")  # torch and transformers, loading a model
def test_eight_bit_vectors_agree_with_the_model_in_full_precision(
    real_embedder, model_store, tmp_path
):
    weights = read_e5_weights(model_store.fetch(EMBEDDING_WEIGHTS.name))
    write_sentence_transformer(weights, tmp_path)
    reference = SentenceTransformerEmbedder(model_store, str(tmp_path))
    for embed in ("embed_texts", "embed_questions"):
        exact = getattr(reference, embed)(TEXTS)
        similarity = (exact * getattr(real_embedder, embed)(TEXTS)).sum(axis=1)
        assert np.all(similarity > 0.999)
    assert str(tmp_path) in reference.fingerprint
    assert reference.fingerprint != real_embedder.fingerprint


@pytest.mark.real_model
def test_real_vectors_in_the_real_store_find_across_languages(real_embedder, folder, tmp_path):
    write(folder, "de.md", TEXTS[0], TEXTS[3], title="Treffen der Zentren")
    write(folder, "fr.md", TEXTS[1], title="Ouverture à Sarrebruck")
    with Index.open(tmp_path / "index", real_embedder) as index:
        index.reindex(folder)
        found = index.search("How much money does the federal government give each year?")
        assert found[0].sentence.text == TEXTS[0]
        assert found[0].release.id == "de.md"
        (french,) = index.search("Wo wurde das Labor eröffnet?", limit=1, documents=["fr.md"])
        assert french.sentence.text in {TEXTS[1], "Ouverture à Sarrebruck"}
