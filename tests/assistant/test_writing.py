import pytest

from assistant import Composer, QuotesFound
from tests.assistant.fakes import UNSURE, FakeChatModel, FakeReader, Reply
from tests.assistant.making import ANSWERED, BOTH, COST, HOW_MUCH, LIBRARY, LIE, OPENED, source_of


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


def test_an_unsupported_draft_is_never_shown(opened):
    assistant = opened("Yes. It cost 13.5 million euros. [1] It cost 12.5 million euros. [1]")
    shown = [e for e in assistant.stream(HOW_MUCH) if not isinstance(e, QuotesFound)]
    assert not any("13.5 million" in repr(event) for event in shown)
    assert [event.statement.text for event in shown[:-1]] == ["It cost 12.5 million euros."]


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


REVENUE_ALONE = {"year.en.md": BUSINESS["year.en.md"].replace("profit of", "annual hope of")}


def test_where_only_another_sum_is_found_than_is_asked_for_nothing_is_quoted_as_the_answer(opened):
    rather = ("Yes", -0.1), ("No", -2.5)
    assistant = opened(
        lambda asked: Reply(
            f"Yes. [{source_of(asked, '50 million euros.')}] The profit was 50 million euros.",
            rather,
        ),
        Reply("Yes. [1] The profit was 4 million dollars.", rather),
        library=REVENUE_ALONE,
        answer_threshold=0.5,
    )
    assert not assistant.ask("What was the profit of Talheim Ferries?").answered


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


@pytest.mark.parametrize(("relevance", "readings"), [(6.0, 2), (1.5, 1)])
def test_what_the_reader_surely_finds_best_is_read_alone_where_drafts_rest_on_others(
    opened, relevance, readings
):
    hesitant = ("Yes", -0.3), ("No", -1.0)
    opening = "Mayor Ada Sommer opened the bridge."
    model = FakeChatModel(
        lambda asked: Reply(
            f"Yes. [{source_of(asked, OPENED)}] {{Ada Sommer}} {opening}", first_words=hesitant
        ),
        "Yes. [1] {12.5 million euros} It cost 12.5 million euros.",
        copies_answer=True,
    )
    model.confirms = Reply("Yes", hesitant)
    reader = FakeReader("cost", relevance)
    assistant = opened(model=model, reader=reader, answer_threshold=0.6)
    answer = assistant.ask(BOTH)
    read = [messages[-1].text for messages, _ in model.asked]
    assert len(read) == readings
    assert (OPENED in read[0], OPENED in read[-1]) == (True, readings == 1)
    assert (answer.composer is Composer.MODEL) is (readings > 1)
    assert answer.citations[0].quote == (COST if readings > 1 else OPENED)


CLEARED = "Die Straße führte in Talheim zu mehr Rodungen."


@pytest.mark.parametrize(
    ("words", "said", "composer"),
    [
        ("mehr Rodungen", "The road led to far more traffic.", Composer.QUOTES),
        ("in Talheim", "The road led to more traffic in Talheim.", Composer.MODEL),
    ],
)
def test_a_statement_that_is_all_translation_gives_way_to_its_source(opened, words, said, composer):
    model = FakeChatModel(
        always=lambda asked: f"Yes. [{source_of(asked, CLEARED)}] {{{words}}} {said}",
        copies_answer=True,
    )
    assistant = opened(model=model, library={"road.de.md": f"# Straße\n\n{CLEARED}\n"})
    answer = assistant.ask("What did the road lead to?")
    assert answer.answered
    assert answer.composer is composer
    assert [citation.quote for citation in answer.citations] == [CLEARED]
    assert len(model.asked) == 1


PANEL = "On the panel were Anna Holm (Nordwerk) and Ben Kranz (Kestrel)."


def test_a_name_that_is_exchanged_is_confirmed_and_marked(opened):
    model = FakeChatModel(
        always=lambda asked: Reply(
            f"Yes. [{source_of(asked, PANEL)}] {{Anna Holm}} Anna Holm spoke for Kestrel."
        ),
        copies_answer=True,
    )
    assistant = opened(model=model, library=LIBRARY | {"panel.en.md": f"# The panel\n\n{PANEL}\n"})
    answer = assistant.ask("Who spoke for Kestrel on the panel?")
    assert answer.text == "Ben Kranz spoke for Kestrel. [1]"
    assert "Ben Kranz spoke" in model.confirmed[0][0][-1].text
    (citation,) = answer.citations
    text = assistant.release(citation.document).text
    assert text[slice(*citation.answer)] == "Ben Kranz"


TALK = "Anna Holm gave a talk for the panel on bridges."
ORGANISED = "Organised by Ben Kranz, three guests discussed it."


def test_a_name_that_is_exchanged_stands_whatever_the_reader_found_best(opened):
    said = "Anna Holm organised the panel on bridges."
    model = FakeChatModel(
        always=lambda asked: Reply(f"Yes. [{source_of(asked, TALK)}] {{Anna Holm}} {said}"),
        copies_answer=True,
    )
    library = {"panel.en.md": f"# The panel\n\n{TALK} {ORGANISED}\n"}
    assistant = opened(model=model, reader=FakeReader("talk", 6.0), library=library)
    answer = assistant.ask("Who organised the panel on bridges?")
    assert answer.text == "Ben Kranz organised the panel on bridges. [1]"
    assert answer.citations[0].quote == ORGANISED
