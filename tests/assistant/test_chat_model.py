import re
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from assistant.as_told import Told
from assistant.chat_model import Message, RemoteChatModel, open_chat_model
from assistant.compose import compose
from assistant.confirm import confirm
from assistant.embedded_chat_model import EmbeddedChatModel
from assistant.models import CHAT_ADAPTER
from assistant.parse_reply import Choice, Draft, ReplyParser, Verdict
from assistant.reply_grammar import copying_grammar, grammar
from assistant.settings import Settings
from documents.errors import ChatModelUnavailable
from tests.assistant.chat_server import chat_server

SECRET = "sk-do-not-tell-anyone"  # noqa: S105 - the point of the test
ASKED = [Message("system", "Be brief."), Message("user", "Does it rain?")]
SHORT = 'root ::= "Yes." | "No."'


def remote(address, **chosen):
    options = {"chat_model": "openai:test", "chat_base_url": address, "chat_api_key": SECRET}
    return RemoteChatModel(Settings(**(options | chosen)))


def said(model, messages=ASKED, grammar=None, *, adapted=False):
    return "".join(piece.text for piece in model.stream(messages, grammar, adapted=adapted))


def everything_told(error):
    """Return the text of an error and of all that led to it, as a log would show it."""
    texts = []
    while error is not None:
        texts.append(f"{error} {error!r}")
        error = error.__cause__ or error.__context__
    return "\n".join(texts)


def test_a_missing_model_file_is_told_with_its_remedy(tmp_path):
    with pytest.raises(ChatModelUnavailable) as caught:
        open_chat_model(Settings(chat_model="embedded"), None, tmp_path)
    assert "beleg models fetch" in caught.value.remedy


@pytest.mark.real_model
@pytest.mark.parametrize("content", [None, b"", b"This is no model."])
def test_a_file_that_is_no_model_is_told_when_it_is_first_needed(tmp_path, content):
    path = tmp_path / "chat.gguf"
    if content is not None:
        path.write_bytes(content)
    model = EmbeddedChatModel(path, tmp_path / "cache", 1, 5.0)
    with pytest.raises(ChatModelUnavailable, match=r"chat\.gguf could not be started"):
        said(model)
    with pytest.raises(ChatModelUnavailable):
        model.warm_up(ASKED)
    model.close()


@pytest.mark.parametrize("name", ["nosuchprovider:model", "model-of-nobody", ":", "openai:"])
def test_a_model_of_an_unknown_provider_is_told(name, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ChatModelUnavailable) as caught:
        open_chat_model(Settings(chat_model=name), None, Path())
    assert name in caught.value.problem
    assert "provider:model" in caught.value.remedy


def test_a_remote_model_streams_through_the_openai_protocol():
    with chat_server("well") as server:
        model = remote(server.address)
        model.warm_up(ASKED)
        pieces = [piece.text for piece in model.stream(ASKED, grammar([1])) if piece.text]
        model.close()
    assert pieces == ["Yes. ", "It ", "rains. ", "[1]"]
    (request,) = server.requests
    assert request["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Does it rain?"},
    ]
    assert request["stream"] is True
    assert "grammar" not in request


@pytest.mark.parametrize("behaviour", ["garbage", "page", "hangs up", 401, 404])
def test_a_server_that_fails_is_one_of_our_errors_and_tells_no_key(behaviour):
    with chat_server(behaviour) as server, pytest.raises(ChatModelUnavailable) as caught:
        said(remote(server.address))
    assert caught.value.remedy
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("behaviour", ["garbage", "page", "hangs up"])
def test_not_even_the_causes_of_an_error_hold_the_key(behaviour):
    with chat_server(behaviour) as server, pytest.raises(ChatModelUnavailable) as caught:
        said(remote(server.address))
    assert SECRET not in everything_told(caught.value)


def test_what_came_before_the_server_hung_up_is_kept():
    came = []
    with chat_server("hangs up") as server, pytest.raises(ChatModelUnavailable):
        came.extend(remote(server.address).stream(ASKED))
    assert not came or came[0].text == "Yes. "


def test_a_slow_server_is_given_up_after_the_timeout():
    with chat_server("slow") as server, pytest.raises(ChatModelUnavailable):
        said(remote(server.address, chat_timeout=0.1))
    assert server.requests


def test_a_server_that_is_not_there_is_told():
    with chat_server("well") as server:
        address = server.address
    with pytest.raises(ChatModelUnavailable, match="BELEG_CHAT_BASE_URL"):
        said(remote(address, chat_timeout=1))


TOLD = "Source 1: It rains in Nancy.\nSource 2: It snows."


@pytest.fixture(scope="module")
def embedded(chat_model_file, tmp_path_factory):
    """Return the embedded model, warmed up on a short prefix, with a cache of its own."""
    model = EmbeddedChatModel(chat_model_file, tmp_path_factory.mktemp("cache"), 2, 120.0)
    model.warm_up(ASKED[:1])
    yield model
    model.close()


