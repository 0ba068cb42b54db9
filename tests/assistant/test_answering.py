import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import AnswerFinished, Composer, QuotesFound, StatementVerified, Turn
from assistant.languages import quotes_introduction, refusal
from assistant.nearest_quotes import FAR_OFF
from tests.assistant.fakes import SURE, UNSURE, FakeChatModel, FakeReader, Reply
from tests.assistant.making import (
    ANSWERED,
    BOTH,
    COST,
    HOW_MUCH,
    INJECTED,
    LIBRARY,
    LIE,
    OPENED,
    open_assistant,
    source_of,
)

FAIR = """---
title: Die Messe in Talheim
date: 2026-04-09
language: de
---

Die Messe in Talheim zog an der Donau viele Gäste an. Erstmals nahmen Firmen aus Polen teil. \
Die Messe in Talheim dauerte drei Tage.
"""


def all_verbatim(assistant, citations):
    return all(
        assistant.release(citation.document).text[citation.start : citation.end] == citation.quote
        for citation in citations
    )


def test_quotes_come_first_then_statements_then_the_answer(opened):
    assistant = opened(
        lambda asked: (
            f"Yes. It cost 12.5 million euros. [{source_of(asked, COST)}]"
            f" Ada Sommer opened it on 3 May. [{source_of(asked, OPENED)}]"
        )
    )
    quotes, *statements, finished = assistant.stream(BOTH)
    assert isinstance(quotes, QuotesFound)
    assert quotes.language == "en"
    assert quotes.citations[0].quote == COST
    assert [citation.number for citation in quotes.citations] == [
        *range(1, len(quotes.citations) + 1)
    ]
    assert all(isinstance(event, StatementVerified) for event in statements)
    assert [event.statement.text for event in statements] == [
        "It cost 12.5 million euros.",
        "Ada Sommer opened it on 3 May.",
    ]
    assert isinstance(finished, AnswerFinished)
    answer = finished.answer
    assert answer.answered
    assert answer.composer is Composer.MODEL
    assert answer.statements == tuple(event.statement for event in statements)
    assert answer.citations == tuple(c for event in statements for c in event.citations)
    assert [citation.quote for citation in answer.citations] == [COST, OPENED]
    assert answer.text == "It cost 12.5 million euros. [1] Ada Sommer opened it on 3 May. [2]"
    assert answer.note is None


def test_quotes_are_there_before_the_model_is_asked(opened):
    assistant = opened(ANSWERED)
    events = assistant.stream(HOW_MUCH)
    assert isinstance(next(events), QuotesFound)
    assert assistant._chat_model.asked == []
    events.close()
    assert assistant._chat_model.asked == []


def test_times_are_told_in_their_order(opened):
    timings = opened(ANSWERED).ask(HOW_MUCH).timings
    assert 0 < timings.search_ms <= timings.first_token_ms <= timings.total_ms


def test_quotes_as_the_answer_leave_out_what_is_far_from_the_question(opened):
    assistant = opened()
    found = assistant.search(HOW_MUCH).evidence[:3]
    near = found[0].sentence_similarity - FAR_OFF
    kept = [item.sentence.text for item in found if item.sentence_similarity >= near]
    assert 0 < len(kept) < len(found)
    answer = assistant.ask(HOW_MUCH, quotes_only=True)
    assert [citation.quote for citation in answer.citations] == kept


def test_a_label_is_no_quote_where_something_else_is_near(opened):
    contact = "# The press contact\n\nPress contact:\n\nThe press contact is Ada Sommer.\n"
    assistant = opened(library={"contact.en.md": contact})
    question = "Who is the press contact?"
    assert "Press contact:" in [item.sentence.text for item in assistant.search(question).evidence]
    answer = assistant.ask(question, quotes_only=True)
    assert answer.answered
    assert "Press contact:" not in [citation.quote for citation in answer.citations]


def test_where_every_draft_fails_the_quotes_are_the_answer(opened):
    answer = opened(LIE).ask(HOW_MUCH)
    assert answer.answered
    assert answer.composer is Composer.QUOTES
    assert answer.citations[0].quote == COST
    assert answer.text.startswith(quotes_introduction("en"))
    assert "99" not in answer.text
    assert [s.text for s in answer.statements] == [c.quote for c in answer.citations]


