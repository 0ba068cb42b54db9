"""What a reader takes along or leaves: copies, downloads, paper, verdicts; over the real index."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from assistant.evaluation.corpora import read_corpus
from tests.ui.sample_library import GPUS, GPUS_RELEASE, TUNGSTEN
from ui.command_line import application
from ui.wording import ENGLISH

pytestmark = [pytest.mark.browser, pytest.mark.real_model]


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
    assert download.value.suggested_filename.endswith(".md")
    kept = download.value.path().read_text(encoding="utf-8")
    assert GPUS in kept
    assert "[^1-1]:" in kept


def test_a_printed_page_has_the_answer_with_its_sources_and_no_buttons(tab, sample_chat):
    chat = tab(sample_chat)
    page = chat.open()
    answer = chat.ask_and_wait(GPUS)
    page.emulate_media(media="print")
    assert answer.locator(".statement").first.is_visible()
    assert page.locator("#sources blockquote").first.is_visible()
    for hidden in ("#composer", "#remark", ".tools", ".languages", ".following"):
        assert not page.locator(hidden).first.is_visible(), hidden
    tall = "(e) => e.scrollHeight <= e.clientHeight + 1"
    assert page.locator("#transcript").evaluate(tall), "nothing is cut off"
    assert page.locator("#sources").evaluate(tall)
    paper = PdfReader(BytesIO(page.pdf(format="A4")))
    printed = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    quote = page.locator("#sources blockquote").first.inner_text()
    assert printed.count(quote) == 2, "as the answer and among its sources"
    assert "6 November 2025" in printed


def test_verdicts_on_an_answer_and_on_a_refusal_become_questions_that_evaluate_takes(
    tab, sample_chat, samples, tmp_path, monkeypatch
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
    page.reload()
    page.get_by_text(ENGLISH.kept).first.wait_for()
    monkeypatch.setenv("BELEG_DATA", str(samples / "data"))
    exported = CliRunner().invoke(application, ["feedback"])
    assert exported.exit_code == 0
    questions = tmp_path / "questions.jsonl"
    questions.write_text(exported.stdout, encoding="utf-8")
    right, wrong = read_corpus(samples / "releases", questions, tmp_path).drafts[-2:]
    assert right.question.text == GPUS
    assert right.evidence[0].document == GPUS_RELEASE
    assert "100,000" in right.evidence[0].text
    assert (wrong.question.text, wrong.question.forms) == (TUNGSTEN, ("3,422 degrees",))