def count(model, upto):
    return model.stream([*ASKED[:1], Message("user", f"Count from 1 to {upto}.")])


@pytest.mark.real_model
def test_the_embedded_model_streams_in_pieces_and_tells_its_first_words(embedded):
    pieces = list(embedded.stream(ASKED, 'root ::= "It does not rain."'))
    assert "".join(piece.text for piece in pieces) == "It does not rain."
    assert len([piece for piece in pieces if piece.text]) > 3
    told = [piece.candidates for piece in pieces if piece.candidates]
    assert len(told[0]) > 1
    assert all(log_probability <= 0 for _, log_probability in told[0])


@pytest.mark.real_model
def test_the_grammar_that_the_embedded_model_follows_is_what_the_parser_reads(embedded):
    asked = Message("user", f"{TOLD}\n\nWhere does it rain?")
    parser, text, events = ReplyParser(most=1), "", []
    with closing(embedded.stream([ASKED[0], asked], grammar([1, 2]))) as pieces:
        for piece in pieces:
            text += piece.text
            events += parser.feed(piece.text)
    events += parser.finish()
    assert re.match(r"Yes\. (\[[12]\]){1,3} [^\[\]]+", text), text
    verdict, draft = events
    assert verdict.found
    assert set(draft.sources) <= {1, 2}


@pytest.mark.real_model
def test_the_same_message_is_not_read_twice_whatever_it_may_say(embedded):
    asked = [
        ASKED[0],
        Message("user", f"{TOLD}\n\nWhere?"),
    ]
    said_freely = "".join(piece.text for piece in embedded.stream(asked, grammar([1, 2])))
    restored = []
    embedded._restore = lambda *asked: restored.append(asked)
    try:
        named = "".join(piece.text for piece in embedded.stream(asked, grammar([2])))
    finally:
        del embedded._restore
    assert restored == []
    assert said_freely.startswith("Yes. [")
    assert named.startswith("Yes. [2]")


@pytest.mark.real_model
def test_the_embedded_model_keeps_its_prefix_on_disk_for_the_next_process(embedded, tmp_path):
    (kept,) = embedded._cache.iterdir()
    written = kept.stat().st_mtime_ns
    embedded.warm_up(ASKED[:1])
    assert kept.stat().st_mtime_ns == written
    assert list(embedded._cache.iterdir()) == [kept]
    shutil.copy(kept, tmp_path)
    assert (tmp_path / kept.name).stat().st_size > 0


@pytest.mark.real_model
def test_a_damaged_prefix_on_disk_costs_only_time(embedded):
    (kept,) = embedded._cache.iterdir()
    kept.write_bytes(b"damaged")
    assert said(embedded, grammar=SHORT) in {"Yes.", "No."}
    embedded.warm_up(ASKED[:1])
    assert kept.stat().st_size > len(b"damaged")


@pytest.mark.real_model
def test_closing_the_iterator_stops_the_embedded_model_and_the_next_question_is_answered(embedded):
    long = count(embedded, 500)
    next(long)
    long.close()
    assert said(embedded, grammar=SHORT) in {"Yes.", "No."}


@pytest.mark.real_model
def test_one_thread_may_begin_to_read_and_another_end(embedded):
    reply = count(embedded, 500)
    for call in (lambda: next(reply), reply.close):
        with ThreadPoolExecutor(1) as thread:
            thread.submit(call).result()
    assert said(embedded, grammar=SHORT) in {"Yes.", "No."}


