"""The web chat in a real Chromium, over the hand-checkable assistant: states hard to reach."""

import re

import pytest

from assistant.settings import Settings
from documents.errors import ChatModelUnavailable
from tests.ui.conftest import served
from tests.ui.fake_assistant import NOWHERE, FakeAssistant
from ui.feedback import Feedback
from ui.wording import ENGLISH, FRENCH, GERMAN

pytestmark = pytest.mark.browser

COST = "Was kostete die neue Brücke?"
NARROW = {"viewport": {"width": 360, "height": 740}}


def in_view(locator):
    return locator.evaluate(
        "e => { const r = e.getBoundingClientRect();"
        " return r.top >= 0 && r.bottom <= innerHeight && r.height > 0 }"
    )


def test_a_chip_opens_the_release_at_its_highlighted_quote(tab, fake_chat):
    chat = tab(fake_chat)
    page = chat.open()
    answer = chat.ask_and_wait(COST)
    answer.locator(".statement .chip").click()
    mark = page.locator("#sources mark.active")
    mark.wait_for()
    assert mark.inner_text() == "Am 3. Mai 2026 wurde in Talheim die neue Brücke eröffnet."
    assert in_view(mark)
    panel = page.locator("#sources").inner_text()
    for said in ("Neue Brücke über die Saar eröffnet", "Stadtwerke Talheim", "2 March 2026"):
        assert said in panel


def test_a_citation_leads_to_its_version_in_another_language_and_back(tab, fake_chat):
    chat = tab(fake_chat)
    page = chat.open()
    chat.ask_and_wait(COST)
    page.locator(".statement .chip").click()
    page.locator("mark.active").wait_for()
    page.get_by_role("button", name="Also in French").click()
    page.get_by_text("Le concert aura lieu").wait_for()
    page.locator("#sources .back").click()
    page.locator("mark.active").wait_for()


def test_a_quote_far_down_is_scrolled_into_view(tab, fake_chat):
    chat = tab(fake_chat)
    page = chat.open()
    chat.ask_and_wait("Wird die alte Brücke abgerissen?")
    page.locator(".statement .chip").click()
    mark = page.locator("#sources mark.active")
    mark.wait_for()
    assert mark.inner_text() == "Die alte Brücke wird 2027 abgerissen."
    page.wait_for_timeout(600)
    assert in_view(mark)


def test_the_keyboard_is_enough(tab, fake_chat):
    chat = tab(fake_chat)
    page = chat.open()
    chat.ask_and_wait(COST)
    chip = page.locator(".statement .chip")
    chip.focus()
    assert page.locator(".chip + .peek").is_visible(), "focus shows the quote"
    page.keyboard.press("Enter")
    page.locator("mark.active").wait_for()
    page.wait_for_function("document.activeElement.classList.contains('heading')")
    page.keyboard.press("Escape")
    page.wait_for_selector(".source")
    page.wait_for_function("document.activeElement.classList.contains('chip')")


def test_focusing_a_check_shows_what_was_compared(tab, fake_chat):
    chat = tab(fake_chat)
    answer = chat.open() and chat.ask_and_wait(COST)
    check = answer.locator("button.check")
    assert " ".join(check.inner_text().split()) == f"{ENGLISH.check_dates} ✓"
    compared = answer.locator("button.check + .peek")
    assert not compared.is_visible()
    check.focus()
    chat.page.keyboard.press("Shift+Tab")
    chat.page.keyboard.press("Tab")
    assert compared.is_visible()
    assert compared.inner_text() == ENGLISH.compared.format(compared="3. Mai 2026")


def test_a_refusal_looks_different_and_offers_the_nearest_quotes(tab, fake_chat):
    chat = tab(fake_chat)
    page = chat.open()
    answer = chat.ask_and_wait("Wie hoch ist der Mond?")
    assert answer.locator(".refusal").is_visible()
    assert answer.locator(".verdict").count() == 0
    answer.locator(".refusal .chip").first.click()
    page.locator("mark.active").wait_for()


def test_stopping_ends_the_answer_and_frees_the_box(tab):
    assistant = FakeAssistant(pace=3.0)
    with served(assistant) as address:
        chat = tab(address)
        page = chat.open()
        chat.ask(COST)
        page.locator("#stop").click()
        page.locator(".remark.stopped").wait_for()
        page.locator("#ask").wait_for()
        page.wait_for_timeout(3_500)
        assert page.locator(".statement").count() == 0, "nothing arrives after the stop"
        assert assistant.was_cancelled()