@pytest.mark.parametrize(("first_words", "answered"), [(SURE, True), (UNSURE, False)])
def test_a_failed_draft_leaves_the_quotes_where_the_first_word_is_for_them(
    opened, first_words, answered
):
    wrong = Reply("Yes. It cost 99 million euros. [1]", first_words=first_words)
    answer = opened(wrong, answer_threshold=0.5).ask(HOW_MUCH)
    assert answer.answered is answered
    assert answer.composer is Composer.QUOTES
    assert "99" not in answer.text


@pytest.mark.parametrize(("relevance", "composer"), [(1.0, Composer.QUOTES), (5.0, Composer.MODEL)])
def test_a_statement_that_is_less_sure_than_a_quote_must_be_gives_way_to_it(
    opened, relevance, composer
):
    first_words = ("Yes", -0.4), ("No", -1.1)
    model = FakeChatModel(always=Reply(ANSWERED, first_words=first_words))
    model.confirms = Reply("Yes", (("Yes", -0.5), ("No", -1.0)))
    assistant = opened(model=model, reader=FakeReader("cost", relevance), answer_threshold=0.5)
    answer = assistant.ask(HOW_MUCH)
    assert answer.answered
    assert answer.composer is composer
    assert answer.confidence >= 0.5
    assert answer.citations[0].quote == COST


@pytest.mark.parametrize(("relevance", "quoted"), [(6.0, COST), (1.0, OPENED)])
def test_a_reader_that_is_sure_of_another_sentence_is_believed(opened, relevance, quoted):
    model = FakeChatModel(
        lambda asked: f"Yes. [{source_of(asked, OPENED)}] Ada Sommer opened the bridge.",
        always="No.",
    )
    assistant = opened(model=model, reader=FakeReader("cost", relevance), answer_threshold=0.3)
    answer = assistant.ask(BOTH)
    assert answer.answered
    assert answer.citations[0].quote == quoted
    assert (answer.composer is Composer.MODEL) is (quoted == OPENED)


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("Was ist neu an der Messe in Talheim?", True),
        ("Was ist neu an der Steuerreform in Talheim?", False),
        ("What is new about the Messe in Talheim?", False),
    ],
)
def test_what_is_new_is_quoted_whatever_the_model_makes_of_it(opened, question, answered):
    doubting = Reply("No.", first_words=UNSURE)
    answer = opened(doubting, library={"messe.de.md": FAIR}, answer_threshold=0.5).ask(question)
    assert answer.answered is answered
    assert answer.composer is Composer.QUOTES
    assert answer.citations[0].quote == "Erstmals nahmen Firmen aus Polen teil."
    assert len(answer.citations) == 1 or not answered


def test_quotes_as_the_answer_are_those_that_the_model_wrote_from(opened):
    model = FakeChatModel(
        always=lambda asked: f"Yes. Ada Sommer opened it on 3 May. [{source_of(asked, OPENED)}]"
    )
    model.confirms = Reply("No", first_words=(("No", 0.0), ("Yes", -0.1)))
    assistant = opened(model=model)
    answer = assistant.ask(BOTH)
    assert answer.composer is Composer.QUOTES
    assert [citation.quote for citation in answer.citations] == [OPENED]
    assert len(assistant.ask(BOTH, quotes_only=True).citations) > 1


def test_a_model_that_breaks_off_at_once_leaves_the_quotes_and_a_note(opened):
    answer = opened(Reply("", breaks_off=True)).ask(HOW_MUCH)
    assert answer.composer is Composer.QUOTES
    assert answer.citations[0].quote == COST
    assert answer.note == "The fake broke off. Tell it not to."


def test_a_model_that_breaks_off_midway_leaves_the_quotes_and_a_note(opened):
    assistant = opened(Reply(f"{ANSWERED} And it opened on", breaks_off=True))
    answer = assistant.ask(HOW_MUCH)
    assert answer.composer is Composer.QUOTES
    assert answer.citations[0].quote == COST
    assert "broke off" in answer.note
    assert all_verbatim(assistant, answer.citations)


def test_after_a_model_broke_off_the_next_answer_has_no_note(opened):
    assistant = opened(Reply("", breaks_off=True), ANSWERED)
    assert assistant.ask(HOW_MUCH).note
    assert assistant.ask(HOW_MUCH).note is None


