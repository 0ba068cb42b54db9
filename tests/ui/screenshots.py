"""Take a picture of every view: ``python -m tests.ui.screenshots FOLDER`` (``make screenshots``).

Wide and 360 pixels, light and dark, in each interface language; over the real assistant and the
sample releases, so that the pictures show what a reader sees.
"""

import argparse
from pathlib import Path

from playwright.sync_api import sync_playwright

from assistant import Assistant
from tests.ui.conftest import Tab, find_chromium, served
from tests.ui.fake_assistant import FakeAssistant

QUESTION = {
    "en": "How many GPUs does an AI gigafactory have?",
    "de": "Wie viel Geld bekommen die fünf Zentren an den Universitäten jedes Jahr?",
    "fr": "Combien l'État fédéral accorde-t-il chaque année aux cinq centres universitaires ?",
}
REFUSED = {
    "en": "What is the melting point of tungsten?",
    "de": "Wie hoch ist der Schmelzpunkt von Wolfram?",
    "fr": "Quel est le point de fusion du tungstène ?",
}
WINDOWS = {"wide": (1400, 860), "narrow": (360, 740)}
ANSWER_MS = 240_000


def take(tab: Tab, name: str, folder: Path) -> None:
    """Let what moves come to rest, then take the picture."""
    tab.page.mouse.move(3, 3)
    tab.page.wait_for_timeout(500)
    tab.page.screenshot(path=folder / f"{name}.png")


def every_view(tab: Tab, language: str, name: str, folder: Path) -> None:
    """Walk through the chat as a reader does, taking a picture at each stop."""
    page = tab.open()
    page.locator(".suggestions").wait_for(timeout=ANSWER_MS)
    take(tab, f"{name}-1-welcome", folder)
    tab.ask_and_wait(QUESTION[language], timeout=ANSWER_MS)
    page.locator(".following").wait_for(timeout=ANSWER_MS)
    take(tab, f"{name}-2-answer", folder)
    page.locator(".chip, .found .plain").locator("visible=true").first.click()
    page.locator("mark.active").wait_for()
    take(tab, f"{name}-3-release", folder)
    page.locator(".back").click()
    tab.ask_and_wait(REFUSED[language], timeout=ANSWER_MS)
    take(tab, f"{name}-4-refusal", folder)
    page.locator(".count").click()
    page.locator('[data-view="library"]').wait_for()
    take(tab, f"{name}-5-library", folder)
    page.locator(".choice").first.click()
    page.locator('.choice[aria-pressed="true"]').wait_for()
    page.locator("#sources .back").click()
    page.locator('[data-event="edit"]').click()
    page.locator("#limits li").nth(1).wait_for()
    take(tab, f"{name}-6-limits", folder)


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--languages", nargs="+", choices=QUESTION, default=[*QUESTION])
    chosen = parser.parse_args()
    folder = chosen.folder
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver, Assistant.open() as assistant:
        browser = find_chromium(driver)
        assert browser is not None, "There is no Chromium. Run `playwright install chromium`."
        for made, prefix in ((assistant, ""), (FakeAssistant(()), "empty-")):
            with served(made) as address:
                for language in chosen.languages:
                    for window, (width, height) in WINDOWS.items():
                        scheme = "dark" if language == "fr" else "light"
                        options = {
                            "viewport": {"width": width, "height": height},
                            "color_scheme": scheme,
                            "locale": language,
                        }
                        tab = Tab(browser, address, **options)
                        name = f"{prefix}{language}-{window}-{scheme}"
                        if prefix:
                            tab.open()
                            take(tab, name, folder)
                        else:
                            every_view(tab, language, name, folder)
                        tab.context.close()
        browser.close()


if __name__ == "__main__":
    main()