def test_an_error_is_a_calm_sentence(tab):
    error = ChatModelUnavailable("The chat model is out.", "Try again later.")
    with served(FakeAssistant(error=error)) as address:
        answer_text = ""
        chat = tab(address)
        chat.open()
        answer_text = chat.ask_and_wait(COST).inner_text()
    assert "The chat model is out. Try again later." in answer_text


def test_who_must_wait_is_told_so_and_who_finds_the_queue_full_in_their_own_language(tab):
    settings = Settings(documents=NOWHERE, data=NOWHERE, queue_limit=1, answers_at_once=1)
    with served(FakeAssistant(pace=3.0, settings=settings)) as address:
        first, second, third = (tab(address, locale=code) for code in ("en", "en", "fr-FR"))
        pages = [chat.open() for chat in (first, second, third)]
        first.ask(COST)
        pages[0].locator(".exchange").wait_for()
        second.ask(COST)
        pages[1].get_by_text(ENGLISH.waiting).wait_for()
        third.ask(COST)
        pages[2].get_by_text(FRENCH.busy).wait_for()
        assert pages[2].locator("#question textarea").input_value() == COST
        assert not pages[2].get_by_text("Please try again").is_visible(), "Gradio's own notice"
        pages[1].locator(".verdict").wait_for(timeout=60_000)
        assert pages[1].locator(".notice").inner_text() == ""
        third.ask_and_wait(COST, timeout=60_000)
        assert pages[2].locator(".notice").inner_text() == ""


def test_a_server_that_is_gone_is_told_calmly_and_the_question_stays(tab):
    with served(FakeAssistant()) as address:
        chat = tab(address, locale="de-DE")
        page = chat.open()
        chat.ask_and_wait(COST)
    chat.ask("Und wann wird die alte Brücke abgerissen?")
    page.get_by_text(GERMAN.lost).wait_for()
    assert page.locator("#question textarea").input_value().startswith("Und wann")


def test_an_unverified_statement_cannot_be_missed(tab):
    with served(FakeAssistant(supported=False)) as address:
        chat = tab(address)
        chat.open()
        answer = chat.ask_and_wait(COST)
        assert answer.locator(".statement .doubt").inner_text() == ENGLISH.unverified
        assert answer.locator(".verdict.unproven").inner_text() == ENGLISH.unverified
        assert answer.locator(".checks, .verdict.proven").count() == 0
        border = "e => getComputedStyle(e).borderInlineStartStyle"
        assert answer.locator(".statement").evaluate(border) == "double", "not by colour alone"


def test_an_empty_library_says_what_to_do(tab):
    with served(FakeAssistant(())) as address:
        page = tab(address).open()
        assert page.locator(".welcome.empty h2").inner_text() == ENGLISH.empty
        assert "/releases" in page.locator(".welcome.empty").inner_text()


def test_a_suggestion_is_asked_when_clicked(tab, fake_chat):
    chat = tab(fake_chat)
    page = chat.open()
    suggestion = page.locator(".suggestions button").first
    question = suggestion.inner_text()
    suggestion.click()
    page.locator(".exchange").wait_for()
    assert question in page.locator(".question").inner_text()


def test_the_interface_speaks_the_browsers_language_and_can_be_switched(tab, fake_chat):
    chat = tab(fake_chat, locale="fr-FR")
    page = chat.open()
    assert page.locator(".welcome h2").inner_text() == FRENCH.welcome
    assert page.evaluate("document.documentElement.lang") == "fr"
    page.locator('[data-language="de"]').click()
    page.get_by_role("heading", name=GERMAN.welcome).wait_for()
    assert page.get_by_role("button", name=GERMAN.ask, exact=True).is_visible()
    assert page.get_by_label(GERMAN.ask_label).is_visible()
    chat.open()
    assert page.locator(".welcome h2").inner_text() == GERMAN.welcome, "the choice is kept"


def test_a_reload_keeps_the_conversation_and_another_browser_does_not_see_it(tab, fake_chat):
    chat = tab(fake_chat)
    page = chat.open()
    chat.ask_and_wait(COST)
    page.reload()
    page.locator(".verdict").wait_for()
    assert COST in page.locator(".question").inner_text()
    assert tab(fake_chat).open().locator(".exchange").count() == 0


