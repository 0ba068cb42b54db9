import numpy as np
import pytest

from documents.errors import ModelFileCorrupt
from documents.read import make_release
from index.e5_weights import read_e5_weights
from index.e5_words import E5Words
from index.encoder_weights import Head, write_encoder
from index.entries import Entry
from index.model_files import EMBEDDING_WEIGHTS
from index.reader import Reader, best_span

RELEASE = """Neue Brücke in Talheim

Die neue Brücke kostete 12,5 Millionen Euro. Bürgermeisterin Ada Sommer eröffnete sie am 3. Mai. \
Die alte Brücke wird im Herbst abgerissen.
"""
WEATHER = "Wetter\n\nAm Montag regnet es in ganz Talheim. Am Dienstag scheint wieder die Sonne.\n"


def passages_of(text):
    entry = Entry.of(make_release("a.txt", "a.txt", ".txt", text.encode()))
    return list(zip(entry.passages, entry.sentences, strict=True))


@pytest.fixture(scope="module")
def reader_file(model_store, tmp_path_factory):
    """Write a reader with the embedder's body and untrained heads: its form, not its judgement."""
    path = tmp_path_factory.mktemp("reader") / "reader.safetensors"
    heads = np.random.default_rng(7).normal(size=(4, 384)).astype(np.float32)
    weights = read_e5_weights(model_store.fetch(EMBEDDING_WEIGHTS.name))
    write_encoder(weights, path, Head(heads, np.zeros(4, np.float32)))
    return path


@pytest.fixture(scope="module")
def reader(model_store, reader_file):
    return Reader(model_store, reader_file, threads=2)


def test_the_likeliest_span_ends_where_it_begins_or_later():
    numbers = np.zeros((4, 4), np.float32)
    numbers[3, 0] = numbers[1, 1] = 9  # the best start stands behind the best end
    numbers[0, 0] = numbers[3, 1] = 5
    assert best_span(numbers) in {(0, 1), (3, 3)}
    assert best_span(np.zeros((1, 4), np.float32)) == (0, 0)


def test_of_two_spans_as_likely_the_shorter_one_is_the_answer():
    numbers = np.zeros((5, 4), np.float32)
    numbers[1, 0], numbers[2, 1] = 3, 3
    numbers[4, 1] = 3.1  # longer by two tokens, not likelier enough
    assert best_span(numbers) == (1, 2)
    numbers[4, 1] = 4
    assert best_span(numbers) == (1, 4)


@pytest.mark.real_model
def test_every_sentence_is_judged_and_its_span_lies_within_it(reader):
    ((passage, sentences),) = passages_of(RELEASE)
    (judged,) = reader.read("Was kostete die neue Brücke?", [(passage, sentences)])
    assert len(judged.relevance) == len(judged.spans) == len(sentences)
    for sentence, (start, end) in zip(sentences, judged.spans, strict=True):
        assert sentence.start <= start < end <= sentence.end
        assert passage.release.text[start:end].strip() == passage.release.text[start:end]


@pytest.mark.real_model
def test_another_question_is_judged_differently(reader):
    first, second = (
        reader.read(question, passages_of(RELEASE))[0]
        for question in ("Was kostete die neue Brücke?", "Wer spielt Klavier?")
    )
    assert first.relevance != second.relevance


@pytest.mark.real_model
def test_reading_alone_or_among_others_is_the_same(reader):
    together = [*passages_of(RELEASE), *passages_of(WEATHER), *passages_of(RELEASE * 5)]
    question = "Wann wird die alte Brücke abgerissen?"
    alone = [reader.read(question, [each])[0] for each in together]
    for one, other in zip(alone, reader.read(question, together), strict=True):
        assert one.answers == pytest.approx(other.answers, abs=0.25)
        assert one.relevance == pytest.approx(other.relevance, abs=0.5)


@pytest.mark.real_model
def test_of_no_passages_nothing_is_said(reader):
    assert reader.read("Was?", []) == []


@pytest.mark.real_model
def test_a_damaged_model_file_is_said(model_store, tmp_path):
    (tmp_path / "reader.safetensors").write_bytes(b"no model")
    damaged = Reader(model_store, tmp_path / "reader.safetensors")
    with pytest.raises(ModelFileCorrupt, match="BELEG_READER"):
        damaged.read("Was?", passages_of(RELEASE))


@pytest.mark.real_model
def test_words_looked_up_one_by_one_are_those_of_the_whole_file(model_store):
    path = model_store.fetch(EMBEDDING_WEIGHTS.name)
    ids = np.array([[0, 5, 250_001], [17, 17, 99_999]])
    whole = read_e5_weights(path).tensors["emb.word"]
    assert np.array_equal(E5Words(path).vectors(ids), whole[ids])


@pytest.mark.real_model
def test_another_file_holds_no_words(tmp_path):
    (tmp_path / "x.bin").write_bytes(b"E5S1" + bytes(200))
    with pytest.raises(ModelFileCorrupt):
        E5Words(tmp_path / "x.bin")
