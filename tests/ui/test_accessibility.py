"""axe-core finds nothing serious on any view, in light and dark, wide and narrow."""

import pytest

from tests.ui.conftest import served
from tests.ui.fake_assistant import FakeAssistant

pytestmark = pytest.mark.browser

# The rules of WCAG 2.2 A and AA, and what axe calls best practice.
SEVERE = {"serious", "critical", "moderate"}
WINDOWS = {
    "wide, light": {"viewport": {"width": 1400, "height": 860}, "color_scheme": "light"},
    "narrow, dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
}


def violations(page):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page).response["violations"]
    return [
        f"{one['id']}: {one['help']} ({node['html'][:160]})"
        for one in found
        if one["impact"] in SEVERE
        for node in one["nodes"]
    ]


@pytest.fixture(params=WINDOWS.values(), ids=WINDOWS.keys())
def chat(request, tab, fake_chat):
    made = tab(fake_chat, reduced_motion="reduce", **request.param)
    made.open()
    return made


def test_the_welcome_is_accessible(chat):
    assert violations(chat.page) == []


def test_an_answer_and_its_release_are_accessible(chat):
    chat.ask_and_wait("Was kostete die neue Brücke?")
    assert violations(chat.page) == []
    chat.page.locator(".statement .chip").click()
    chat.page.locator("mark.active").wait_for()
    assert violations(chat.page) == []


def test_a_refusal_is_accessible(chat):
    chat.ask_and_wait("Wie hoch ist der Mond?")
    assert violations(chat.page) == []


def test_the_library_is_accessible(chat):
    chat.page.locator(".count").click()
    chat.page.locator('[data-view="library"]').wait_for()
    assert violations(chat.page) == []
    chat.page.locator(".entry").first.click()
    chat.page.locator('[data-view="release"]').wait_for()
    assert violations(chat.page) == []


def test_an_empty_library_is_accessible(tab):
    with served(FakeAssistant(())) as address:
        assert violations(tab(address).open()) == []
