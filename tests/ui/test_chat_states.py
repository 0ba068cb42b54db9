"""What a reader sees of a chat model that writes, errs, breaks off or takes its time.

The index, the checks and the page are real; the model's words are the test's.
"""

import dataclasses

import pytest

from assistant import Assistant
from assistant.records import AnswerFinished, StatementVerified
from tests.assistant.fakes import FakeChatModel, Reply
from tests.ui.conftest import served
from tests.ui.sample_library import GPUS, REPAIR, REPAIRED, TUNGSTEN, PatientChatModel, opened
from ui.wording import ENGLISH

pytestmark = [pytest.mark.browser, pytest.mark.real_model]

SAID = "The ferry's repair cost 840,000 euros."
YES = f"Yes. {SAID} [1]"
NARROW = {"viewport": {"width": 360, "height": 740}}


class Doubting(Assistant):
    """Sends every statement on as one that no check has passed.

    The assistant never does; should one ever come through, the page must be ready for it.
    """

    def stream(self, *asked, **how):
        for event in super().stream(*asked, **how):
            if isinstance(event, StatementVerified):
                yield dataclasses.replace(event, statement=doubted(event.statement))
            elif isinstance(event, AnswerFinished):
                statements = tuple(map(doubted, event.answer.statements))
                yield AnswerFinished(dataclasses.replace(event.answer, statements=statements))
            else:
                yield event


def doubted(statement):
    return dataclasses.replace(statement, supported=False, checks=())


@pytest.fixture(scope="module")
def model():
    return FakeChatModel(always=YES)


@pytest.fixture(scope="module")
def scripted_chat(samples, embedder, model):
    """Return the address of a chat whose model says what ``model.always`` holds."""
    with opened(samples, embedder, model, refresh=False) as assistant, served(assistant) as address:
        yield address


def test_checks_are_named_in_plain_words_and_focusing_one_shows_what_it_compared(
    tab, scripted_chat, model
):
    model.always = YES
    chat = tab(scripted_chat)
    answer = chat.open() and chat.ask_and_wait(REPAIR)
    assert SAID in answer.locator(".statement").inner_text()
    assert answer.locator(".verdict.proven").inner_text() == ENGLISH.checked
    checks = " ".join(answer.locator(".checks").inner_text().split())
    assert f"{ENGLISH.check_numbers} ✓" in checks
    assert f"{ENGLISH.check_meaning} ✓" in checks
    check = answer.locator("button.check", has_text=ENGLISH.check_numbers)
    compared = answer.locator("button.check + .peek").first
    assert not compared.is_visible()
    check.focus()
    chat.page.keyboard.press("Shift+Tab")
    chat.page.keyboard.press("Tab")
    assert compared.is_visible()
    assert "840,000" in compared.inner_text()


def test_what_the_model_invents_is_never_on_the_page_and_the_quotes_are(tab, scripted_chat, model):
    invented = "The ferry's repair cost 910,000 euros."
    model.always = f"Yes. {invented} [1]"
    chat = tab(scripted_chat)
    page = chat.open()
    page.evaluate(
        """() => {
          window.shown = "";
          new MutationObserver(() => (window.shown += document.body.innerText))
            .observe(document.body, { childList: true, subtree: true, characterData: true });
        }"""
    )
    answer = chat.ask_and_wait(REPAIR)
    assert answer.locator(".verdict.verbatim").inner_text() == ENGLISH.quoted
    assert REPAIRED in answer.inner_text()
    assert REPAIRED in page.evaluate("window.shown")
    assert "910,000" not in page.evaluate("window.shown"), "not for a moment"


def test_an_unverified_statement_cannot_be_missed(tab, samples, embedder):
    model = FakeChatModel(always=YES)
    with (
        opened(samples, embedder, model, kind=Doubting, refresh=False) as assistant,
        served(assistant) as address,
    ):
        chat = tab(address)
        chat.open()
        answer = chat.ask_and_wait(REPAIR)
        assert SAID in answer.locator(".statement").inner_text()
        assert answer.locator(".statement .doubt").inner_text() == ENGLISH.unverified
        assert answer.locator(".verdict.unproven").inner_text() == ENGLISH.unverified
        assert answer.locator(".checks, .verdict.proven").count() == 0
        border = "e => getComputedStyle(e).borderInlineStartStyle"
        assert answer.locator(".statement").evaluate(border) == "double", "not by colour alone"


def test_a_model_that_breaks_off_leaves_the_quotes_and_a_calm_sentence(tab, scripted_chat, model):
    model.always = Reply("Yes. The ferry", breaks_off=True)
    chat = tab(scripted_chat)
    chat.open()
    answer = chat.ask_and_wait(REPAIR)
    assert REPAIRED in answer.inner_text()
    note = answer.locator(".note")
    assert note.inner_text() == f"{ENGLISH.without_model} The fake broke off. Tell it not to."
    assert note.locator("[lang=en]").inner_text() == "The fake broke off. Tell it not to."


