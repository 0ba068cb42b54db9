from random import Random

import pytest

from assistant.chat_training.tasks import Asked, Tasks
from assistant.chat_training.written import render, say, stated
from tests.assistant.chat_training.making import QUESTIONS

ASKED = Asked("q", "What did the bridge cost in 2024?", "en", 0, 0, ("240 kroner",))


class Scripted:
    """Says one thing to everything, and keeps what it was asked."""

    def __init__(self, said):
        self.said, self.asked = said, []

    def replies(self, start, asked, most, batch):
        assert start[0].role == "system"
        assert most > 20
        assert batch > 1
        self.asked += asked
        return [self.said] * len(asked)


def test_a_question_in_another_language_is_kept_with_its_id():
    model = Scripted("Was kostete die Brücke im Jahr 2024?")
    assert render(model, [(ASKED, "de")]) == [
        {"id": "q", "language": "de", "text": "Was kostete die Brücke im Jahr 2024?"}
    ]
    assert model.asked == ["What did the bridge cost in 2024?\nTranslate into German."]


@pytest.mark.parametrize(
    "said",
    [
        "Was kostete die Brücke im Jahr 2025?",
        "What did the bridge cost in 2024?",
        "Die Brücke kostete im Jahr 2024 viel.",
        "Was 2024?",
        "Was kostete die Brücke im Jahr 2024?\nWas kostete sie?",
        None,
    ],
)
def test_what_is_not_the_same_question_in_that_language_is_left_out(said):
    assert render(Scripted(said), [(ASKED, "de")]) == []


def test_a_question_and_its_answer_become_a_sentence():
    model = Scripted("The bridge cost 240 kroner in 2024.")
    known = ("What did the bridge cost in 2024?", "en", "240 kroner")
    assert say(model, [known]) == {
        ("en", "What did the bridge cost in 2024?"): "The bridge cost 240 kroner in 2024."
    }
    assert model.asked == ["Question: What did the bridge cost in 2024?\nAnswer: 240 kroner"]


@pytest.mark.parametrize(
    "said",
    [
        "The bridge cost a lot in 2024.",
        "The bridge cost 240 kroner in 2024, not 250.",
        "The bridge that Anna Holm built cost 240 kroner in 2024.",
        "What did the bridge cost in 2024? 240 kroner.",
        "It was 240 kroner.",
        "240 kroner",
        "the bridge cost 240 kroner.",
        "The bridge cost 240 kroner in 2024, a wonderful, remarkable, splendid spectacle.",
        "Die Brücke bridge kostete im Jahr 2024 cost 240 kroner, so viel wie noch nie.",
        None,
    ],
)
def test_a_sentence_that_lacks_either_or_says_more_is_left_out(said):
    assert say(Scripted(said), [("What did the bridge cost in 2024?", "en", "240 kroner")]) == {}


def test_a_sentence_stands_beside_the_sources_of_every_question_it_answers():
    rendered = {"qWho designed the bridge?": [("de", "Wer entwarf die Brücke?")]}
    tasks = Tasks(QUESTIONS, range(len(QUESTIONS.questions)), rendered, 1)
    sentences = {
        ("de", "Wer entwarf die Brücke?"): "Anna Holm entwarf die Brücke.",
        ("en", "Who is the captain?"): "The captain is Ole Berg.",
        ("en", "Who sang?"): "Nobody sang.",
    }
    rows = {row["text"]: row for row in stated(tasks, sentences, Random(1))}
    assert set(rows) == {"Anna Holm entwarf die Brücke.", "The captain is Ole Berg."}
    row = rows["Anna Holm entwarf die Brücke."]
    assert (row["language"], row["words"]) == ("de", "Anna Holm")
    assert row["sources"][row["answering"] - 1]["text"] == "Anna Holm designed it."
    assert len(row["sources"]) > 1
