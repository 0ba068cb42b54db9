import pytest

from assistant.as_told import Told
from assistant.chat_training.tasks import Asked, Task
from assistant.chat_training.written import render, state

BRIDGE = Told("The bridge cost 240 kroner.", "Nordmark")
FERRY = Told("The ferry sails twice a day.", "Nordmark")
ASKED = Asked("q", "What did the bridge cost in 2024?", "en", 0, 0, ("240 kroner",))


class Scripted:
    """Says one thing, and keeps what it was asked."""

    def __init__(self, said):
        self.said, self.asked, self.form = said, [], None

    def reply(self, messages, form=None):
        self.asked, self.form = messages, form
        return self.said


def test_a_question_in_another_language_is_kept_with_its_id():
    model = Scripted("Was kostete die Brücke im Jahr 2024?\n")
    assert render(model, ASKED, "de") == {
        "id": "q",
        "language": "de",
        "text": "Was kostete die Brücke im Jahr 2024?",
    }
    assert "Translate into German." in model.asked[-1].text


@pytest.mark.parametrize(
    "said",
    [
        "Was kostete die Brücke im Jahr 2025?",
        "What did the bridge cost in 2024?",
        "Die Brücke kostete im Jahr 2024 viel.",
        "Was 2024?",
        "Was kostete die Brücke im Jahr 2024?\nWas kostete sie?",
    ],
)
def test_what_is_not_the_same_question_in_that_language_is_left_out(said):
    assert render(Scripted(said), ASKED, "de") is None


def test_a_statement_is_written_from_the_source_that_answers_alone_and_kept_beside_the_others():
    model = Scripted("Yes. [1] It cost 240 kroner.")
    row = state(model, Task((FERRY, BRIDGE), ((ASKED, 2),)))
    assert (row["text"], row["words"]) == ("It cost 240 kroner.", "240 kroner")
    assert row["answering"] == 2
    assert [source["text"] for source in row["sources"]] == [FERRY.text, BRIDGE.text]
    assert BRIDGE.text in model.asked[-1].text
    assert FERRY.text not in model.asked[-1].text
    assert model.form.splitlines()[0] == 'root ::= "Yes. " statement'


@pytest.mark.parametrize(
    "said",
    [
        "No.",
        "",
        "Yes. [1] It cost money.",
        "Yes. [1] It cost 240 kroner, not 250.",
        "Yes. [1] Anna Holm paid 240 kroner for it.",
        "Yes. [1] Die Brücke kostete 240 Kronen.",
    ],
)
def test_a_statement_without_the_answer_or_with_something_of_its_own_is_left_out(said):
    assert state(Scripted(said), Task((BRIDGE,), ((ASKED, 1),))) is None


def test_where_nothing_answers_nothing_is_stated():
    model = Scripted("Yes. [1] It cost 240 kroner.")
    assert state(model, Task((FERRY,), ((ASKED, None),))) is None