@pytest.mark.real_model
def test_a_proxy_is_not_asked_for_the_model_in_this_process(embedded, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    fresh = EmbeddedChatModel(embedded._file, embedded._cache, 2, 60.0)
    embedded.close()
    try:
        fresh.warm_up(ASKED[:1])
        assert said(fresh, grammar=SHORT) in {"Yes.", "No."}
    finally:
        fresh.close()


OPENED = "Die Brücke wurde am 3. Mai eröffnet."
SHIP = "Das Schiff fährt zweimal am Tag."


@pytest.fixture(scope="module")
def adapted(chat_model_file, tmp_path_factory):
    """Return the embedded model with the adapter that is shipped for it."""
    cache = tmp_path_factory.mktemp("cache")
    model = EmbeddedChatModel(chat_model_file, cache, 2, 120.0, CHAT_ADAPTER)
    yield model
    model.close()


def verdict_and_choice(model, question, *sentences):
    told = [Told(sentence, "Neues aus Talheim") for sentence in sentences]
    events = list(compose(model, question, "English", told))
    (verdict,) = (event for event in events if isinstance(event, Verdict))
    (choice,) = (event for event in events if isinstance(event, Choice))
    return verdict.margin, max(choice.numbers, key=lambda pair: pair[1])[0]


@pytest.mark.real_model
def test_with_its_adapter_the_model_names_the_sentence_that_answers(adapted):
    for sentences, number in (((OPENED, SHIP), 1), ((SHIP, OPENED), 2)):
        margin, chosen = verdict_and_choice(adapted, "When was the bridge opened?", *sentences)
        assert margin > 0
        assert chosen == number


@pytest.mark.real_model
@pytest.mark.parametrize("sentence", [OPENED, f'Der Rat sagte: "{OPENED}" \\ (Applaus.)'])
def test_with_its_adapter_the_model_copies_the_words_that_answer(adapted, sentence):
    told = [Told(SHIP, "Neues aus Talheim"), Told(sentence, "Neues aus Talheim")]
    events = compose(adapted, "When was the bridge opened?", "en", told)
    draft = next(event for event in events if isinstance(event, Draft))
    assert draft.words in {"3. Mai", "am 3. Mai"}
    assert "3 May" in draft.text or "May 3" in draft.text


@pytest.mark.real_model
def test_the_model_is_held_to_the_words_of_the_sentence_that_it_names(adapted):
    form = copying_grammar({2: 'Es regnet [sic] in Nancy, "heute" {!}.'}, most=1)
    reply = said(adapted, [Message("user", "Say: Yes. [1] {snow} It snows.")], form)
    assert re.match(r"Yes\. \[2\] \{(Es|regnet|Es regnet|sic|in|Nancy|in Nancy|heute)\}", reply), (
        reply
    )


@pytest.mark.real_model
def test_with_its_adapter_the_model_tells_what_answers_from_what_is_only_near(adapted):
    margin, _ = verdict_and_choice(adapted, "Who designed the bridge?", OPENED, SHIP)
    assert margin < 0


def odds(model):
    told = [Told(OPENED, "Neues aus Talheim")]
    return confirm(model, "When was the bridge opened?", "It was opened on 3 May.", told)


@pytest.mark.real_model
def test_statements_are_confirmed_without_the_adapter_whatever_was_composed_before(
    adapted, embedded
):
    published = odds(embedded)
    found, confirmed = [], []
    for _ in range(3):
        found.append(verdict_and_choice(adapted, "When was the bridge opened?", OPENED))
        confirmed.append(odds(adapted))
    assert confirmed == pytest.approx([published] * 3, abs=0.3)  # read in other batches
    assert confirmed == pytest.approx(confirmed[:1] * 3, abs=0.05)
    margins, numbers = zip(*found, strict=True)
    assert margins == pytest.approx(margins[:1] * 3, abs=0.3)
    assert numbers == (1, 1, 1)


@pytest.mark.real_model
def test_with_an_adapter_too_prompts_are_kept_on_disk_for_the_next_process(
    adapted, chat_model_file
):
    adapted.warm_up(ASKED[:1], adapted=True)
    kept = adapted._cache / adapted.file_of(ASKED[:1], adapted=True)
    written, expected = kept.stat().st_mtime_ns, said(adapted, grammar=SHORT, adapted=True)
    fresh = EmbeddedChatModel(chat_model_file, adapted._cache, 2, 120.0, CHAT_ADAPTER)
    try:
        fresh.warm_up(ASKED[:1], adapted=True)
        assert kept.stat().st_mtime_ns == written
        assert said(fresh, grammar=SHORT, adapted=True) == expected
    finally:
        fresh.close()


@pytest.mark.real_model
def test_an_adapter_that_cannot_be_read_is_told(chat_model_file, tmp_path):
    (tmp_path / "adapter.gguf").write_bytes(b"This is no adapter.")
    model = EmbeddedChatModel(chat_model_file, tmp_path, 1, 5.0, tmp_path / "adapter.gguf")
    with pytest.raises(ChatModelUnavailable, match="could not be started"):
        said(model)


def test_prompts_are_kept_apart_for_each_adapter(tmp_path):
    (tmp_path / "one.gguf").write_bytes(b"one")
    (tmp_path / "two.gguf").write_bytes(b"two")
    names = {
        model.file_of(ASKED, adapted=adapted)
        for adapter in (None, tmp_path / "one.gguf", tmp_path / "two.gguf")
        for model in [EmbeddedChatModel(tmp_path / "chat.gguf", tmp_path, 1, 5.0, adapter)]
        for adapted in (False, True)
    }
    assert len(names) == 3


def test_a_busy_model_is_told_after_the_timeout(tmp_path):
    model = EmbeddedChatModel(tmp_path / "chat.gguf", tmp_path, 1, 0.05)
    with model._my_turn(), pytest.raises(ChatModelUnavailable, match="busy"):
        said(model)


def test_closing_a_busy_model_does_not_wait_for_ever(tmp_path):
    model = EmbeddedChatModel(tmp_path / "chat.gguf", tmp_path, 1, 0.05)
    closing = threading.Thread(target=model.close)
    with model._my_turn():
        closing.start()
        closing.join(10)
    assert not closing.is_alive()
