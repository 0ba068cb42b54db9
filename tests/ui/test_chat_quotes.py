"""Quotes and the releases they stand in, in a browser over the real index."""

import threading

import pytest

from tests.ui.conftest import serving
from tests.ui.sample_library import GPUS, REPAIR, TUNGSTEN, opened
from ui.chat_events import ChatEvents
from ui.web_server import application
from ui.wording import ENGLISH

pytestmark = [pytest.mark.browser, pytest.mark.real_model]

NARROW = {"viewport": {"width": 360, "height": 740}}


def in_view(locator):
    return locator.evaluate(
        "e => { const r = e.getBoundingClientRect();"
        " return r.top >= 0 && r.bottom <= innerHeight && r.height > 0 }"
    )


def test_hovering_and_focusing_a_chip_shows_its_quote(tab, sample_chat):
    chat = tab(sample_chat)
    chat.open()
    answer = chat.ask_and_wait(GPUS)
    chip = answer.locator(".chip").first
    peek = answer.locator(".chip + .peek").first
    assert not peek.is_visible()
    chip.hover()
    assert "100,000 graphics processors" in peek.inner_text()
    assert peek.is_visible()
    chat.page.mouse.move(3, 3)
    assert not peek.is_visible()
    chat.page.locator("#question textarea").focus()
    for _ in range(40):
        chat.page.keyboard.press("Shift+Tab")
        if chip.evaluate("e => e === document.activeElement"):
            break
    assert peek.is_visible(), "the keyboard reaches the chip, and its focus shows the quote"


def test_a_release_opens_at_its_sentence_with_everything_known_of_it(tab, sample_chat, samples):
    chat = tab(sample_chat)
    page = chat.open()
    answer = chat.ask_and_wait(REPAIR)
    answer.locator(".chip").first.click()
    mark = page.locator("#sources mark.active")
    mark.wait_for()
    assert in_view(mark)
    said = page.locator("#sources").inner_text()
    name = page.locator("#sources .file").inner_text()
    assert name == "ferry.en.md", "of two versions the one in the language of the answer"
    assert mark.inner_text() in (samples / "releases" / name).read_text(encoding="utf-8")
    for known in ("The Talheim ferry sails again", "City of Talheim", "2 March 2026", "English"):
        assert known in said
    link = page.locator("#sources .line a")
    assert link.get_attribute("href") == "https://talheim.example/ferry"
    page.get_by_role("button", name="Also in German").click()
    page.get_by_text("Die Reparatur kostete 840.000 Euro.").wait_for()
    page.locator("#sources .back").click()
    mark.wait_for()


def test_a_quote_far_down_is_scrolled_into_view(tab, sample_chat):
    chat = tab(sample_chat)
    page = chat.open()
    answer = chat.ask_and_wait("What is the name of the dinosaur skeleton of the museum?")
    answer.locator(".statement .chip").first.click()
    mark = page.locator("#sources mark.active")
    mark.wait_for()
    assert mark.inner_text() == "The dinosaur skeleton of the museum is named Otto."
    assert page.locator("#sources").evaluate("e => e.scrollTop > e.clientHeight")
    assert in_view(mark)


def test_a_refusal_looks_different_and_offers_the_nearest_quotes(tab, sample_chat):
    chat = tab(sample_chat)
    page = chat.open()
    answer = chat.ask_and_wait(TUNGSTEN)
    assert answer.locator(".refusal").is_visible()
    assert ENGLISH.nearest in answer.inner_text()
    assert answer.locator(".verdict").count() == 0
    answer.locator(".refusal .chip").first.click()
    page.locator("mark.active").wait_for()


def test_a_narrow_window_shows_the_release_over_the_chat_and_never_scrolls_sideways(
    tab, sample_chat
):
    chat = tab(sample_chat, **NARROW)
    page = chat.open()
    answer = chat.ask_and_wait(REPAIR)
    assert not page.locator("#sources").is_visible()
    answer.locator(".statement .chip").first.click()
    page.locator("mark.active").wait_for()
    assert in_view(page.locator("mark.active"))
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator(".back").click()
    page.locator("#sources").wait_for(state="hidden")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_in_a_narrow_window_the_focus_never_goes_behind_the_release(tab, sample_chat):
    chat = tab(sample_chat, **NARROW)
    page = chat.open()
    chip = chat.ask_and_wait(REPAIR).locator(".statement .chip").first
    chip.focus()
    page.keyboard.press("Enter")
    page.locator("mark.active").wait_for()
    reached = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        inside = (
            "document.activeElement.closest('#sources') ? 'panel' : document.activeElement.tagName"
        )
        reached.add(page.evaluate(inside))
    assert reached == {"panel", "BODY"}, "the browser's own frame is between the last and the first"
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.matches('.chip')")
    assert chip.is_visible()


class LateViews(ChatEvents):
    """Sends the page as it was when the answer came once more after a quote has been opened."""

    def __init__(self, assistant):
        super().__init__(assistant)
        self.opened, self.overtook = threading.Event(), threading.Event()

    def ask(self, *asked, **how):
        finished = None
        for views in super().ask(*asked, **how):
            yield views
            finished = finished or (None if views.running else views)
        assert self.opened.wait(30)
        yield finished

    def cite(self, identity, exchange, quote):
        threading.Timer(1, self.opened.set).start()  # when this has long been on the page
        return super().cite(identity, exchange, quote)

    def overtaken(self, identity):
        self.overtook.set()
        return super().overtaken(identity)


def test_a_quote_stays_open_when_an_older_view_of_the_page_arrives_late(tab, samples, embedder):
    with opened(samples, embedder, refresh=False) as assistant:
        ready, events = threading.Event(), LateViews(assistant)
        with serving(lambda: application(assistant, ready, events)) as address:
            chat = tab(address)
            page = chat.open()
            answer = chat.ask_and_wait(REPAIR)
            answer.locator(".chip").first.click()
            page.locator("#sources mark.active").wait_for()
            page.wait_for_function("!document.querySelector('#sources mark.active')")
            assert events.overtook.wait(30)
            page.locator("#sources mark.active").wait_for()