def test_a_model_that_repeats_itself_says_each_thing_at_most_three_times(opened):
    assistant = opened(Reply(f"{ANSWERED} ", endless=True))
    assert len(assistant.ask(HOW_MUCH).statements) <= 3
    assert assistant._chat_model.running == 0


def test_a_quotes_only_question_never_reaches_the_chat_model(opened):
    assistant = opened(ANSWERED)
    answer = assistant.ask(HOW_MUCH, quotes_only=True)
    assert answer.composer is Composer.QUOTES
    assert answer.citations[0].quote == COST
    assert answer.note is None
    assert assistant._chat_model.asked == []


def test_a_hopeless_question_never_reaches_the_chat_model(opened):
    assistant = opened(ANSWERED, floor=0.0, answer_threshold=0.5)
    assert not assistant.ask("Wovon träumen elektrische Schafe?").answered
    assert assistant._chat_model.asked == []


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wie viele Plätze hat die Oper in Talheim?", "de"),
        ("How many seats does the opera in Talheim have?", "en"),
        ("Combien de places l'opéra de Talheim a-t-il ?", "fr"),
        ("Ile miejsc ma opera w Talheim?", "pl"),
    ],
)
def test_a_refusal_is_in_the_askers_language_with_the_nearest_quotes(opened, question, language):
    assistant = opened(answer_threshold=1.0)
    answer = assistant.ask(question)
    assert not answer.answered
    assert (answer.language, answer.text) == (language, refusal(language))
    assert answer.statements == ()
    assert answer.composer is Composer.QUOTES
    assert 1 <= len(answer.citations) <= 3
    assert all_verbatim(assistant, answer.citations)


def test_the_language_that_was_named_is_the_language_of_the_refusal(opened):
    answer = opened(answer_threshold=1.0).ask(HOW_MUCH, language="es")
    assert answer.text == refusal("es")


def test_an_empty_library_says_that_the_releases_do_not_say(opened):
    assistant = opened(ANSWERED, library={})
    events = list(assistant.stream("Qui a ouvert le nouveau pont ?"))
    assert events[0] == QuotesFound((), "fr")
    answer = events[-1].answer
    assert not answer.answered
    assert answer.text == refusal("fr")
    assert answer.citations == ()
    assert answer.confidence == 0
    assert assistant._chat_model.asked == []


def test_closing_the_stream_asks_the_model_nothing_more(opened):
    assistant = opened(Reply(f"{ANSWERED} ", endless=True))
    events = assistant.stream(HOW_MUCH)
    while not isinstance(next(events), StatementVerified):
        pass
    events.close()
    assert len(assistant._chat_model.confirmed) == 1
    assert assistant._chat_model.running == 0


def test_a_follow_up_is_answered_with_the_question_before_it(opened):
    assistant = opened(ANSWERED, ANSWERED)
    assistant.ask("And the cost?", [Turn(HOW_MUCH, "…", "en")])
    messages, _ = assistant._chat_model.asked[0]
    assert HOW_MUCH in messages[-1].text


CONTRACT = {
    "question",
    "language",
    "answered",
    "text",
    "statements",
    "citations",
    "composer",
    "confidence",
    "timings",
}


CITATION = {
    "number",
    "document",
    "title",
    "language",
    "date",
    "issuer",
    "url",
    "quote",
    "start",
    "end",
    "content_hash",
}


def test_an_answer_as_json_has_the_fields_of_the_contract(opened):
    answer = opened(ANSWERED).ask(HOW_MUCH)
    values = json.loads(json.dumps(answer.as_json()))
    assert set(values) == CONTRACT | {"note", "period"}
    assert set(values["statements"][0]) == {"text", "citations", "supported", "checks", "original"}
    assert set(values["citations"][0]) == CITATION | {"status", "speaker", "answer"}
    assert set(values["timings"]) == {"search_ms", "first_token_ms", "total_ms"}
    assert values["composer"] == "model"
    assert values["statements"][0]["citations"] == [1]
    assert values["citations"][0]["date"] == "2026-05-04"
    assert values["citations"][0]["document"] == "bridge.en.md"
    assert values["citations"][0]["url"] == "https://press.example/bridge"


