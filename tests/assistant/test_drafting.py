import pytest

from assistant import Composer, StatementVerified
from assistant.drafting import Drafting
from assistant.reply_grammar import grammar
from assistant.signals import read_signals
from tests.assistant.fakes import UNSURE, FakeChatModel, FakeReader, Reply
from tests.assistant.making import (
    ANSWERED,
    BOTH,
    COST,
    HOW_MUCH,
    LIE,
    OPENED,
    source_of,
)


@pytest.mark.parametrize(("copied", "sure"), [("bridge", False), ("12.5 million euros", True)])
def test_who_copies_no_number_where_one_is_asked_for_is_believed_less(opened, copied, sure):
    model = FakeChatModel(
        always=lambda asked: f"Yes. [{source_of(asked, COST)}] {{{copied}}} It cost 12.5 dollars.",
        copies_answer=True,
    )
    assert (opened(model=model).ask(HOW_MUCH).confidence > 0.99) is sure


@pytest.mark.parametrize(("relevant", "believed"), [("cost", True), ("opened", False)])
def test_who_rests_on_what_the_reader_finds_relevant_is_believed(opened, relevant, believed):
    hesitant = ("Yes", -0.3), ("No", -1.3)
    model = FakeChatModel(Reply(ANSWERED, hesitant), always=ANSWERED)
    model.confirms = Reply("Yes", hesitant)
    answer = opened(model=model, reader=FakeReader(relevant, 6.0)).ask(HOW_MUCH)
    assert (answer.composer is Composer.MODEL) is believed


def test_what_the_reader_finds_relevant_is_marked_in_the_quote(opened):
    (citation,) = opened(ANSWERED, reader=FakeReader("cost", 6.0)).ask(HOW_MUCH).citations
    assert citation.quote == COST
    assert citation.answer == (citation.start, citation.end)


@pytest.mark.parametrize(
    ("odds", "shown"),
    [
        ((("Yes", -0.3), ("No", -1.3)), [COST]),
        ((("Yes", -0.1), ("No", -2.5)), [COST, OPENED]),
    ],
)
def test_a_statement_about_a_sentence_far_from_the_question_needs_a_surer_word(opened, odds, shown):
    model = FakeChatModel(
        Reply(LIE, first_words=UNSURE),
        always=lambda asked: (
            f"Yes. It cost 12.5 million euros. [{source_of(asked, COST)}]"
            f" Ada Sommer opened it on 3 May. [{source_of(asked, OPENED)}]"
        ),
    )
    model.confirms = Reply("Yes", odds)
    answer = opened(model=model, answer_threshold=0.5).ask(HOW_MUCH)
    assert [citation.quote for citation in answer.citations] == shown


def test_a_statement_that_is_written_again_is_not_confirmed_again(opened):
    model = FakeChatModel(always=ANSWERED)
    model.confirms = Reply("No", first_words=(("No", 0.0), ("Yes", -0.1)))
    opened(model=model).ask(HOW_MUCH)
    statements = [messages[-1].text for messages, _ in model.confirmed]
    assert len(model.asked) == 2  # from the leading sentence, then from all
    assert sum("It cost 12.5 million euros." in text for text in statements) == 1


def test_a_model_that_breaks_off_while_it_confirms_leaves_what_was_verified(opened):
    assistant = opened(f"{ANSWERED} The bridge has cost 12.5 million euros. [1]")
    events = assistant.stream(HOW_MUCH)
    while not isinstance(next(events), StatementVerified):
        pass
    assistant._chat_model.confirms = Reply("", breaks_off=True)
    *_, finished = events
    assert finished.answer.text == "It cost 12.5 million euros. [1]"
    assert "broke off" in finished.answer.note


def test_a_statement_that_its_source_does_not_state_is_not_shown(opened):
    assistant = opened(ANSWERED)
    assistant._chat_model.confirms = Reply("No", UNSURE)
    answer = assistant.ask(HOW_MUCH)
    assert answer.composer is Composer.QUOTES
    assert "It cost" not in answer.text


@pytest.mark.parametrize(
    ("yes", "other", "said", "asked_again"),
    [
        (1.6, -6.0, "It cost 12.5 million euros.", False),
        (1.4, -6.0, "It cost 12.5 million euros.", True),
        (1.6, -6.0, "It was dear.", True),  # only the copied words stand
    ],
)
def test_who_is_sure_of_answer_and_source_is_not_asked_to_confirm(
    opened, yes, other, said, asked_again
):
    model = FakeChatModel(
        always=Reply(
            f"Yes. [1] {{12.5 million euros}} {said}",
            first_words=(("Yes", 0.0), ("No", -yes)),
            numbers=(("1", 0.0), ("2", other)),
        ),
        copies_answer=True,
    )
    answer = opened(model=model).ask(HOW_MUCH)
    assert answer.composer is Composer.MODEL
    assert bool(model.confirmed) is asked_again


