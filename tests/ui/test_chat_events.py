from dataclasses import replace
from datetime import date

import pytest

from assistant.records import AnswerFinished, Period
from assistant.settings import Settings
from documents.errors import ChatModelUnavailable
from tests.ui.fake_assistant import FakeAssistant
from tests.ui.page_reader import read
from ui.chat_events import ChatEvents
from ui.feedback import Feedback
from ui.wording import ENGLISH, FRENCH

READER, OTHER = "a" * 32, "b" * 32
COST = "Was kostete die neue Brücke?"


def test_quotes_are_shown_before_the_first_statement_and_then_the_answer():
    views = list(ChatEvents(FakeAssistant()).ask(READER, COST))
    searching, quotes, statement, finished = views[:4]
    assert searching.running
    assert searching.accepted
    assert ENGLISH.searching in searching.talk
    assert "Brücke eröffnet." in quotes.sources
    assert "Das steht da" not in quotes.talk
    assert "Das steht da" in statement.talk
    assert read(statement.talk).attributes["data-quote"] == ["c1"]
    assert not finished.running
    assert ENGLISH.checked in finished.talk


def test_a_refusal_shows_the_nearest_quotes_and_no_verdict():
    *_, last = ChatEvents(FakeAssistant()).ask(READER, "Wie hoch ist der Mond?")
    page = read(last.talk)
    assert "Das steht nicht in den Mitteilungen." in page.text
    assert ENGLISH.refused in page.text, "the interface is English, the refusal German"
    assert ENGLISH.nearest in page.text
    assert "c1" in page.attributes["data-quote"]
    assert ENGLISH.checked not in page.text


def test_the_days_that_a_question_was_narrowed_to_are_told_under_it():
    class Latest(FakeAssistant):
        def stream(self, *asked, **how):
            for event in super().stream(*asked, **how):
                if isinstance(event, AnswerFinished):
                    period = Period(date(2026, 5, 3), date(2026, 5, 3), 1)
                    yield AnswerFinished(replace(event.answer, period=period))
                else:
                    yield event

    *_, last = ChatEvents(Latest()).ask(READER, COST)
    assert "Asked of these only: 1 release, 3 May 2026" in read(last.talk).text


def test_a_follow_up_is_asked_with_what_went_before():
    assistant = FakeAssistant()
    events = ChatEvents(assistant)
    list(events.ask(READER, COST))
    list(events.ask(READER, "Und wann?"))
    assert [turn.question for turn in assistant.histories[-1]] == [COST]
    list(events.ask(OTHER, "Und wann?"))
    assert assistant.histories[-1] == ()


def test_closing_the_page_cancels_the_answer():
    assistant = FakeAssistant(pace=0.2)
    views = ChatEvents(assistant).ask(READER, COST)
    next(views)
    next(views)
    views.close()
    assert assistant.was_cancelled()


def test_stopping_keeps_what_was_there_and_says_so():
    events = ChatEvents(FakeAssistant())
    answering = events.ask(READER, COST)
    next(answering)
    next(answering)
    stopped = events.stop(READER)
    assert not stopped.running
    assert ENGLISH.stopped in stopped.talk
    *_, last = answering
    assert ENGLISH.stopped in last.talk, "what still arrives does not undo the stop"
    assert ENGLISH.checked not in last.talk


def test_an_edited_question_takes_the_place_of_the_last():
    assistant = FakeAssistant()
    events = ChatEvents(assistant)
    list(events.ask(READER, COST))
    list(events.ask(READER, "Und wann wird die alte Brücke abgerissen?"))
    edited = events.edit(READER)
    assert edited.box == "Und wann wird die alte Brücke abgerissen?"
    assert ENGLISH.editing in edited.limits
    *_, last = events.ask(READER, "Wann wurde die Brücke eröffnet?")
    assert "Und wann" not in last.talk
    assert COST in last.talk
    assert ENGLISH.editing not in last.limits
    assert [turn.question for turn in assistant.histories[-1]] == [COST]


def test_editing_can_be_left_again_and_changes_nothing_before_it_is_asked():
    events = ChatEvents(FakeAssistant())
    assert events.edit(READER).box is None, "there is nothing to edit"
    *_, before = events.ask(READER, COST)
    assert events.edit(READER).talk == before.talk
    left = events.keep(READER)
    assert (left.talk, left.box, left.limits) == (before.talk, "", "")


def test_asking_again_replaces_the_last_answer_and_only_that():
    events = ChatEvents(FakeAssistant())
    list(events.ask(READER, COST))
    *_, again = events.retry(READER, 0)
    assert read(again.talk).text.count(COST) == 1
    list(events.ask(READER, "Und wann?"))
    *_, earlier = events.retry(READER, 0)
    assert read(earlier.talk).text.count(COST) == 2


@pytest.mark.parametrize("junk", [7, "0", None, -1])
def test_asking_again_what_was_never_asked_changes_nothing(junk):
    events = ChatEvents(FakeAssistant())
    *_, before = events.ask(READER, COST)
    *_, after = events.retry(READER, junk)
    assert after.talk == before.talk


def test_a_second_question_waits_for_the_first():
    events = ChatEvents(FakeAssistant())
    answering = events.ask(READER, COST)
    next(answering)
    (view,) = events.ask(READER, "Und wann?")
    assert "Und wann?" not in view.talk
    assert not view.accepted


