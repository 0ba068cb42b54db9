"""For everybody: languages, keyboard, axe, narrow windows, the dark; over the real index."""

import pytest

from tests.assistant.fakes import FakeChatModel, Reply
from tests.ui.accessibility import violations
from tests.ui.conftest import served
from tests.ui.sample_library import GPUS, REPAIR, TUNGSTEN, PatientChatModel, opened
from tests.ui.test_chat_states import YES, Doubting
from ui.wording import ENGLISH, FRENCH, GERMAN

pytestmark = [pytest.mark.browser, pytest.mark.real_model]

SETTLED = """scheme =>
  document.body.classList.contains("dark") === (scheme === "dark")
  && document.getAnimations().length === 0"""
WIDE, NARROW = {"width": 1400, "height": 860}, {"width": 360, "height": 740}


def assert_no_barrier(page, view):
    """Assert that axe finds nothing on this view and that it does not scroll sideways.

    Wide and narrow, light and dark; the page is left wide and light.
    """
    for window in (NARROW, WIDE):
        page.set_viewport_size(window)
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.wait_for_function(SETTLED, arg=scheme)  # Gradio fades from one to the other
            assert violations(page) == [], (view, window, scheme)
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, (view, window)


def test_no_view_of_quotes_releases_or_the_library_has_a_barrier(tab, samples, embedder):
    with (
        opened(samples, embedder, refresh=False, uploads=True) as assistant,
        served(assistant) as address,
    ):
        chat = tab(address, reduced_motion="reduce")
        page = chat.open()
        page.locator(".suggestions").wait_for()
        assert_no_barrier(page, "welcome")
        answer = chat.ask_and_wait(GPUS)
        page.locator(".following").wait_for()
        assert_no_barrier(page, "quotes")
        answer.get_by_role("button", name=ENGLISH.wrong).click()
        answer.get_by_label(ENGLISH.correction).wait_for()
        assert_no_barrier(page, "correction")
        answer.locator(".chip").first.click()
        page.locator("mark.active").wait_for()
        assert_no_barrier(page, "cited release")
        page.keyboard.press("Escape")
        chat.ask_and_wait(TUNGSTEN)
        assert_no_barrier(page, "refusal")
        page.locator(".count").click()
        page.locator('[data-view="library"]').wait_for()
        assert_no_barrier(page, "library")
        page.locator(".choice").first.click()
        page.locator('.choice[aria-pressed="true"]').wait_for()
        assert_no_barrier(page, "limits")
        page.get_by_role("button", name=ENGLISH.reindex).click()
        page.locator(".report", has_text="0 new").wait_for()
        assert_no_barrier(page, "report")
        page.locator(".entry").first.click()
        page.locator('[data-view="release"]').wait_for()
        assert_no_barrier(page, "release")


def test_no_state_of_a_written_answer_has_a_barrier(tab, samples, embedder):
    model = PatientChatModel(always=YES)
    with (
        opened(samples, embedder, model, refresh=False) as assistant,
        served(assistant) as address,
    ):
        chat = tab(address, reduced_motion="reduce")
        page = chat.open()
        chat.ask(REPAIR)
        page.get_by_text(ENGLISH.reading).wait_for()
        assert_no_barrier(page, "being written")
        model.let_go.set()
        page.locator(".checks").wait_for()
        page.locator("button.check").first.focus()
        assert_no_barrier(page, "checked, with a check opened")
        model.let_go.clear()
        chat.ask(REPAIR)
        page.locator(".exchange").nth(1).get_by_text(ENGLISH.reading).wait_for()
        page.locator("#stop").click()
        page.locator(".remark.stopped").wait_for()
        assert_no_barrier(page, "stopped")
        page.locator('[data-event="edit"]').click()
        page.locator("#limits").get_by_text(ENGLISH.editing).wait_for()
        assert_no_barrier(page, "editing")
        model.let_go.set()
        model.always = Reply("Yes. The", breaks_off=True)
        chat.ask(REPAIR)
        page.locator(".note").wait_for()
        assert_no_barrier(page, "broken off")
        chat.ask_and_wait("Talheim " * 1_000)
        assert_no_barrier(page, "failed")