def test_a_narrow_window_shows_the_release_over_the_chat_and_never_scrolls_sideways(tab, fake_chat):
    chat = tab(fake_chat, **NARROW)
    page = chat.open()
    chat.ask_and_wait(COST)
    assert not page.locator("#sources").is_visible()
    page.locator(".statement .chip").click()
    page.locator("mark.active").wait_for()
    assert in_view(page.locator("mark.active"))
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator(".back").click()
    page.locator("#sources").wait_for(state="hidden")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_page_names_no_other_host(tab, fake_chat):
    chat = tab(fake_chat)
    chat.open()
    response = chat.page.request.get(fake_chat)
    assert "default-src 'self'" in response.headers["content-security-policy"]
    for foreign in ("og:", "twitter:", "gradio.app", "@Gradio"):
        assert foreign not in response.text().split("<script>")[0]
    served_from = set(re.findall(r'(?:src|href)="(https?://[^"/]+)', response.text()))
    assert served_from <= {fake_chat}


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


def test_the_newest_question_stays_at_the_top_until_the_reader_scrolls(tab):
    with served(FakeAssistant(pace=1.0)) as address:
        chat = tab(address, **NARROW)
        page = chat.open()
        chat.ask_and_wait(COST)
        chat.ask("Wie hoch ist der Mond?")
        page.locator(".refusal").wait_for()
        page.wait_for_timeout(300)
        newest = "document.querySelectorAll('.exchange')[{}].getBoundingClientRect().top"
        head = page.locator("#transcript").bounding_box()["y"]
        assert abs(page.evaluate(newest.format(1)) - head) < 3
        chat.ask(COST)
        page.locator(".exchange").nth(2).wait_for()
        page.locator("#transcript").hover()
        page.mouse.wheel(0, -2_000)
        page.locator(".exchange").nth(2).locator(".verdict").wait_for()
        page.wait_for_timeout(300)
        assert abs(page.evaluate(newest.format(0)) - head) < 30, "left where the reader went"


def test_an_answer_and_a_citation_can_be_copied_with_their_sources(tab, fake_chat):
    chat = tab(fake_chat)
    page = chat.open()
    chat.ask_and_wait(COST)
    page.get_by_role("button", name=ENGLISH.copy_answer).click()
    page.get_by_role("button", name=ENGLISH.copied).wait_for()
    assert clipboard(page).startswith(f"{COST}\n\nDas steht da [1]\n\n[1] “Am 3. Mai 2026")
    page.get_by_role("button", name=ENGLISH.as_markdown).click()
    page.wait_for_function("navigator.clipboard.readText().then(t => t.includes('[^1]:'))")
    page.locator("#sources").get_by_role("button", name=ENGLISH.copy_citation).first.click()
    page.wait_for_function("navigator.clipboard.readText().then(t => t.includes('SHA-256'))")
    assert "Stadtwerke Talheim, Neue Brücke über die Saar eröffnet, 2 March 2026" in clipboard(page)


def test_a_conversation_can_be_downloaded_and_begun_anew(tab, fake_chat):
    chat = tab(fake_chat)
    page = chat.open()
    chat.ask_and_wait(COST)
    with page.expect_download() as download:
        page.get_by_role("button", name=ENGLISH.download).click()
    assert download.value.suggested_filename.endswith(".md")
    assert "[^1-1]:" in download.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name=ENGLISH.new).click()
    page.get_by_role("heading", name=ENGLISH.welcome).wait_for()
    page.reload()
    page.get_by_role("heading", name=ENGLISH.welcome).wait_for()


def test_the_library_can_be_searched_and_read(tab, fake_chat):
    page = tab(fake_chat).open()
    page.locator(".count").click()
    page.get_by_label(ENGLISH.library_search).press_sequentially("nancy")
    page.wait_for_function("document.querySelectorAll('.entry').length === 1")
    page.locator(".entry").click()
    page.get_by_text("Le concert aura lieu").wait_for()
    page.locator(".back").click()
    page.locator(".search").wait_for()


def test_a_correction_is_asked_for_and_kept(tab, tmp_path):
    settings = Settings(documents=tmp_path, data=tmp_path)
    with served(FakeAssistant(settings=settings)) as address:
        chat = tab(address)
        page = chat.open()
        chat.ask_and_wait(COST)
        page.get_by_role("button", name=ENGLISH.wrong).click()
        page.get_by_label(ENGLISH.correction).fill("12,5 Millionen Euro")
        page.get_by_role("button", name=ENGLISH.send).click()
        page.get_by_text(ENGLISH.kept).wait_for()
    (question,) = Feedback(tmp_path).questions()
    assert question["answer"] == "12,5 Millionen Euro"


