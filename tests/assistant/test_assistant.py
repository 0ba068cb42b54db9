import asyncio
import threading

import pytest

from assistant import AnswerFinished, Assistant, Composer, QuotesFound, Settings, compose, confirm
from documents.errors import ChatModelUnavailable, FolderUnusable, QuestionUnusable
from tests.assistant.fakes import CrowdedEmbedder, FakeChatModel, Reply
from tests.assistant.making import BRIDGE, COST, HOW_MUCH, OPERA, open_assistant

ANSWERED = "Yes. It cost 12.5 million euros. [1]"


@pytest.fixture
def assistant(tmp_path):
    with open_assistant(tmp_path, FakeChatModel(always=ANSWERED)) as assistant:
        yield assistant


def test_opening_reads_the_folder_and_tells_its_progress(tmp_path):
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "bridge.en.md").write_text(BRIDGE, encoding="utf-8")
    seen = []
    settings = Settings(data=tmp_path / "data", chat_model="none")
    with Assistant.open(
        settings,
        documents=str(tmp_path / "releases"),
        embedder=CrowdedEmbedder(BRIDGE),
        on_progress=seen.append,
    ) as assistant:
        assert [release.id for release in assistant.releases()] == ["bridge.en.md"]
        assert assistant.status().releases == 1
    assert seen[-1].done == seen[-1].total == 1


def test_without_refresh_the_index_stays_as_it_is(tmp_path):
    with open_assistant(tmp_path) as first:
        settings, embedder = first.settings, first._similarity._embedder
    (settings.documents / "new.en.md").write_text(BRIDGE, encoding="utf-8")
    with Assistant.open(settings, embedder=embedder, refresh=False) as again:
        assert again.release("new.en.md") is None
        assert again.reindex().added == ("new.en.md",)
        assert again.release("new.en.md") is not None


def test_a_folder_that_is_not_there_is_told(tmp_path):
    settings = Settings(data=tmp_path, chat_model="none", documents=tmp_path / "nowhere")
    with pytest.raises(FolderUnusable):
        Assistant.open(settings, embedder=CrowdedEmbedder(BRIDGE))


def test_a_chat_model_that_cannot_be_had_means_quotes_and_a_note(tmp_path):
    with open_assistant(tmp_path, chat_model="embedded") as assistant:  # an empty model store
        answer = assistant.ask(HOW_MUCH)
        assert answer.composer is Composer.QUOTES
        assert answer.citations[0].quote == COST
        assert "beleg models fetch" in answer.note
        assert assistant.ask(HOW_MUCH, quotes_only=True).note is None


def test_a_chat_model_that_is_not_wanted_is_not_noted(tmp_path):
    with open_assistant(tmp_path, chat_model="none") as assistant:
        answer = assistant.ask(HOW_MUCH)
    assert answer.composer is Composer.QUOTES
    assert answer.note is None


def test_a_new_release_answers_in_the_assistant_that_was_already_open(tmp_path):
    with open_assistant(tmp_path, library={"bridge.en.md": BRIDGE}) as assistant:
        (assistant.settings.documents / "oper.de.md").write_text(OPERA, encoding="utf-8")
        assert assistant.reindex().added == ("oper.de.md",)
        answer = assistant.ask("Wie viele Plätze hat die Oper in Talheim?")
        assert "oper.de.md" in {citation.document for citation in answer.citations}
        (assistant.settings.documents / "oper.de.md").unlink()
        assert assistant.reindex().removed == ("oper.de.md",)
        answer = assistant.ask("Wie viele Plätze hat die Oper in Talheim?")
        assert {citation.document for citation in answer.citations} == {"bridge.en.md"}


@pytest.mark.parametrize("question", ["", " \n", "a" * 100_000])
def test_a_question_that_is_none_is_told_and_the_next_one_answered(assistant, question):
    with pytest.raises(QuestionUnusable):
        assistant.ask(question)
    with pytest.raises(QuestionUnusable):
        list(assistant.stream(question))
    assert assistant.ask(HOW_MUCH).answered


def test_asking_is_the_end_of_streaming(assistant):
    *_, finished = assistant.stream(HOW_MUCH)
    answer = assistant.ask(HOW_MUCH)
    assert isinstance(finished, AnswerFinished)
    assert answer.text == finished.answer.text
    assert answer.citations == finished.answer.citations