def test_neither_the_unverified_nor_the_empty_view_has_a_barrier(tab, samples, tmp_path, embedder):
    model = FakeChatModel(always=YES)
    with (
        opened(samples, embedder, model, kind=Doubting, refresh=False) as assistant,
        served(assistant) as address,
    ):
        chat = tab(address, reduced_motion="reduce")
        chat.open()
        chat.ask_and_wait(REPAIR).locator(".doubt").wait_for()
        assert_no_barrier(chat.page, "unverified")
    (tmp_path / "releases").mkdir()
    with opened(tmp_path, embedder) as assistant, served(assistant) as address:
        page = tab(address, reduced_motion="reduce").open()
        page.locator(".welcome.empty").wait_for()
        assert_no_barrier(page, "empty")


@pytest.mark.parametrize(
    ("locale", "words"), [("de-AT", GERMAN), ("fr-CA", FRENCH), ("en-US", ENGLISH), ("pl", ENGLISH)]
)
def test_the_interface_speaks_the_language_of_the_browser(tab, sample_chat, locale, words):
    chat = tab(sample_chat, locale=locale)
    page = chat.open()
    assert page.locator(".welcome h2").inner_text() == words.welcome
    assert page.get_by_label(words.ask_label).is_visible()
    assert page.evaluate("document.documentElement.lang") == words.code
    chat.ask_and_wait(GPUS)
    shown = page.locator("body").inner_text()
    for said in (words.quoted, words.copy_answer, words.sources, words.new, words.keeps):
        assert said in shown


def test_the_interfaces_language_can_be_switched_and_the_choice_is_kept(tab, sample_chat):
    chat = tab(sample_chat, locale="fr-FR")
    page = chat.open()
    assert page.locator(".welcome h2").inner_text() == FRENCH.welcome
    page.locator('[data-language="de"]').click()
    page.get_by_role("heading", name=GERMAN.welcome).wait_for()
    assert page.get_by_role("button", name=GERMAN.ask, exact=True).is_visible()
    assert page.get_by_label(GERMAN.ask_label).is_visible()
    assert page.evaluate("document.documentElement.lang") == "de"
    chat.open()
    assert page.locator(".welcome h2").inner_text() == GERMAN.welcome


def test_from_the_first_question_to_the_library_the_keyboard_is_enough(tab, sample_chat):
    chat = tab(sample_chat)
    page = chat.open()
    page.locator(".suggestions").wait_for()

    def tab_to(wanted):
        """Press Tab until the focus is there, and show that it can be seen."""
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
                style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert style == "solid", wanted
                return
        raise AssertionError(f"Tab never reaches {wanted}")

    assert page.evaluate("document.activeElement.matches('#question textarea')")
    page.keyboard.type(GPUS)
    page.keyboard.press("Enter")
    page.locator(".verdict").wait_for()
    tab_to(".chip")
    page.keyboard.press("Enter")
    page.locator("mark.active").wait_for()
    page.wait_for_function("document.activeElement.classList.contains('heading')")
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.matches('.chip')")
    tab_to('[data-event="edit"]')
    tab_to("#sources .plain")
    tab_to(".count")
    page.keyboard.press("Enter")
    page.locator('[data-view="library"]').wait_for()
    tab_to(".search")
    page.keyboard.type("ferry")
    page.wait_for_function("document.querySelectorAll('.entry').length <= 2")
    tab_to(".entry")
    page.keyboard.press("Enter")
    page.locator('[data-view="release"]').wait_for()


def test_going_back_gives_the_focus_back_but_never_takes_it_from_the_question_box(tab, sample_chat):
    chat = tab(sample_chat)
    page = chat.open()
    chip = chat.ask_and_wait(GPUS).locator(".chip").first
    for _ in range(2):
        chip.click()
        page.locator("mark.active").wait_for()
        page.locator("#sources .back").click()
        page.wait_for_function("document.activeElement.matches('.chip')")
    chip.click()
    page.locator("mark.active").wait_for()
    page.locator("#question textarea").focus()
    page.keyboard.press("Escape")
    page.locator(".source").first.wait_for()
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement.matches('#question textarea')")


def test_nothing_moves_for_those_who_asked_for_that(tab, sample_chat):
    for wish, moves in (("reduce", False), ("no-preference", True)):
        chat = tab(sample_chat, reduced_motion=wish)
        chat.open()
        answer = chat.ask_and_wait(GPUS)
        name = answer.locator(".statement").first.evaluate("e => getComputedStyle(e).animationName")
        assert (name != "none") is moves, wish


def test_light_and_dark_follow_the_system(tab, sample_chat):
    grounds = []
    for scheme in ("light", "dark"):
        page = tab(sample_chat, color_scheme=scheme).open()
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        grounds.append(sum(map(int, colour.removeprefix("rgb(").removesuffix(")").split(","))))
    light, dark = grounds
    assert light > 600
    assert dark < 150