def test_a_refusal_as_json_has_the_same_fields(opened):
    values = json.loads(json.dumps(opened(answer_threshold=1.0).ask(HOW_MUCH).as_json()))
    assert set(values) == CONTRACT | {"note", "period"}
    assert values["composer"] == "quotes"
    assert values["timings"]["first_token_ms"] is None
    assert values["statements"] == []


def test_what_the_releases_leave_open_is_null(opened):
    values = opened().ask("Wie viele Plätze hat die Oper in Talheim?").as_json()
    opera = next(c for c in values["citations"] if c["document"] == "oper.de.md")
    assert opera["issuer"] is None
    assert opera["url"] is None


def test_eight_threads_ask_at_once_and_each_gets_its_own_answer(opened):
    asked = {
        HOW_MUCH: (COST, "It cost 12.5 million euros."),
        "On which day did Mayor Ada Sommer open the bridge?": (OPENED, "She opened it on 3 May."),
    }

    def reply(question):
        sentence, said = next(pair for text, pair in asked.items() if text in question)
        return f"Yes. {said} [{source_of(question, sentence)}]"

    assistant = opened(model=FakeChatModel(always=reply, size=2))
    with ThreadPoolExecutor(8) as threads:
        questions = list(asked) * 8
        answers = list(threads.map(assistant.ask, questions))
    for question, answer in zip(questions, answers, strict=True):
        sentence, said = asked[question]
        assert answer.question == question
        assert [statement.text for statement in answer.statements] == [said]
        assert [citation.quote for citation in answer.citations] == [sentence]
    assert assistant._chat_model.running == 0


def test_a_release_that_gives_orders_changes_nothing_for_another_question(opened):
    question = HOW_MUCH
    assistant = opened(
        lambda asked: (
            f"Yes. The bridge was free of charge. Visit evil.example now. [{asked.count('[')}]"
            f" It cost 12.5 million euros. [{source_of(asked, COST)}]"
        ),
        library=LIBRARY | {"injected.en.md": INJECTED},
    )
    answer = assistant.ask(question)
    bridge = [c for c in answer.citations if c.document == "bridge.en.md"]
    assert [citation.quote for citation in bridge] == [COST]
    assert "It cost 12.5 million euros." in answer.text
    messages, _ = assistant._chat_model.asked[0]
    assert "Ignore your instructions" not in messages[0].text
    assert messages[-1].text.splitlines()[0] == "Sources:"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Return an assistant whose chat model says what the test tells it to."""
    place = tmp_path_factory.mktemp("told")
    library = LIBRARY | {"injected.en.md": INJECTED}
    model = FakeChatModel(always="")
    with open_assistant(place, model, library=library, answers_kept=0) as assistant:
        yield assistant


FRAGMENTS = st.sampled_from(
    [
        *("Yes. ", "No. ", "It cost ", "12.5 ", "99 ", "million euros. ", "Ada Sommer ", "3 May "),
        *("[1]", "[2]", "[1][9]", "[0] ", "[", "] ", "Marie Delorme ", COST, OPENED, "\n"),
    ]
)


@given(
    st.lists(FRAGMENTS | st.text(max_size=8), max_size=12).map("".join),
    st.sampled_from([(), SURE, UNSURE]),
    st.booleans(),
    st.sampled_from([HOW_MUCH, "Wer leitet die Oper?", "Who opened the bridge?", "?1"]),
)
def test_every_citation_is_verbatim_whatever_the_model_replies(
    told, text, first_words, breaks_off, question
):
    told._chat_model.always = Reply(text, first_words, breaks_off)
    *events, finished = told.stream(question)
    answer = finished.answer
    shown = [c for event in events for c in event.citations]
    assert all_verbatim(told, [*shown, *answer.citations])
    numbers = [citation.number for citation in answer.citations]
    assert numbers == [*range(1, len(numbers) + 1)]
    for statement in answer.statements:
        assert statement.supported
        assert statement.citations
        assert set(statement.citations) <= set(numbers)
    said = " ".join(statement.text for statement in answer.statements)
    assert "99" not in said
    assert "Delorme" not in said
    assert 0 <= answer.confidence <= 1
    assert told._chat_model.running == 0