def test_a_question_that_cannot_be_asked_is_a_calm_sentence(tab, sample_chat):
    chat = tab(sample_chat, **NARROW)
    page = chat.open()
    answer = chat.ask_and_wait("Talheim " * 1_000)
    assert ENGLISH.failed in answer.locator(".failed").inner_text()
    assert "2,000" in answer.locator(".failed").inner_text(), "the longest question there may be"
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.locator("#question").is_visible()


def test_stopping_ends_the_answer_and_frees_the_box(tab, samples, embedder):
    model = PatientChatModel(always=YES)
    with (
        opened(samples, embedder, model, refresh=False) as assistant,
        served(assistant) as address,
    ):
        chat = tab(address)
        page = chat.open()
        chat.ask(REPAIR)
        page.locator(".source").first.wait_for()
        page.get_by_text(ENGLISH.reading).wait_for()
        page.locator("#stop").click()
        page.locator(".remark.stopped").wait_for()
        page.locator("#ask").wait_for()
        model.let_go.set()
        page.wait_for_timeout(1_000)
        assert page.locator(".statement").count() == 0, "nothing arrives after the stop"
        assert page.locator(".source").count() > 0, "the quotes stay"
        assert model.running == 0
        assert chat.ask_and_wait(REPAIR).locator(".verdict.proven").is_visible()


def test_the_newest_question_stays_at_the_top_until_the_reader_scrolls(tab, samples, embedder):
    model = PatientChatModel(always=YES)
    newest = "document.querySelectorAll('.exchange')[{}].getBoundingClientRect().top"
    with (
        opened(samples, embedder, model, refresh=False) as assistant,
        served(assistant) as address,
    ):
        chat = tab(address, **NARROW)
        page = chat.open()
        model.let_go.set()
        chat.ask_and_wait(REPAIR)
        chat.ask_and_wait(TUNGSTEN)
        page.wait_for_timeout(300)
        head = page.locator("#transcript").bounding_box()["y"]
        assert abs(page.evaluate(newest.format(1)) - head) < 3
        model.let_go.clear()
        chat.ask(REPAIR)
        page.locator(".exchange").nth(2).wait_for()
        page.locator("#transcript").hover()
        page.mouse.wheel(0, -2_000)
        model.let_go.set()
        page.locator(".exchange").nth(2).locator(".verdict").wait_for()
        page.wait_for_timeout(300)
        assert abs(page.evaluate(newest.format(0)) - head) < 30, "left where the reader went"


def test_a_right_to_left_answer_and_its_release_are_laid_out_right_to_left(
    tab, scripted_chat, model
):
    said = "بلغت تكلفة الجسر 12 مليون يورو."
    model.always = f"Yes. {said} [1]"
    chat = tab(scripted_chat)
    page = chat.open()
    answer = chat.ask_and_wait("كم بلغت تكلفة جسر الميناء؟")
    direction = "e => getComputedStyle(e).direction"
    statement = answer.locator(".statement").first
    assert said in statement.inner_text()
    assert statement.evaluate(direction) == "rtl"
    assert answer.locator(".question").evaluate(direction) == "rtl"
    assert page.locator(".source blockquote").first.evaluate(direction) == "rtl"
    assert answer.locator(".checks").evaluate(direction) == "ltr", "the interface is English"
    answer.locator(".chip").first.click()
    mark = page.locator("mark.active")
    mark.wait_for()
    assert mark.inner_text() == said
    assert page.locator("#sources .text").evaluate(direction) == "rtl"
    assert page.locator("#sources .back").evaluate(direction) == "ltr"


def test_an_empty_library_says_what_to_do(tab, tmp_path, embedder):
    (tmp_path / "releases").mkdir()
    with opened(tmp_path, embedder) as assistant, served(assistant) as address:
        chat = tab(address)
        page = chat.open()
        assert page.locator(".welcome.empty h2").inner_text() == ENGLISH.empty
        assert str(tmp_path / "releases") in page.locator(".welcome.empty").inner_text()
        assert chat.ask_and_wait(GPUS).locator(".refusal").is_visible()


SPANISH = "La reparación costó 840.000 euros."


def test_a_quote_is_translated_on_request_and_one_with_another_figure_is_not_shown(
    tab, scripted_chat, model
):
    model.always = f"Yes. {SPANISH} [1]"
    chat = tab(scripted_chat)
    page = chat.open()
    chat.ask_and_wait("¿Cuánto costó la reparación del transbordador de Talheim?")
    card = page.locator(".source:has(.number)").first
    quote = card.locator("blockquote").inner_text()
    assert "840" in quote
    model.always = SPANISH
    card.get_by_role("button", name=ENGLISH.translate).click()
    translation = card.locator(".translation.made")
    translation.wait_for()
    assert ENGLISH.translated in translation.inner_text()
    assert translation.locator("[lang=es]").inner_text() == SPANISH
    assert card.locator("blockquote").inner_text() == quote
    assert card.get_by_role("button", name=ENGLISH.translate).count() == 0
    model.always = "En 1999, 7 gatos comieron 12 peces."
    other = page.locator(".source:not(:has(.translation)) [data-event=translate]").first
    other.click()
    refused = page.locator(".translation.none")
    refused.wait_for()
    assert ENGLISH.untranslated in refused.inner_text()
    assert "gatos" not in refused.inner_text()
