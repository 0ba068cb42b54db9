import numpy as np
import pytest

from index import AdaptedEmbedder
from index.adapter import adapted, adapter_hash
from index.e5_weights import read_e5_weights
from index.entries import PassageText
from index.late_interaction import maxsim
from index.model_files import EMBEDDING_WEIGHTS

pytestmark = pytest.mark.real_model

SENTENCES = [
    "Die Stadt Talheim hat ihre neue Brücke eröffnet.",
    "Sie kostete 12,5 Millionen Euro.",
    "Bürgermeisterin Ada Sommer durchschnitt das Band am 3. Mai.",
]


def passage_of(sentences, title="Neue Brücke in Talheim"):
    text = " ".join(sentences)
    spans = tuple((text.index(each), text.index(each) + len(each)) for each in sentences)
    return PassageText(title, text, spans)


@pytest.fixture(scope="module")
def embedder(model_store):
    return AdaptedEmbedder(model_store, threads=2)


def test_the_adapter_corrects_the_matrices_of_the_upper_layers_alone(model_store):
    weights = read_e5_weights(model_store.fetch(EMBEDDING_WEIGHTS.name))
    corrected = adapted(weights)
    changed = {
        name
        for name, tensor in weights.tensors.items()
        if not np.array_equal(tensor, corrected.tensors[name])
    }
    assert changed == {
        f"l{layer}.{part}.w" for layer in range(4, 12) for part in ("q", "k", "v", "ao", "fi", "fo")
    }


def test_a_passage_and_its_sentences_are_unit_vectors(embedder):
    (found,) = embedder.embed_passages([passage_of(SENTENCES)])
    assert found.passage.shape == (384,)
    assert found.sentences.shape == (3, 384)
    lengths = np.linalg.norm([found.passage, *found.sentences], axis=1)
    assert lengths == pytest.approx(np.ones(4), abs=1e-5)


def test_vectors_do_not_depend_on_what_else_is_read(embedder):
    passages = [passage_of(SENTENCES), passage_of(SENTENCES[:1]), passage_of(SENTENCES[1:])]
    together = embedder.embed_passages(passages)
    for passage, found in zip(passages, together, strict=True):
        (alone,) = embedder.embed_passages([passage])
        assert (alone.sentences * found.sentences).sum(axis=1).min() > 0.999


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How much did the bridge cost?", 1),
        ("Qui a coupé le ruban ?", 2),
        ("¿Cuánto costó el puente de Talheim?", 1),
        ("Kto jest burmistrzem Talheim?", 2),
    ],
)
def test_a_question_is_nearest_to_its_answer_within_a_passage(embedder, question, answer):
    (found,) = embedder.embed_passages([passage_of(SENTENCES)])
    similarities = found.sentences @ embedder.embed_questions([question])[0]
    assert int(similarities.argmax()) == answer


def test_a_passage_longer_than_the_model_reads_keeps_its_last_sentence_apart(embedder):
    filler = [
        f"Satz Nummer {number} über das Wetter in der Stadt am Fluss." for number in range(90)
    ]
    (found,) = embedder.embed_passages([passage_of([*filler, *SENTENCES])])
    question = embedder.embed_questions(["Wie viel kostete die Brücke?"])[0]
    assert int((found.sentences @ question).argmax()) == 91


def test_a_sentence_longer_than_the_model_reads_still_gets_a_vector(embedder):
    endless = "und noch ein Wort " * 800
    (found,) = embedder.embed_passages([PassageText("", endless, ((0, len(endless)),))])
    assert np.linalg.norm(found.sentences, axis=1) == pytest.approx([1.0], abs=1e-5)


def test_nothing_gives_nothing(embedder):
    assert embedder.embed_passages([]) == []
    assert embedder.embed_questions([]).shape == (0, 384)
    (found,) = embedder.embed_passages([PassageText("Titel", "", ())])
    assert found.sentences.shape == (0, 384)


def test_the_fingerprint_changes_with_the_adapter(embedder):
    assert adapter_hash() in embedder.fingerprint


def test_texts_are_passages_without_a_title(embedder):
    (found,) = embedder.embed_passages([PassageText("", SENTENCES[1], ())])
    assert embedder.embed_texts([SENTENCES[1]]) == pytest.approx(found.passage[None], abs=1e-6)
    assert embedder.embed_texts([]).shape == (0, 384)


def test_tokens_are_unit_vectors_of_the_title_and_of_each_sentence(embedder):
    (found,) = embedder.passage_tokens([passage_of(SENTENCES)])
    asked = embedder.question_tokens("Wer hat die Brücke eröffnet?")
    assert len(found.sentences) == 3
    for tokens in (found.title, *found.sentences, asked):
        assert len(tokens) >= 4
        lengths = np.linalg.norm(tokens.astype(np.float32), axis=1)
        assert lengths == pytest.approx(np.ones(len(tokens)), abs=2e-3)


def test_the_tokens_of_a_long_passage_are_those_of_its_windows(embedder):
    sentences = [f"Satz {number} erzählt von der Brücke in Talheim." for number in range(90)]
    (found,) = embedder.passage_tokens([passage_of(sentences)])
    assert all(len(tokens) >= 8 for tokens in found.sentences)
    assert 4 <= len(found.title) <= 12
    untitled, empty = embedder.passage_tokens(
        [PassageText("", "Eine Zeile.\nNoch eine.", ((0, 11), (12, 22))), PassageText("", "", ())]
    )
    assert len(untitled.title) == len(empty.title) == len(empty.sentences) == 0
    assert len(untitled.sentences) == 2


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who cut the ribbon?", 2),
        ("Combien a coûté le pont ?", 1),
        ("¿Qué ha inaugurado la ciudad?", 0),
    ],
)
def test_the_words_of_a_question_find_their_like_in_another_language(embedder, question, answer):
    (found,) = embedder.passage_tokens([passage_of(SENTENCES)])
    asked = embedder.question_tokens(question)
    matches = [maxsim(asked, found.title, tokens) for tokens in found.sentences]
    assert int(np.argmax(matches)) == answer
