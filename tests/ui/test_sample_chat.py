"""The web chat over the real index of the sample releases: what a reader can do, in a browser.

Without a chat model, so that answers are quotes and come at once; ``test_real_chat`` has it.
"""

import json
import os
import shutil
from pathlib import Path

import platformdirs
import pytest

from assistant import Assistant, Settings
from assistant.settings import SAMPLE_RELEASES
from index import ModelStore
from index.model_files import EMBEDDING_WEIGHTS
from tests.ui.conftest import served
from tests.ui.test_accessibility import WINDOWS, violations
from ui.feedback import Feedback
from ui.wording import ENGLISH, FRENCH, GERMAN

pytestmark = [pytest.mark.browser, pytest.mark.real_model]

GPUS = "How many GPUs does an AI gigafactory have?"
TUNGSTEN = "What is the melting point of tungsten?"
ENGLISH_RELEASE = "ai-gigafactories-panel.en.md"

# The same news twice, so that one is the other's version; and one that was corrected.
FERRY = {
    "ferry.en.md": """---
title: The Talheim ferry sails again
date: 2026-03-02
language: en
issuer: City of Talheim
url: https://talheim.example/ferry
---

# The Talheim ferry sails again

TALHEIM, 2 March 2026 – The Talheim ferry sails again from Monday. The repair cost 840,000 euros.
Mayor Ada Krämer opened the pier together with 300 guests. A crossing takes 12 minutes.
""",
    "faehre.de.md": """---
title: Die Talheimer Fähre fährt wieder
date: 2026-03-02
language: de
issuer: Stadt Talheim
url: https://talheim.example/faehre
---

# Die Talheimer Fähre fährt wieder

TALHEIM, 2. März 2026 – Die Talheimer Fähre fährt ab Montag wieder.
Die Reparatur kostete 840.000 Euro.
Bürgermeisterin Ada Krämer eröffnete den Anleger mit 300 Gästen. Eine Überfahrt dauert 12 Minuten.
""",
    "market.en.md": """---
title: Market hall opens at seven
date: 2026-01-15
language: en
issuer: City of Talheim
status: corrected
---

# Market hall opens at seven

TALHEIM, 15 January 2026 – The market hall of Talheim opens at seven in the morning from 1 February.
""",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "releases"
    shutil.copytree(SAMPLE_RELEASES, folder)
    for name, text in FERRY.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    store = ModelStore(Path(os.environ.get("BELEG_DATA") or platformdirs.user_data_path("beleg")))
    if EMBEDDING_WEIGHTS.name not in {one.file.name for one in store.list() if one.path}:
        pytest.skip("The embedding model is not here. Fetch it with `beleg models fetch`.")
    data = tmp_path_factory.mktemp("data")
    (data / "models").symlink_to(store.folder)
    return data


@pytest.fixture(scope="module")
def sample_chat(folder, data):
    """Return the address of a chat over the samples and the ferry's releases."""
    settings = Settings(documents=folder, data=data, chat_model="none", uploads=True)
    with Assistant.open(settings) as assistant:
        assistant.warm_up()
        with served(assistant) as address:
            yield address


def clipboard(page, kind="text/plain"):
    """Return what was copied, as this kind of text."""
    return page.evaluate(
        """async (kind) => {
          const [item] = await navigator.clipboard.read();
          return (await item.getType(kind)).text();
        }""",
        kind,
    )


def copied(page, button, kind="text/plain"):
    """Press a button that copies, and return what it did."""
    button.click()
    page.get_by_text(ENGLISH.copied).first.wait_for()
    text = clipboard(page, kind)
    page.get_by_text(ENGLISH.copied).first.wait_for(state="detached")
    return text


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


def test_a_release_opens_at_its_sentence_with_everything_known_of_it(tab, sample_chat, folder):
    chat = tab(sample_chat)
    page = chat.open()
    answer = chat.ask_and_wait("What did the repair of the Talheim ferry cost?")
    answer.locator(".chip").first.click()
    mark = page.locator("#sources mark.active")
    mark.wait_for()
    said = page.locator("#sources").inner_text()
    name = page.locator("#sources .file").inner_text()
    assert name == "ferry.en.md", "of two versions the one in the language of the answer"
    assert mark.inner_text() in (folder / name).read_text(encoding="utf-8")
    for known in ("The Talheim ferry sails again", "City of Talheim", "2 March 2026", "English"):
        assert known in said
    link = page.locator("#sources .line a")
    assert link.get_attribute("href") == "https://talheim.example/ferry"
    page.get_by_role("button", name="Also in German").click()
    page.get_by_text("Die Reparatur kostete 840.000 Euro.").wait_for()
    page.locator("#sources .back").click()
    mark.wait_for()


def test_a_question_is_asked_again_and_in_other_words(tab, sample_chat):
    chat = tab(sample_chat)
    page = chat.open()
    chat.ask_and_wait(TUNGSTEN)
    page.locator('[data-event="retry"]').click()
    page.locator(".exchange.finished").wait_for()
    page.locator('[data-event="edit"]').click()
    page.get_by_text(ENGLISH.editing).wait_for()
    page.wait_for_function("document.querySelector('#question textarea').value !== ''")
    chat.ask(GPUS)
    page.locator(".question", has_text=GPUS).wait_for()
    page.locator(".verdict").wait_for()
    assert page.locator(".exchange").count() == 1


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


def test_a_citation_and_an_answer_leave_as_text_markdown_and_html(tab, sample_chat):
    chat = tab(sample_chat)
    page = chat.open()
    answer = chat.ask_and_wait(GPUS)
    citation = copied(
        page, page.locator("#sources").get_by_role("button", name=ENGLISH.copy_citation).first
    )
    quote = page.locator("#sources blockquote").first.inner_text()
    for part in (quote, "Beleg editors", "From gigafactories to start-ups", "6 November 2025"):
        assert part in citation
    assert "https://www.dfki.de/" in citation
    assert len(citation.rsplit("SHA-256 ", 1)[1]) == 64, "the content hash"
    tools = answer.locator(".tools")
    whole = tools.get_by_role("button", name=ENGLISH.copy_answer)
    assert copied(page, whole).startswith(f"{GPUS}\n\n“")
    html = copied(page, whole, "text/html")
    assert "<sup>[1]</sup>" in html
    assert "<li>" in html
    markdown = copied(page, tools.get_by_role("button", name=ENGLISH.as_markdown))
    assert markdown.startswith(f"**{GPUS}**")
    assert "[^1]:" in markdown
    with page.expect_download() as download:
        page.get_by_role("button", name=ENGLISH.download).click()
    kept = download.value.path().read_text(encoding="utf-8")
    assert GPUS in kept
    assert "[^1-1]:" in kept


def test_the_library_lists_searches_and_opens_the_releases(tab, sample_chat):
    chat = tab(sample_chat)
    page = chat.open()
    page.locator(".count").click()
    page.locator('[data-view="library"]').wait_for()
    entries = page.locator(".library li")
    assert entries.count() >= 6
    ferry = page.locator(".library li", has_text="The Talheim ferry sails again")
    for known in ("English", "2 March 2026", "City of Talheim", "Also in German"):
        assert known in ferry.inner_text()
    market = page.locator(".library li", has_text="Market hall opens at seven")
    assert ENGLISH.corrected in market.inner_text()
    page.get_by_label(ENGLISH.library_search).press_sequentially("pier 300")
    page.wait_for_function("document.querySelectorAll('.entry').length === 1")
    page.locator(".entry").click()
    page.get_by_text("A crossing takes 12 minutes.").wait_for()


def test_sent_files_are_read_with_progress_and_a_report_of_what_failed_and_why(
    tab, sample_chat, folder
):
    chat = tab(sample_chat)
    page = chat.open()
    page.locator(".count").click()
    page.locator('[data-view="library"]').wait_for()
    page.evaluate(
        """() => {
          window.told = [];
          const report = document.querySelector(".report");
          new MutationObserver(() => window.told.push(report.textContent))
            .observe(report, { childList: true, characterData: true, subtree: true });
        }"""
    )
    lighthouse = (
        "Lighthouse of Talheim lit\n\nTALHEIM, 5 May 2026. The lighthouse is 31 metres high.\n"
    )
    page.locator("[data-upload]").set_input_files(
        [
            {"name": "light.txt", "mimeType": "text/plain", "buffer": lighthouse.encode()},
            {"name": "torn.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 torn"},
        ]
    )
    report = page.locator(".report", has_text="1 new")
    report.wait_for(timeout=60_000)
    assert "torn.pdf: " in report.inner_text()
    assert any("light.txt: 100" in told for told in page.evaluate("window.told"))
    assert (folder / "light.txt").exists()
    assert not (folder / "torn.pdf").exists()
    (folder / "broken.docx").write_bytes(b"no zip at all")
    page.get_by_role("button", name=ENGLISH.reindex).click()
    page.locator(".report", has_text="1 unreadable").wait_for(timeout=60_000)
    assert "broken.docx: " in page.locator(".report").inner_text()
    (folder / "broken.docx").unlink()
    page.locator(".back").click()
    assert "31" in chat.ask_and_wait("How high is the lighthouse of Talheim?").inner_text()


def test_questions_are_limited_to_chosen_releases_and_to_days(tab, sample_chat):
    chat = tab(sample_chat)
    page = chat.open()
    page.locator(".count").click()
    entry = page.locator(".library li", has_text="Market hall opens at seven")
    entry.get_by_role("button", name=ENGLISH.ask_only_this).click()
    page.locator("#limits .limit", has_text="Market hall").wait_for()
    asked = chat.ask_and_wait("What did the repair of the Talheim ferry cost?")
    assert asked.locator(".refusal").is_visible()
    assert ENGLISH.asked_of.format(count=ENGLISH.library_one) in asked.inner_text()
    page.locator("#limits button").click()
    page.locator("#limits .limit").wait_for(state="detached")
    page.locator(".count").click()
    page.locator('[data-input="until"]').fill("2025-12-31")
    page.locator("#limits .limit", has_text="31 December 2025").wait_for()
    asked = chat.ask_and_wait("What did the repair of the Talheim ferry cost?")
    assert asked.locator(".refusal").is_visible()
    assert chat.ask_and_wait(GPUS).locator(".verdict").is_visible()


def test_a_verdict_on_an_answer_and_on_a_refusal_becomes_a_question_to_evaluate_with(
    tab, sample_chat, data
):
    chat = tab(sample_chat)
    page = chat.open()
    answer = chat.ask_and_wait(GPUS)
    assert ENGLISH.keeps in answer.inner_text(), "said before anything is kept"
    answer.get_by_role("button", name=ENGLISH.right, exact=True).click()
    answer.get_by_text(ENGLISH.kept).wait_for()
    refused = chat.ask_and_wait(TUNGSTEN)
    refused.get_by_role("button", name=ENGLISH.wrong).click()
    refused.get_by_label(ENGLISH.correction).fill("3,422 degrees")
    refused.get_by_role("button", name=ENGLISH.send).click()
    refused.get_by_text(ENGLISH.kept).wait_for()
    right, wrong = list(Feedback(data).questions())[-2:]
    assert right["question"] == GPUS
    assert right["doc"] == ENGLISH_RELEASE
    assert "100,000" in right["evidence"]
    assert (wrong["question"], wrong["answer"]) == (TUNGSTEN, "3,422 degrees")
    json.dumps([right, wrong])
    page.reload()
    page.get_by_text(ENGLISH.kept).first.wait_for()


@pytest.mark.parametrize(
    ("locale", "words"), [("de-AT", GERMAN), ("fr-CA", FRENCH), ("en-US", ENGLISH), ("pl", ENGLISH)]
)
def test_the_interface_speaks_the_language_of_the_browser(tab, sample_chat, locale, words):
    chat = tab(sample_chat, locale=locale)
    page = chat.open()
    assert page.locator(".welcome h2").inner_text() == words.welcome
    assert page.get_by_label(words.ask_label).is_visible()
    chat.ask_and_wait(GPUS)
    shown = page.locator("body").inner_text()
    for said in (words.quoted, words.copy_answer, words.sources, words.new, words.keeps):
        assert said in shown


@pytest.mark.parametrize("window", WINDOWS.values(), ids=WINDOWS.keys())
def test_no_view_has_a_barrier_or_scrolls_sideways(tab, sample_chat, window):
    chat = tab(sample_chat, reduced_motion="reduce", **window)
    page = chat.open()
    page.locator(".suggestions").wait_for()
    width = window["viewport"]["width"]

    def check(view):
        assert violations(page) == [], view
        assert page.evaluate("document.documentElement.scrollWidth") <= width, view

    check("welcome")
    answer = chat.ask_and_wait(GPUS)
    page.locator(".following").wait_for()
    check("answer")
    answer.get_by_role("button", name=ENGLISH.wrong).click()
    answer.get_by_label(ENGLISH.correction).wait_for()
    check("correction")
    answer.locator(".chip").first.click()
    page.locator("mark.active").wait_for()
    check("release")
    page.keyboard.press("Escape")
    chat.ask_and_wait(TUNGSTEN)
    check("refusal")
    page.locator(".count").click()
    page.locator('[data-view="library"]').wait_for()
    check("library")
    page.locator(".choice").first.click()
    page.locator('.choice[aria-pressed="true"]').wait_for()
    check("limits")


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


def test_a_printed_page_has_the_answer_with_its_sources_and_no_buttons(tab, sample_chat):
    chat = tab(sample_chat)
    page = chat.open()
    answer = chat.ask_and_wait(GPUS)
    page.emulate_media(media="print")
    assert answer.locator(".statement").first.is_visible()
    assert page.locator("#sources blockquote").first.is_visible()
    for hidden in ("#composer", "#remark", ".tools", ".languages", ".following"):
        assert not page.locator(hidden).first.is_visible(), hidden
    page.pdf()
    tall = "(e) => e.scrollHeight <= e.clientHeight + 1"
    assert page.locator("#transcript").evaluate(tall), "nothing is cut off"
    assert page.locator("#sources").evaluate(tall)


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


def test_a_conversation_is_forgotten_after_the_hours_the_operator_names(tab, folder, data):
    seconds = 3
    settings = Settings(
        documents=folder, data=data, chat_model="none", keep_hours=seconds / 3600, refresh=False
    )
    with Assistant.open(settings) as assistant, served(assistant) as address:
        chat = tab(address)
        page = chat.open()
        answer = chat.ask_and_wait(GPUS)
        assert ENGLISH.keeps not in answer.inner_text()
        answer.get_by_role("button", name=ENGLISH.right, exact=True).click()
        page.wait_for_timeout(1000 * (seconds + 2))
        page.reload()
        page.locator(".welcome h2").wait_for()
        assert page.locator(".exchange").count() == 0
        assert list(Feedback(data, settings.keep_hours).questions()) == []