def test_the_last_question_is_edited_with_the_arrow_key_and_replaced(tab, fake_chat):
    chat = tab(fake_chat)
    page = chat.open()
    chat.ask_and_wait(COST)
    box = page.locator("#question textarea")
    box.focus()
    page.keyboard.press("ArrowUp")
    page.get_by_text(ENGLISH.editing).wait_for()
    page.wait_for_function("document.querySelector('#question textarea').value !== ''")
    assert box.input_value() == COST
    page.keyboard.press("Escape")
    page.get_by_text(ENGLISH.editing).wait_for(state="detached")
    page.get_by_role("button", name=ENGLISH.edit).click()
    page.get_by_text(ENGLISH.editing).wait_for()
    page.wait_for_function("document.querySelector('#question textarea').value !== ''")
    box.fill("Wann wird die alte Brücke abgerissen?")
    page.keyboard.press("Enter")
    page.locator(".question", has_text="abgerissen").wait_for()
    page.locator(".verdict").wait_for()
    assert page.locator(".exchange").count() == 1


def test_questions_are_limited_to_a_chosen_release_until_its_chip_is_removed(tab, fake_chat):
    chat = tab(fake_chat, **NARROW)
    page = chat.open()
    page.locator(".count").click()
    entry = page.locator(".library li", has_text="La chorale")
    entry.get_by_role("button", name=ENGLISH.ask_only_this).click()
    page.locator('.choice[aria-pressed="true"]').wait_for()
    page.locator("#sources .back").click()
    chip = page.locator("#limits .limit")
    chip.wait_for()
    assert "La chorale de Talheim" in chip.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    refused = chat.ask_and_wait(COST)
    assert refused.locator(".refusal").is_visible()
    page.locator("#limits button").click()
    chip.wait_for(state="detached")
    assert chat.ask_and_wait(COST).locator(".verdict").is_visible()


def test_questions_are_limited_to_days(tab, fake_chat):
    chat = tab(fake_chat)
    page = chat.open()
    page.locator(".count").click()
    page.locator('[data-input="since"]').fill("2026-06-01")
    page.get_by_text("(0 releases)").wait_for()
    page.locator("#limits button").click()
    page.get_by_text("(0 releases)").wait_for(state="detached")
    page.wait_for_function("document.querySelector('[data-input=since]').value === ''")


def test_questions_follow_an_answer_and_can_be_asked(tab, fake_chat):
    chat = tab(fake_chat)
    page = chat.open()
    chat.ask_and_wait(COST)
    following = page.locator(".following button").first
    following.wait_for()
    question = following.inner_text()
    following.click()
    page.locator(".exchange").nth(1).wait_for()
    assert question in page.locator(".question").nth(1).inner_text()


def test_files_are_sent_with_a_report_of_what_failed(tab, tmp_path):
    settings = Settings(documents=tmp_path, data=tmp_path, uploads=True)
    with served(FakeAssistant(settings=settings)) as address:
        page = tab(address).open()
        page.locator(".count").click()
        page.locator("[data-upload]").set_input_files(
            [
                {"name": "a <b>.txt", "mimeType": "text/plain", "buffer": b"Ferry\n\nIt sails.\n"},
                {"name": "b.txt", "mimeType": "text/plain", "buffer": b" "},
            ]
        )
        report = page.locator(".report", has_text="unreadable")
        report.wait_for()
        assert "0 unreadable" in report.inner_text()
        assert "b.txt: " in report.inner_text()
    assert (tmp_path / "a <b>.txt").exists()
    assert not (tmp_path / "b.txt").exists()


def test_the_chat_works_under_a_base_path(tab):
    settings = Settings(documents=NOWHERE, data=NOWHERE, base_path="/press/beleg")
    with served(FakeAssistant(settings=settings)) as address:
        chat = tab(f"{address}/press/beleg/")
        chat.open()
        chat.ask_and_wait(COST)


def test_the_right_user_signs_in_and_chats(tab):
    settings = Settings(documents=NOWHERE, data=NOWHERE, auth="press:open")
    with served(FakeAssistant(settings=settings)) as address:
        known = {"username": "press", "password": "open"}
        chat = tab(address, http_credentials=known)
        chat.open()
        chat.ask_and_wait(COST)
