"""The library in a browser over the real index: finding, reading, sending, reading again."""

import pytest

from tests.ui.conftest import served
from tests.ui.sample_library import opened
from ui.wording import ENGLISH

pytestmark = [pytest.mark.browser, pytest.mark.real_model]

WELL = "The well of Talheim\n\nTALHEIM, 4 May 2026. The well of Talheim is 31 metres deep.\n"
LIGHTHOUSE = "Lighthouse of Talheim lit\n\nTALHEIM, 5 May 2026. The lighthouse is 28 metres high.\n"


@pytest.fixture
def growing(tmp_path, embedder):
    """Return the place of a small library that readers may add to, and its chat's address."""
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "well.en.txt").write_text(WELL, encoding="utf-8")
    with opened(tmp_path, embedder, uploads=True) as assistant, served(assistant) as address:
        yield folder, address


def test_the_library_lists_searches_and_opens_the_releases(tab, sample_chat):
    chat = tab(sample_chat)
    page = chat.open()
    page.locator(".count").click()
    page.locator('[data-view="library"]').wait_for()
    entries = page.locator(".library li")
    assert entries.count() == 8
    ferry = page.locator(".library li", has_text="The Talheim ferry sails again")
    for known in ("English", "2 March 2026", "City of Talheim", "Also in German"):
        assert known in ferry.inner_text()
    market = page.locator(".library li", has_text="Market hall opens at seven")
    assert ENGLISH.corrected in market.inner_text()
    assert page.locator("[data-upload]").count() == 0, "the operator has not allowed it"
    page.get_by_label(ENGLISH.library_search).press_sequentially("pier 300")
    page.wait_for_function("document.querySelectorAll('.entry').length === 1")
    page.locator(".entry").click()
    page.get_by_text("A crossing takes 12 minutes.").wait_for()
    page.locator(".back").click()
    page.locator(".search").wait_for()
    assert page.locator(".entry").count() == 1, "the search is kept"


def test_sent_files_are_read_with_progress_and_a_report_of_what_failed_and_why(tab, growing):
    folder, address = growing
    chat = tab(address)
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
    page.locator("[data-upload]").set_input_files(
        [
            {"name": "light.txt", "mimeType": "text/plain", "buffer": LIGHTHOUSE.encode()},
            {"name": "torn.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 torn"},
        ]
    )
    report = page.locator(".report", has_text="1 new")
    report.wait_for(timeout=60_000)
    assert "torn.pdf: " in report.inner_text()
    assert any("light.txt: 100" in told for told in page.evaluate("window.told"))
    assert (folder / "light.txt").read_text(encoding="utf-8") == LIGHTHOUSE
    assert not (folder / "torn.pdf").exists()
    page.locator(".back").click()
    assert "28" in chat.ask_and_wait("How high is the lighthouse of Talheim?").inner_text()


def test_reading_the_folder_again_reports_what_changed_and_what_failed(tab, growing):
    folder, address = growing
    chat = tab(address)
    page = chat.open()
    answer = chat.ask_and_wait("How deep is the well of Talheim?")
    assert "31 metres" in answer.inner_text()
    (folder / "well.en.txt").write_text(WELL.replace("31", "33"), encoding="utf-8")
    (folder / "broken.docx").write_bytes(b"no zip at all")
    page.locator(".count").click()
    page.get_by_role("button", name=ENGLISH.reindex).click()
    report = page.locator(".report", has_text="0 new, 1 changed, 0 removed, 1 unreadable")
    report.wait_for(timeout=60_000)
    assert "broken.docx: " in report.inner_text()
    page.locator("#sources .back").click()
    answer.locator(".chip").first.click()
    page.get_by_text(ENGLISH.changed).wait_for()
    assert "31 metres" in page.locator("mark.active").inner_text(), "the quote as it was found"
    assert "33 metres" in chat.ask_and_wait("How deep is the well of Talheim?").inner_text()
