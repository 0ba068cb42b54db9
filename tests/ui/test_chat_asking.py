"""Asking, in a browser over the real index: from questions offered to a new conversation."""

import pytest

from tests.ui.sample_library import GPUS, REPAIR, TUNGSTEN
from ui.wording import ENGLISH

pytestmark = [pytest.mark.browser, pytest.mark.real_model]


def await_the_question_in_the_box(page):
    page.get_by_text(ENGLISH.editing).wait_for()
    page.wait_for_function("document.querySelector('#question textarea').value !== ''")


def test_a_question_is_asked_again_and_in_other_words(tab, sample_chat):
    chat = tab(sample_chat)
    page = chat.open()
    chat.ask_and_wait(TUNGSTEN)
    page.locator(".following").wait_for()  # the last that is drawn of an answer
    page.locator(".exchange").evaluate("each => each.classList.add('earlier')")
    page.locator('[data-event="retry"]').click()
    page.locator(".exchange.finished:not(.earlier)").wait_for()
    page.locator('[data-event="edit"]').click()
    await_the_question_in_the_box(page)
    chat.ask(GPUS)
    page.locator(".question", has_text=GPUS).wait_for()
    page.locator(".verdict").wait_for()
    assert page.locator(".exchange").count() == 1


def test_the_arrow_key_brings_the_last_question_back_and_escape_lets_it_be(tab, sample_chat):
    chat = tab(sample_chat)
    page = chat.open()
    chat.ask_and_wait(REPAIR)
    box = page.locator("#question textarea")
    box.focus()
    page.keyboard.press("ArrowUp")
    await_the_question_in_the_box(page)
    assert box.input_value() == REPAIR
    page.keyboard.press("Escape")
    page.get_by_text(ENGLISH.editing).wait_for(state="detached")
    page.wait_for_function("document.querySelector('#question textarea').value === ''")
    chat.ask_and_wait(GPUS)
    assert page.locator(".exchange").count() == 2, "nothing was replaced"


def test_first_questions_come_from_the_newest_releases_and_two_follow_each_is_answered(
    tab, sample_chat
):
    chat = tab(sample_chat)
    page = chat.open()
    first = page.locator(".suggestions button").first
    first.wait_for()
    assert any(word in first.inner_text() for word in ("Krämer", "euros", "ferry", "Talheim"))
    first.click()
    page.locator(".exchange.finished .verdict").wait_for()
    page.locator(".following").wait_for()
    following = page.locator(".following button")
    assert 1 <= following.count() <= 2
    question = following.first.inner_text()
    following.first.click()
    asked = page.locator(".exchange.finished").nth(1)
    asked.locator(".verdict").wait_for()
    assert question in asked.locator(".question").inner_text()


def test_questions_are_limited_to_chosen_releases_and_to_days(tab, sample_chat):
    chat = tab(sample_chat)
    page = chat.open()
    page.locator(".count").click()
    entry = page.locator(".library li", has_text="Market hall opens at seven")
    entry.get_by_role("button", name=ENGLISH.ask_only_this).click()
    page.locator("#limits .limit", has_text="Market hall").wait_for()
    asked = chat.ask_and_wait(REPAIR)
    assert asked.locator(".refusal").is_visible()
    assert ENGLISH.asked_of.format(count=ENGLISH.library_one) in asked.inner_text()
    page.locator("#limits button").click()
    page.locator("#limits .limit").wait_for(state="detached")
    page.locator(".count").click()
    page.locator('[data-input="until"]').fill("2025-11-19")
    page.locator("#limits .limit", has_text="19 November 2025").wait_for()
    asked = chat.ask_and_wait(REPAIR)
    assert asked.locator(".refusal").is_visible()
    assert chat.ask_and_wait(GPUS).locator(".verdict").is_visible()
    page.locator(".count").click()
    page.locator('[data-input="since"]').fill("2026-06-01")
    page.get_by_text("(0 releases)").wait_for()
    page.locator("#limits button").click()
    page.locator("#limits .limit").wait_for(state="detached")
    page.wait_for_function("document.querySelector('[data-input=since]').value === ''")


def test_a_new_conversation_forgets_the_old_one_also_after_a_reload(tab, sample_chat):
    chat = tab(sample_chat)
    page = chat.open()
    chat.ask_and_wait(GPUS)
    page.get_by_role("button", name=ENGLISH.new).click()
    page.get_by_role("heading", name=ENGLISH.welcome).wait_for()
    page.reload()
    page.get_by_role("heading", name=ENGLISH.welcome).wait_for()
    assert page.locator(".exchange").count() == 0


def test_two_browsers_never_see_each_others_conversations_and_a_reload_keeps_ones_own(
    tab, sample_chat
):
    mine, theirs = tab(sample_chat), tab(sample_chat)
    pages = mine.open(), theirs.open()
    mine.ask_and_wait(GPUS)
    theirs.ask_and_wait(TUNGSTEN)
    for page, own, other in ((pages[0], GPUS, TUNGSTEN), (pages[1], TUNGSTEN, GPUS)):
        page.reload()
        page.locator(".exchange").wait_for()
        assert own in page.locator("#transcript").inner_text()
        assert other not in page.locator("body").inner_text()