@pytest.mark.parametrize(("other", "asked_again"), [(-9.0, False), (4.0, True)])
def test_who_is_not_sure_of_the_source_is_asked_to_confirm(opened, other, asked_again):
    model = FakeChatModel(
        always=lambda asked: Reply(
            f"Yes. [{source_of(asked, COST)}] {{12.5 million euros}} It cost 12.5 million euros.",
            first_words=(("Yes", 0.0), ("No", -1.6)),
            numbers=tuple(
                (str(number), 0.0 if str(number) == source_of(asked, COST) else other)
                for number in range(1, 4)
            ),
        ),
        copies_answer=True,
    )
    opened(model=model).ask(BOTH)
    assert bool(model.confirmed) is asked_again


def test_a_statement_is_confirmed_with_its_own_source_alone(opened):
    assistant = opened(ANSWERED)
    assistant.ask(HOW_MUCH)
    ((messages, grammar),) = assistant._chat_model.confirmed
    assert COST in messages[-1].text
    assert OPENED not in messages[-1].text
    assert HOW_MUCH in messages[-1].text
    assert "It cost 12.5 million euros." in messages[-1].text
    assert grammar == 'root ::= "Yes" | "No"'


def test_a_model_that_sees_no_answer_is_cut_short_and_the_question_refused(opened):
    reply = Reply("Yes. " + "It cost 12.5 million euros. [1] " * 9, first_words=UNSURE)
    assistant = opened(reply, answer_threshold=0.99)
    answer = assistant.ask(HOW_MUCH)
    assert not answer.answered
    assert assistant._chat_model.running == 0
    assert assistant._chat_model.pieces < 5


def test_where_search_speaks_for_another_source_than_the_model_would_name_it_writes_from_that(
    opened,
):
    def numbered(asked, likeliest):
        number = source_of(asked, likeliest)
        others = [n for n in "123456" if f"Source {n}: " in asked and n != number]
        return number, tuple((n, -0.1 if n == number else -2.0) for n in [number, *others])

    def led_astray(asked):
        number, numbers = numbered(asked, "Die Premiere war am 12. Januar.")
        return Reply(f"Yes. [{number}] It was on 12 January.", numbers=numbers)

    assistant = opened(
        led_astray, lambda asked: f"Yes. [{source_of(asked, COST)}] It cost 12.5 million euros."
    )
    both = f"{HOW_MUCH[:-1]}, and who opened it?"
    answer = assistant.ask(both)
    assert answer.text == "It cost 12.5 million euros. [1]"
    (first, free), (second, bound) = assistant._chat_model.asked
    assert first == second
    assert bound != free
    assert bound == grammar([int(source_of(first[-1].text, COST))])


def test_what_a_rule_named_is_believed_whatever_the_reader_prefers(opened):
    found = opened(reader=FakeReader("cost", 6.0)).search(BOTH)
    drafting = Drafting(
        found, FakeChatModel(), 0.5, 0.0, read_signals(found.inquiry, found.evidence)
    )
    sources = [item for item in found.evidence if item.sentence.text == OPENED]
    for mended, outdone in ((False, 12.0), (True, 0.0)):
        drafting.take(1.0, sources, failed=False, mended=mended)
        assert drafting.signals.outdone == outdone


FAIR = """---
title: The fair in Talheim
date: 2026-06-01
language: en
---

The fair in Talheim drew many guests this year. The new fair in Talheim had Polish guests for the \
first time. The fair ended on Sunday.
"""
FIRST = "The new fair in Talheim had Polish guests for the first time."


def test_who_asks_what_is_new_is_answered_from_what_happens_for_the_first_time(opened):
    model = FakeChatModel(always="Yes. [1] Polish guests came for the first time.")
    assistant = opened(model=model, library={"fair.en.md": FAIR}, reader=FakeReader("drew", 6.0))
    answer = assistant.ask("What is new about the fair in Talheim?")
    assert answer.text == "Polish guests came for the first time. [1]"
    assert [citation.quote for citation in answer.citations] == [FIRST]
    (messages, _), *_ = model.asked
    told = messages[-1].text
    assert f"Source 1: {FIRST}" in told
    assert "Source 2" not in told
