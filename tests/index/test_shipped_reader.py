"""What the shipped reader can do, on texts that it has not seen."""

import pytest

from documents.read import make_release
from index.entries import Entry
from index.reader import SHIPPED, Reader

pytestmark = pytest.mark.real_model

BRIDGE = """Neue Brücke in Talheim

Die neue Brücke kostete 12,5 Millionen Euro. Bürgermeisterin Ada Sommer eröffnete sie am 3. Mai. \
Die alte Brücke wird im Herbst abgerissen.
"""
FESTIVAL = """Lichterfest in Talheim

Das Lichterfest zog 31.500 Gäste an. Es kostete die Stadt 80.000 Euro. Das nächste leitet Jan Kol.
"""


@pytest.fixture(scope="module")
def reader(model_store):
    return Reader(model_store, SHIPPED, threads=2)


def passages_of(*texts):
    entries = [Entry.of(make_release("a.txt", "a.txt", ".txt", text.encode())) for text in texts]
    return [pair for each in entries for pair in zip(each.passages, each.sentences, strict=True)]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Wie viel kostete die neue Brücke?", "12,5 Millionen Euro"),
        ("How much did the new bridge cost?", "12,5 Millionen Euro"),
        ("Qui a inauguré le nouveau pont ?", "Ada Sommer"),
        ("¿Cuándo se inauguró el puente nuevo?", "3. Mai"),
        ("Kiedy zostanie zburzony stary most?", "Herbst"),
    ],
)
def test_it_marks_the_answer_in_the_sentence_that_it_finds_most_relevant(reader, question, answer):
    ((passage, sentences),) = passages_of(BRIDGE)
    (judged,) = reader.read(question, [(passage, sentences)])
    best = max(range(len(sentences)), key=lambda number: judged.relevance[number])
    assert answer in passage.release.text[slice(*judged.spans[best])]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Wie viele Gäste kamen zum Lichterfest?", 1),
        ("Who opened the new bridge?", 0),
        ("Qui dirigera la prochaine fête des lumières ?", 1),
    ],
)
def test_the_passage_that_answers_is_told_from_the_one_that_does_not(reader, question, place):
    judged = reader.read(question, passages_of(BRIDGE, FESTIVAL))
    assert judged[place].answers > judged[1 - place].answers + 1


def test_a_question_that_a_passage_leaves_open_is_told_from_one_that_it_answers(reader):
    read = passages_of(BRIDGE)
    open_, answered = (
        reader.read(question, read)[0].answers
        for question in ("Wie lang ist die neue Brücke?", "Was kostete die neue Brücke?")
    )
    assert open_ < 0 < answered
