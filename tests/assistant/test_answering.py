import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import AnswerFinished, Composer, QuotesFound, StatementVerified, Turn
from assistant.languages import quotes_introduction, refusal
from assistant.nearest_quotes import FAR_OFF
from assistant.reply_grammar import grammar
from tests.assistant.fakes import SURE, UNSURE, FakeChatModel, Reply
from tests.assistant.making import (
    COST,
    HOW_MUCH,
    INJECTED,
    LIBRARY,
    OPENED,
    open_assistant,
)

ANSWERED = "Yes. It cost 12.5 million euros. [1]"
LIE = "Yes. It cost 99 million euros. [1]"


BOTH = "How many million euros has the new bridge cost, and who opened the bridge on 3 May?"


@pytest.fixture
def opened(tmp_path):
    """Return a function that opens an assistant over the small library with a chat model."""
    assistants = []

    def make(*replies, **options):
        if replies:  # the last one is said again where an attempt is repeated
            options.setdefault("model", FakeChatModel(*replies[:-1], always=replies[-1]))
        model = options.pop("model", None)
        assistants.append(open_assistant(tmp_path, model, **options))
        return assistants[-1]

    yield make
    for assistant in assistants:
        assistant.close()


def all_verbatim(assistant, citations):
    return all(
        assistant.release(citation.document).text[citation.start : citation.end] == citation.quote
        for citation in citations
    )


def source_of(question, sentence):
    """Return the number under which a sentence stands in the question's message."""
    (line,) = (line for line in question.splitlines() if line.endswith(sentence))
    return line.removeprefix("Source ").split(":")[0]


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


@pytest.mark.parametrize(
    ("said", "composer"),
    [
        ("It cost 12.5 million euros.", Composer.MODEL),
        ("It cost 12.5 million dollars.", Composer.QUOTES),
    ],
)
def test_the_words_that_a_model_copied_are_marked_in_the_quote(opened, said, composer):
    model = FakeChatModel(
        always=lambda asked: f"Yes. [{source_of(asked, COST)}] {{12.5 million euros}} {said}",
        copies_answer=True,
    )
    assistant = opened(model=model)
    answer = assistant.ask(HOW_MUCH)
    assert answer.composer is composer
    (citation,) = (each for each in answer.citations if each.quote == COST)
    text = assistant.release(citation.document).text
    assert text[slice(*citation.answer)] == "12.5 million euros"


@pytest.mark.parametrize(
    ("copied", "said", "text"),
    [
        ("12.5 million euros", "It was dear.", "12.5 million euros. [1]"),
        ("12.5 million euros", "How many it has cost.", "12.5 million euros. [1]"),
        ("new bridge", "It was dear.", None),  # of the question: it says nothing new
        ("bridge in Talheim", "It was dear.", None),
        ("12.5 million euros", "It cost 12.5 million dollars.", None),  # what is said is wrong
    ],
)
def test_where_only_the_wording_fails_the_copied_words_alone_are_the_answer(
    opened, copied, said, text
):
    model = FakeChatModel(
        always=lambda asked: f"Yes. [{source_of(asked, COST)}] {{{copied}}} {said}",
        copies_answer=True,
    )
    answer = opened(model=model).ask(HOW_MUCH)
    assert (answer.composer is Composer.MODEL) is (text is not None)
    assert text is None or answer.text == text


def test_of_two_copies_that_is_marked_whose_statement_holds(opened):
    model = FakeChatModel(
        lambda asked: f"Yes. [{source_of(asked, COST)}] {{Talheim}} {LIE[5:-4]}",
        always=lambda asked: (
            f"Yes. [{source_of(asked, COST)}] {{12.5 million}} It cost 12.5 million euros."
        ),
        copies_answer=True,
    )
    assistant = opened(model=model)
    answer = assistant.ask(HOW_MUCH)
    assert answer.composer is Composer.MODEL
    (citation,) = answer.citations
    text = assistant.release(citation.document).text
    assert text[slice(*citation.answer)] == "12.5 million euros"


@pytest.mark.parametrize(("copied", "sure"), [("bridge", False), ("12.5 million euros", True)])
def test_who_copies_no_number_where_one_is_asked_for_is_believed_less(opened, copied, sure):
    model = FakeChatModel(
        always=lambda asked: f"Yes. [{source_of(asked, COST)}] {{{copied}}} It cost 12.5 dollars.",
        copies_answer=True,
    )
    assert (opened(model=model).ask(HOW_MUCH).confidence > 0.99) is sure


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