def test_a_blank_question_changes_nothing():
    (view,) = ChatEvents(FakeAssistant()).ask(READER, " \n\t ")
    assert ENGLISH.welcome in view.talk


def test_an_error_is_a_calm_sentence_and_the_next_question_works():
    assistant = FakeAssistant(error=ChatModelUnavailable("The model is out.", "Try later."))
    events = ChatEvents(assistant)
    *_, failed = events.ask(READER, COST)
    assert "The model is out. Try later." in failed.talk
    assert not failed.running
    assistant._error = None
    *_, last = events.retry(READER, 0)
    assert ENGLISH.checked in last.talk


def test_an_unforeseen_error_shows_no_detail(caplog):
    *_, failed = ChatEvents(FakeAssistant(error=KeyError("secret path"))).ask(READER, COST)
    assert ENGLISH.failed in failed.talk
    assert "secret" not in failed.talk
    assert "secret path" in caplog.text


def test_the_interface_speaks_the_browsers_language_until_the_reader_chooses():
    events = ChatEvents(FakeAssistant())
    assert FRENCH.welcome in events.arrive(READER, "fr-CA,en;q=0.5").talk
    assert ENGLISH.welcome in events.language(READER, "en").talk
    assert ENGLISH.welcome in events.language(READER, None).talk


def test_a_reload_shows_the_conversation_again():
    events = ChatEvents(FakeAssistant())
    *_, last = events.ask(READER, COST)
    assert events.arrive(READER, "en").talk == last.talk
    assert ENGLISH.welcome in events.arrive(OTHER, "en").talk


def test_an_empty_library_says_what_to_do():
    views = ChatEvents(FakeAssistant(())).arrive(READER, "en")
    page = read(views.talk)
    assert ENGLISH.empty in page.text
    assert "/releases" in page.text
    assert "data-question" not in page.attributes


def test_the_first_questions_are_answered_by_the_newest_releases():
    events = ChatEvents(FakeAssistant())
    assert "data-question" not in read(events.arrive(READER, "en").talk).attributes
    offered = read(events.offer(READER).talk).attributes["data-question"]
    assert "What happened on 3 May 2026?" in offered
    assert read(events.arrive(OTHER, "en").talk).attributes["data-question"] == offered


def test_after_an_answer_questions_follow_that_were_not_asked_and_are_answered():
    assistant = FakeAssistant()
    events = ChatEvents(assistant)
    *_, last = events.ask(READER, "Was geschah am 3. Mai 2026?")
    offered = read(last.talk).attributes["data-question"]
    assert 1 <= len(offered) <= 2
    assert "Was geschah am 3. Mai 2026?" not in offered
    for question in offered:
        *_, answered = events.suggest(OTHER, question, "de")
        assert "Das steht nicht" not in read(answered.talk).text, question


def test_an_offered_question_is_asked_alone_as_it_was_checked():
    assistant = FakeAssistant()
    events = ChatEvents(assistant)
    list(events.ask(READER, COST))
    list(events.suggest(READER, "Wer ist Ada Krämer?", "de"))
    assert assistant.histories == [(), ()]


def test_a_new_conversation_forgets_the_old_one():
    events = ChatEvents(FakeAssistant())
    list(events.ask(READER, COST))
    assert ENGLISH.welcome in events.clear(READER).talk
    assert events.arrive(READER, "en").talk == events.clear(READER).talk


def test_a_question_that_no_encoder_takes_is_still_asked():
    *_, last = ChatEvents(FakeAssistant()).ask(READER, "\ud800 Brücke?")
    assert "? Brücke?" in read(last.talk).text


def rated(tmp_path, question=COST):
    assistant = FakeAssistant(settings=Settings(documents=tmp_path, data=tmp_path))
    events = ChatEvents(assistant)
    list(events.ask(READER, question))
    return events


def test_a_verdict_is_kept_once_and_said_to_be(tmp_path):
    events = rated(tmp_path)
    talk = events.rate(READER, 0, "right", None).talk
    assert ENGLISH.kept in talk
    assert "data-verdict" not in read(talk).attributes
    (question,) = Feedback(tmp_path).questions()
    assert question["question"] == COST


def test_a_wrong_answer_asks_what_would_be_right(tmp_path):
    events = rated(tmp_path)
    asked = events.rate(READER, 0, "wrong", " ").talk
    assert ENGLISH.correction in asked
    assert ENGLISH.kept in events.rate(READER, 0, "wrong", " 13 Millionen ").talk
    (question,) = Feedback(tmp_path).questions()
    assert question["answer"] == "13 Millionen"


def test_a_verdict_that_cannot_be_kept_says_so():
    events = ChatEvents(FakeAssistant())
    list(events.ask(READER, COST))
    assert "BELEG_DATA" in events.rate(READER, 0, "right", None).talk


@pytest.mark.parametrize("junk", [(9, "right", None), (0, "superb", None), (None, None, None)])
def test_a_verdict_that_is_none_changes_nothing(tmp_path, junk):
    events = rated(tmp_path)
    events.rate(READER, *junk)
    assert list(Feedback(tmp_path).questions()) == []
