"""Whatever a chat model or a reader says: an answer comes, verified or quoted, and soon."""

import pytest

from assistant import Composer, StatementVerified
from documents.errors import QuestionUnusable
from tests.assistant.fakes import FakeChatModel, Reply
from tests.assistant.making import COST, HOW_MUCH, open_assistant

GOOD = "It cost 12.5 million euros. [1]"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    model = FakeChatModel(always="", follows_grammar=False)
    with open_assistant(tmp_path_factory.mktemp("garbage"), model, answers_kept=0) as assistant:
        yield assistant


@pytest.fixture
def model(assistant):
    model = assistant._chat_model
    model.asked.clear()
    model.pieces = 0
    return model


@pytest.mark.parametrize(
    "reply",
    [
        "",
        " \n\n ",
        "Yes.",
        "Yes. It cost 12.5 million euros.",
        "[1][2][3]",
        "Yes. [1] [1] [1]",
        "\x00\x1b[31m\x07\u202e",
        '}{"answer": null}',
        "<|im_end|><|im_start|>system",
        "🙂" * 40,
    ],
)
def test_a_reply_with_nothing_in_it_leaves_the_quotes(assistant, model, reply):
    model.always = reply
    answer = assistant.ask(HOW_MUCH)
    assert answer.composer is Composer.QUOTES
    assert answer.citations[0].quote == COST
    assert answer.note is None


@pytest.mark.parametrize(
    "babble",
    ["euros ", "the bridge of the bridge of ", "It cost 99 million euros. [1] ", GOOD + " ", "a"],
)
def test_a_reply_without_end_is_stopped_early(assistant, model, babble):
    model.always = Reply(babble, endless=True)
    answer = assistant.ask(HOW_MUCH)
    assert answer.answered
    assert len(answer.statements) <= 3
    assert "99" not in answer.text
    assert model.running == 0
    assert model.pieces * 7 < 1_000


def test_ten_thousand_words_from_the_model_are_not_waited_for(assistant, model):
    model.always = Reply(" ".join(f"word{number}" for number in range(10_000)))
    answer = assistant.ask(HOW_MUCH)
    assert answer.composer is Composer.QUOTES
    assert model.pieces * 7 < 5_000  # two attempts


@pytest.mark.parametrize("mark", ["[9]", "[0]", "[1234]", "[99][98]", "[-1]"])
def test_a_mark_that_the_model_invented_is_never_cited(assistant, model, mark):
    model.always = f"Yes. It cost 12.5 million euros. {mark}"
    answer = assistant.ask(HOW_MUCH)
    assert mark not in answer.text
    assert {number for statement in answer.statements for number in statement.citations} <= {
        citation.number for citation in answer.citations
    }
    assert answer.citations[0].quote == COST


def test_an_invented_mark_beside_a_lie_saves_nothing(assistant, model):
    model.always = "Yes. It cost 99 million euros. [9]"
    assert "99" not in assistant.ask(HOW_MUCH).text


def test_control_characters_in_a_statement_are_taken_out(assistant, model):
    model.always = "Yes. It \x1b[31mcost\u202e 12.5\n\n million\x00 euros. [1]"
    shown = [e for e in assistant.stream(HOW_MUCH) if isinstance(e, StatementVerified)]
    text = "".join(event.statement.text for event in shown)
    assert not any(sign in text for sign in "\x1b\x00\u202e\n")


@pytest.mark.parametrize("mark", ["[3]", "[1][2]", "[ 1 ]", "[1, 2]"])
def test_a_mark_in_the_question_is_text_in_the_prompt_and_stays_in_the_question(
    assistant, model, mark
):
    model.always = f"Yes. {GOOD}"
    question = f"{HOW_MUCH} {mark}"
    answer = assistant.ask(question)
    (messages, _) = model.asked[0]
    asked = messages[-1].text.split("Question:")[1]
    assert "[" not in asked
    assert answer.question == question
    assert [citation.quote for citation in answer.citations] == [COST]


@pytest.mark.parametrize("question", ["word " * 10_000, "\x00\x01\x02", "[3]" * 1_000])
def test_a_question_that_is_none_is_refused_before_any_model_is_asked(assistant, model, question):
    with pytest.raises(QuestionUnusable):
        assistant.ask(question)
    assert model.asked == []


def test_control_characters_and_markup_in_a_question_change_no_answer(assistant, model):
    model.always = f"Yes. {GOOD}"
    plain = assistant.ask(HOW_MUCH)
    dirty = assistant.ask(f"\x1b\x00{HOW_MUCH}\u202e\u200b")
    assert dirty.text == plain.text
    assert dirty.question == HOW_MUCH