def test_quotes_as_the_answer_leave_out_what_is_far_from_the_question(opened):
    assistant = opened()
    found = assistant.search(HOW_MUCH).evidence[:3]
    near = found[0].sentence_similarity - FAR_OFF
    kept = [item.sentence.text for item in found if item.sentence_similarity >= near]
    assert 0 < len(kept) < len(found)
    answer = assistant.ask(HOW_MUCH, quotes_only=True)
    assert [citation.quote for citation in answer.citations] == kept


def test_an_unsupported_draft_is_never_shown(opened):
    assistant = opened("Yes. It cost 13.5 million euros. [1] It cost 12.5 million euros. [1]")
    shown = [e for e in assistant.stream(HOW_MUCH) if not isinstance(e, QuotesFound)]
    assert not any("13.5 million" in repr(event) for event in shown)
    assert [event.statement.text for event in shown[:-1]] == ["It cost 12.5 million euros."]


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


def test_the_model_writes_from_the_leading_sentence_first(opened):
    assistant = opened(ANSWERED)
    assert assistant.ask(HOW_MUCH).text == "It cost 12.5 million euros. [1]"
    (only,) = (messages[-1].text for messages, _ in assistant._chat_model.asked)
    assert COST in only
    assert "Source 2:" not in only


def test_a_question_in_two_parts_is_answered_from_all_sentences_at_once(opened):
    assistant = opened(ANSWERED)
    assert len(assistant.ask(BOTH).statements) == 1
    (only,) = (messages[-1].text for messages, _ in assistant._chat_model.asked)
    assert COST in only
    assert OPENED in only


def test_a_failed_attempt_is_repeated_once_with_what_was_wrong_and_the_best_sentences(opened):
    model = FakeChatModel(LIE, ANSWERED)
    answer = opened(model=model).ask(HOW_MUCH)
    assert answer.composer is Composer.MODEL
    assert answer.text == "It cost 12.5 million euros. [1]"
    first, second = (messages[-1].text for messages, _ in model.asked)
    assert "99" not in first
    assert "99" in second
    assert "Source 2:" not in second


def test_what_the_leading_sentences_do_not_give_is_written_from_all_of_them(opened):
    model = FakeChatModel(Reply(LIE, first_words=UNSURE), ANSWERED)
    answer = opened(model=model, answer_threshold=0.5).ask(HOW_MUCH)
    assert answer.text == "It cost 12.5 million euros. [1]"
    *_, last = (messages[-1].text for messages, _ in model.asked)
    assert len(model.asked) == 2
    assert "99" not in last
    assert "Source 3:" in last


def test_the_repeated_attempt_sees_the_sentence_that_the_failed_one_cited(opened):
    model = FakeChatModel(
        lambda asked: f"Yes. It was opened by Bea Winter on 3 May. [{source_of(asked, OPENED)}]",
        lambda asked: f"Yes. Ada Sommer opened it on 3 May. [{source_of(asked, OPENED)}]",
    )
    answer = opened(model=model).ask(BOTH)
    first, second = (messages[-1].text for messages, _ in model.asked)
    assert source_of(first, OPENED) != "1"
    assert OPENED in second
    assert "Write it again in English" in second
    assert [citation.quote for citation in answer.citations] == [OPENED]


def test_a_statement_that_is_written_again_is_not_confirmed_again(opened):
    model = FakeChatModel(always=ANSWERED)
    model.confirms = Reply("No", first_words=(("No", 0.0), ("Yes", -0.1)))
    opened(model=model).ask(HOW_MUCH)
    statements = [messages[-1].text for messages, _ in model.confirmed]
    assert len(model.asked) == 2  # from the leading sentence, then from all
    assert sum("It cost 12.5 million euros." in text for text in statements) == 1


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


def test_a_first_word_without_hope_is_asked_for_of_all_sentences_and_nothing_is_repaired(opened):
    model = FakeChatModel()
    model.always = Reply("Yes. It cost 99 million euros. [1]", first_words=UNSURE)
    answer = opened(model=model, answer_threshold=0.9).ask(HOW_MUCH)
    assert not answer.answered
    few, every = (messages[-1].text.count("\nSource ") for messages, _ in model.asked)
    assert few < every


def test_a_statement_in_the_wrong_place_gets_the_right_citation(opened):
    answer = opened(
        lambda asked: f"Yes. It cost 12.5 million euros. [{source_of(asked, OPENED)}]"
    ).ask(BOTH)
    assert [citation.quote for citation in answer.citations] == [COST]


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
        (1.6, -1.0, "It cost 12.5 million euros.", True),
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