def test_warming_up_shows_the_model_both_prefixes_the_longer_last(assistant):
    assistant.warm_up()
    assert assistant._chat_model.prefixes == [confirm.prefix(), compose.prefix()]


class ColdModel(FakeChatModel):
    """A chat model that cannot be warmed up."""

    def warm_up(self, prefix, *, adapted=False):  # noqa: ARG002
        raise ChatModelUnavailable("It is cold.", "Wait.")


def test_a_model_that_would_not_warm_up_but_answers_is_not_complained_about(tmp_path):
    with open_assistant(tmp_path, ColdModel(ANSWERED)) as assistant:
        assistant.warm_up()
        answer = assistant.ask(HOW_MUCH)
    assert answer.composer is Composer.MODEL
    assert answer.note is None


def test_reading_ahead_steps_aside_for_as_long_as_an_answer_is_streamed(tmp_path, monkeypatch):
    with open_assistant(tmp_path, FakeChatModel(ANSWERED)) as assistant:
        may_go_on, stop, steps_aside = [], threading.Event(), threading.Event()

        def read_ahead(ask):
            may_go_on.append(ask())
            (stop if may_go_on[-1] else steps_aside).set()
            return may_go_on[-1]

        monkeypatch.setattr(assistant._index, "read_ahead", read_ahead)
        stream = assistant.stream(HOW_MUCH)
        next(stream)
        reading = threading.Thread(target=assistant.read_ahead, args=(stop,))
        reading.start()
        assert steps_aside.wait(10)
        assert not stop.is_set()
        stream.close()
        reading.join(10)
        assert may_go_on == [False, True]


def test_leaving_the_assistant_closes_the_chat_model(tmp_path):
    with open_assistant(tmp_path, FakeChatModel()) as assistant:
        assert not assistant._chat_model.closed
    assert assistant._chat_model.closed


def test_the_async_twins_give_the_same(assistant):
    async def both():
        answer = await assistant.aask(HOW_MUCH)
        return answer, [event async for event in assistant.astream(HOW_MUCH)]

    answer, events = asyncio.run(both())
    assert isinstance(events[0], QuotesFound)
    assert events[-1].answer.text == answer.text == assistant.ask(HOW_MUCH).text
    assert events[-1].answer.citations == answer.citations


def test_the_event_loop_goes_on_while_the_model_writes(tmp_path):
    goes_on = threading.Event()

    def reply(_):
        assert goes_on.wait(30)
        return ANSWERED

    async def ask_and_live(assistant):
        task = asyncio.create_task(assistant.aask(HOW_MUCH))
        await asyncio.sleep(0)
        goes_on.set()  # only a free loop comes here before the answer does
        return await task

    with open_assistant(tmp_path, FakeChatModel(reply)) as assistant:
        assert asyncio.run(ask_and_live(assistant)).answered


def test_leaving_an_async_stream_early_stops_the_model(tmp_path):
    async def leave_early(assistant):
        events = assistant.astream(HOW_MUCH)
        async for event in events:
            if not isinstance(event, QuotesFound):
                break
        await events.aclose()

    with open_assistant(tmp_path, FakeChatModel(Reply(f"{ANSWERED} ", endless=True))) as assistant:
        asyncio.run(leave_early(assistant))
        assert assistant._chat_model.running == 0


def test_cancelling_an_async_stream_while_the_model_writes_stops_it(tmp_path):
    writing, goes_on = threading.Event(), threading.Event()

    def reply(_):
        writing.set()
        assert goes_on.wait(30)
        return Reply(f"{ANSWERED} ", endless=True)

    async def read(assistant):
        async for _ in assistant.astream(HOW_MUCH):
            pass

    async def cancel(assistant):
        task = asyncio.create_task(read(assistant))
        await asyncio.to_thread(writing.wait, 30)
        task.cancel()
        await asyncio.sleep(0)
        goes_on.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    with open_assistant(tmp_path, FakeChatModel(reply)) as assistant:
        asyncio.run(cancel(assistant))
        assert assistant._chat_model.running == 0
