import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant import AnswerFinished, QuotesFound, Settings, StatementVerified, Turn, answer_cache
from assistant.answer_cache import AnswerCache, CacheKey, prompt_version
from assistant.records import Timings
from assistant.understand import Inquiry
from tests.assistant.fakes import FakeChatModel, Reply
from tests.assistant.making import BRIDGE, COST, HOW_MUCH, LIBRARY, open_assistant

ANSWERED = "Yes. It cost 12.5 million euros. [1]"
NO_TIME = Timings(0, None, 0)


def untimed(answer):
    return replace(answer, timings=NO_TIME)


@pytest.fixture
def model():
    return FakeChatModel(always=ANSWERED)


@pytest.fixture
def assistant(tmp_path, model):
    with open_assistant(tmp_path, model) as assistant:
        yield assistant


def test_the_same_question_gets_the_same_events_and_the_model_is_not_asked_again(assistant, model):
    first, second = list(assistant.stream(HOW_MUCH)), list(assistant.stream(HOW_MUCH))
    assert [type(event) for event in first] == [QuotesFound, StatementVerified, AnswerFinished]
    assert first[:-1] == second[:-1]
    assert untimed(first[-1].answer) == untimed(second[-1].answer)
    assert len(model.asked) == len(model.confirmed) == 1


def test_only_the_times_tell_that_an_answer_was_kept(assistant):
    written, kept = assistant.ask(HOW_MUCH).timings, assistant.ask(HOW_MUCH).timings
    assert written.first_token_ms is not None
    assert kept.first_token_ms is None
    assert 0 < kept.search_ms <= kept.total_ms


@pytest.mark.parametrize(
    "spelled",
    [HOW_MUCH.upper(), f"  {HOW_MUCH} ", HOW_MUCH.removesuffix("?"), HOW_MUCH.replace("?", " ?")],
)
def test_another_spelling_is_the_same_question_and_comes_back_as_it_was_asked(
    assistant, model, spelled
):
    text = assistant.ask(HOW_MUCH).text
    again = assistant.ask(spelled)
    assert again.text == text
    assert again.question == " ".join(spelled.split())
    assert len(model.asked) == 1


@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("How many million euros has the old bridge in Talheim cost?", {}),
        (HOW_MUCH, {"language": "fr"}),
        (HOW_MUCH, {"documents": ["bridge.en.md"]}),
        ("And the cost?", {"history": [Turn(HOW_MUCH, "…", "en")]}),
    ],
)
def test_another_question_language_narrowing_or_conversation_is_answered_anew(
    assistant, model, question, options
):
    assistant.ask("And the cost?")
    assistant.ask(HOW_MUCH)
    before = len(model.asked)
    assistant.ask(question, **options)
    assert len(model.asked) > before


def test_quotes_alone_and_a_written_answer_are_kept_apart(assistant):
    written, quoted = assistant.ask(HOW_MUCH), assistant.ask(HOW_MUCH, quotes_only=True)
    assert (written.composer, quoted.composer) == ("model", "quotes")
    assert assistant.ask(HOW_MUCH).composer == "model"


def test_a_reindexed_library_never_answers_from_before(assistant, model):
    assert "12.5" in assistant.ask(HOW_MUCH).text
    model.always = "Yes. It cost 14.5 million euros. [1]"
    bridge = assistant.settings.documents / "bridge.en.md"
    bridge.write_text(BRIDGE.replace("12.5", "14.5"), encoding="utf-8")
    assistant.reindex()
    answer = assistant.ask(HOW_MUCH)
    assert "14.5" in answer.text
    assert answer.citations[0].quote == COST.replace("12.5", "14.5")


def test_a_new_release_about_something_else_also_makes_a_new_answer(assistant, model):
    assistant.ask(HOW_MUCH)
    (assistant.settings.documents / "else.en.md").write_text("Rain is due.", encoding="utf-8")
    assert assistant.reindex().added == ("else.en.md",)
    assistant.ask(HOW_MUCH)
    assert len(model.asked) == 2


def test_an_embargo_that_has_ended_meanwhile_makes_a_new_answer(tmp_path, monkeypatch):
    until = datetime(2099, 1, 1, 12, tzinfo=UTC)
    opening = f"---\ntitle: Cost\nembargoed_until: {until.isoformat()}\n---\n\n"
    library = LIBRARY | {"cost.en.md": f"{opening}The new bridge in Talheim cost 15 million euros."}

    class Clock(datetime):
        now_is = until - timedelta(minutes=1)

        @classmethod
        def now(cls, tz=None):  # noqa: ARG003
            return cls.now_is

    monkeypatch.setattr("assistant.chain.datetime", Clock)
    with open_assistant(tmp_path, library=library) as assistant:
        before = assistant.ask(HOW_MUCH)
        Clock.now_is = until + timedelta(minutes=1)
        after = assistant.ask(HOW_MUCH)
    assert "cost.en.md" not in {citation.document for citation in before.citations}
    assert "cost.en.md" in {citation.document for citation in after.citations}