@pytest.mark.parametrize(
    ("yes", "copies", "readings"), [(0.9, True, 1), (1.1, True, 2), (0.9, False, 2)]
)
def test_a_model_that_copies_and_is_not_sure_reads_no_other_sentences(
    opened, yes, copies, readings
):
    unsure = (("Yes", 0.0), ("No", -yes))
    model = FakeChatModel(
        always=Reply("Yes. [1] {bridge} The new bridge.", unsure), copies_answer=copies
    )
    model.confirms = Reply("No")
    opened(model=model).ask("Who opened the new bridge in Talheim?")
    assert len(model.asked) == readings


def test_a_statement_is_confirmed_with_its_own_source_alone(opened):
    assistant = opened(ANSWERED)
    assistant.ask(HOW_MUCH)
    ((messages, grammar),) = assistant._chat_model.confirmed
    assert COST in messages[-1].text
    assert OPENED not in messages[-1].text
    assert HOW_MUCH in messages[-1].text
    assert "It cost 12.5 million euros." in messages[-1].text
    assert grammar == 'root ::= "Yes" | "No"'


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


def test_a_model_that_sees_no_answer_is_cut_short_and_the_question_refused(opened):
    reply = Reply("Yes. " + "It cost 12.5 million euros. [1] " * 9, first_words=UNSURE)
    assistant = opened(reply, answer_threshold=0.99)
    answer = assistant.ask(HOW_MUCH)
    assert not answer.answered
    assert assistant._chat_model.running == 0
    assert assistant._chat_model.pieces < 5


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
    assert set(values["statements"][0]) == {"text", "citations", "supported", "checks"}
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


UP_TO = LIBRARY | {
    "bridge.en.md": LIBRARY["bridge.en.md"].replace("cost 12.5", "cost up to 12.5"),
}


def test_a_limit_that_the_model_forgets_is_put_back_and_verified(opened):
    answer = opened(ANSWERED, library=UP_TO).ask(HOW_MUCH)
    assert answer.composer is Composer.MODEL
    assert answer.text == "It cost up to 12.5 million euros. [1]"


def test_sentences_of_one_release_are_told_together(opened):
    assistant = opened("Yes. Ada Sommer did. [1]")
    assistant.ask(BOTH)
    asked = assistant._chat_model.asked[0][0][-1].text
    titles = [line for line in asked.splitlines() if line.startswith("From “")]
    assert len(titles) == len(set(titles)) > 1


BUSINESS = {
    "year.en.md": """---
title: Talheim Ferries presents its accounts
date: 2026-03-01
language: en
---

The revenue of Talheim Ferries was 50 million euros. The profit of Talheim Ferries was 4 million \
euros.
"""
}


def test_who_took_revenue_for_profit_writes_anew_without_that_sentence(opened):
    assistant = opened(
        lambda asked: (
            f"Yes. [{source_of(asked, '50 million euros.')}] The profit was 50 million euros."
        ),
        lambda asked: f"Yes. [{source_of(asked, '4 million euros.')}] It was 4 million euros.",
        library=BUSINESS,
    )
    answer = assistant.ask("What was the profit of Talheim Ferries?")
    assert answer.text == "It was 4 million euros. [1]"
    first, second = (messages[-1].text for messages, _ in assistant._chat_model.asked)
    assert "50 million" in first
    assert "50 million" not in second


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


def test_who_names_one_sentence_and_says_another_is_asked_for_the_one_named_alone(opened):
    assistant = opened(
        lambda asked: f"Yes. [{source_of(asked, COST)}] Mayor Ada Sommer opened the bridge.",
        "Yes. [1] It cost 12.5 million euros.",
    )
    answer = assistant.ask(BOTH.replace("How many million euros has", "What has"))
    first, second = (messages[-1].text for messages, _ in assistant._chat_model.asked)
    assert OPENED in first
    assert COST in second
    assert OPENED not in second
    assert answer.text == "It cost 12.5 million euros. [1]"


def test_what_it_said_first_stands_where_the_named_sentence_gives_nothing(opened):
    assistant = opened(
        lambda asked: f"Yes. [{source_of(asked, COST)}] Mayor Ada Sommer opened the bridge.",
        "Yes. [1] It cost 99 million euros.",
    )
    answer = assistant.ask(BOTH)
    assert answer.text == "Mayor Ada Sommer opened the bridge. [1]"
    assert [citation.quote for citation in answer.citations] == [OPENED]