def test_other_prompts_make_another_answer(assistant, model, monkeypatch):
    assistant.ask(HOW_MUCH)
    monkeypatch.setattr(answer_cache, "prompt_version", lambda: "another")
    assistant.ask(HOW_MUCH)
    assert len(model.asked) == 2


def test_the_prompt_version_changes_with_any_wording(tmp_path, monkeypatch):
    versions = set()
    for text in ("Be brief.", "Be exact."):
        (tmp_path / "compose_system.md").write_text(text, encoding="utf-8")
        monkeypatch.setattr(answer_cache, "_PROMPTS", tmp_path)
        prompt_version.cache_clear()
        versions.add(prompt_version())
    monkeypatch.undo()
    prompt_version.cache_clear()
    assert len(versions | {prompt_version()}) == 3


def test_an_answer_with_a_note_is_not_kept(assistant, model):
    model.always = Reply("", breaks_off=True)
    assert "broke off" in assistant.ask(HOW_MUCH).note
    model.always = ANSWERED
    answer = assistant.ask(HOW_MUCH)
    assert answer.note is None
    assert answer.composer == "model"


def test_an_answer_that_nobody_waited_for_is_not_kept(assistant, model):
    events = assistant.stream(HOW_MUCH)
    while not isinstance(next(events), StatementVerified):
        pass
    events.close()
    assert len(assistant._answers) == 0
    assert assistant.ask(HOW_MUCH).answered
    assert len(model.asked) == 2


def test_a_refusal_is_kept_too(tmp_path, model):
    with open_assistant(tmp_path, model, answer_threshold=1.0) as assistant:
        first, asked = assistant.ask(HOW_MUCH), len(model.asked)
        second = assistant.ask(HOW_MUCH)
    assert not first.answered
    assert untimed(first) == untimed(second)
    assert len(model.asked) == asked


def key_of(question):
    return CacheKey(Inquiry(question, question, "en"), None, frozenset(), 1, None, "")


def test_what_was_asked_longest_ago_is_forgotten_first(assistant):
    answer = assistant.ask(HOW_MUCH)
    cache = AnswerCache(2)
    for question in "aba":
        if cache.get(key_of(question)) is None:
            list(cache.keeping(key_of(question), (event for event in [AnswerFinished(answer)])))
    list(cache.keeping(key_of("c"), (event for event in [AnswerFinished(answer)])))
    assert [cache.get(key_of(question)) is None for question in "abc"] == [False, True, False]


def test_a_cache_of_no_size_keeps_nothing(tmp_path, model):
    with open_assistant(tmp_path, model, answers_kept=0) as assistant:
        assistant.ask(HOW_MUCH)
        assistant.ask(HOW_MUCH)
    assert len(model.asked) == 2


def test_many_threads_share_one_cache(assistant, model):
    together = threading.Barrier(8)

    def ask(_):
        together.wait(30)
        return [assistant.ask(HOW_MUCH).text for _ in range(5)]

    with ThreadPoolExecutor(8) as threads:
        texts = {text for texts in threads.map(ask, range(8)) for text in texts}
    assert len(texts) == 1
    assert len(model.asked) <= 8
    assert len(assistant._answers) == 1


def test_a_thousand_answers_take_no_more_room_than_the_cache_has(assistant):
    answer = assistant.ask(HOW_MUCH)
    cache = AnswerCache(Settings(answers_kept=10).answers_kept)
    for number in range(1_000):
        list(cache.keeping(key_of(f"{number}?"), (event for event in [AnswerFinished(answer)])))
    assert len(cache) == 10


def test_nothing_of_a_question_stays_in_memory(assistant):
    asked = assistant.ask(HOW_MUCH)
    kept = assistant._answers._kept
    assert len(kept) == 1
    assert asked.question == HOW_MUCH
    for sealed, answer in kept.items():
        assert "Talheim" not in repr(sealed)
        assert HOW_MUCH not in repr(answer)


def test_a_key_is_sealed_the_same_whatever_the_order_of_its_sets_and_otherwise_by_every_part():
    inquiry = Inquiry("who?", "who?", "en")
    key = CacheKey(inquiry, frozenset("abc"), frozenset(), 1, None, "")
    secret = b"secret"
    assert key.sealed(secret) == replace(key, documents=frozenset("cba")).sealed(secret)
    others = [
        key.sealed(b"another"),
        *(
            replace(key, **change).sealed(secret)
            for change in (
                {"inquiry": replace(inquiry, language="de")},
                {"documents": None},
                {"generation": 2},
                {"chat_model": "a"},
                {"prompts": "b"},
            )
        ),
    ]
    assert len({key.sealed(secret), *others}) == len(others) + 1
