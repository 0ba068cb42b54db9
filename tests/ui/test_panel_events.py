"""What a reader does in the panel: quotes, releases, the library, reading the folder again."""

from pathlib import Path

import pytest

from assistant import Settings
from documents.errors import ChatModelUnavailable, IndexBusy
from index.records import FailedRelease, ReindexProgress, ReindexReport
from tests.ui.fake_assistant import NOWHERE, VERSIONS, FakeAssistant
from tests.ui.page_reader import read
from ui.chat_events import ChatEvents
from ui.wording import ENGLISH

READER = "a" * 32
COST = "Was kostete die neue Brücke?"


def test_a_chip_opens_its_release_and_back_closes_it():
    events = ChatEvents(FakeAssistant())
    list(events.ask(READER, COST))
    opened = read(events.cite(READER, 0, "c1").sources)
    assert opened.marks["active"] == "Am 3. Mai 2026 wurde in Talheim die neue Brücke eröffnet."
    assert "Der Verkehr rollt wieder" in opened.text
    closed = read(events.back(READER).sources)
    assert closed.marks == {}
    assert "Am 3. Mai 2026" in closed.text


@pytest.mark.parametrize("junk", [(5, "c1"), (0, "c9"), (None, None), ("0", 1), (-1, "c1")])
def test_a_chip_that_is_not_there_changes_nothing(junk):
    events = ChatEvents(FakeAssistant())
    *_, before = events.ask(READER, COST)
    assert events.cite(READER, *junk).sources == before.sources


def asked_in_french(assistant):
    events = ChatEvents(assistant)
    list(events.ask(READER, COST, "fr"))
    return events


def test_a_quote_is_translated_into_the_answers_language_and_told_to_be_a_machines():
    events = asked_in_french(FakeAssistant())
    running, made = events.translate(READER, 0, "c1")
    assert ENGLISH.translating in read(running.sources).text
    page = read(made.sources)
    assert ENGLISH.translated in page.text
    assert "fr: translated" in page.text
    assert "Am 3. Mai 2026" in page.text, "the quote itself stays"
    again = list(events.translate(READER, 0, "c1"))
    assert [view.sources for view in again] == [made.sources], "it is made once"


def test_quotes_in_the_answers_language_offer_no_translation():
    events = ChatEvents(FakeAssistant())
    *_, german = events.ask(READER, COST)
    assert "translate" not in read(german.sources).attributes["data-event"]
    *_, same = events.translate(READER, 0, "c1")
    assert same.sources == german.sources


def test_without_a_chat_model_no_translation_is_offered():
    settings = Settings(documents=Path("/releases"), data=NOWHERE, chat_model="none")
    *_, shown = ChatEvents(FakeAssistant(settings=settings)).ask(READER, COST, "fr")
    assert "translate" not in read(shown.sources).attributes["data-event"]


@pytest.mark.parametrize("junk", [(5, "c1"), (0, "c9"), (None, None), ("0", 1), (-1, "c1")])
def test_a_quote_that_is_not_there_is_not_translated(junk):
    events = asked_in_french(FakeAssistant())
    (views,) = events.translate(READER, *junk)
    assert ENGLISH.translated not in read(views.sources).text


def test_a_translation_that_failed_says_why():
    class Failing(FakeAssistant):
        def translate(self, quote, language):  # noqa: ARG002
            raise ChatModelUnavailable("It broke off.", "Try again.")

    events = asked_in_french(Failing())
    *_, failed = events.translate(READER, 0, "c1")
    page = read(failed.sources)
    assert ENGLISH.untranslated in page.text
    assert "It broke off. Try again." in page.text


def test_the_library_opens_a_release_and_leads_back_to_the_answer():
    events = ChatEvents(FakeAssistant())
    list(events.ask(READER, COST))
    library = read(events.library(READER).sources)
    assert sorted(library.entries) == ["bruecke.de.txt", "chorale.fr.txt"]
    assert read(events.find(READER, "nancy").sources).entries == ["chorale.fr.txt"]
    assert "Le concert aura lieu" in events.read(READER, "chorale.fr.txt").sources
    back = read(events.back(READER).sources)
    assert back.entries == ["chorale.fr.txt"], "the search is kept"
    assert "data-quote" in read(events.back(READER).sources).attributes


def test_another_version_opens_from_a_citation_and_leads_back_to_it():
    events = ChatEvents(FakeAssistant(versions=VERSIONS))
    list(events.ask(READER, COST))
    cited = events.cite(READER, 0, "c1").sources
    assert "Also in French" in read(cited).text
    assert "chorale.fr.txt" in read(cited).attributes["data-document"]
    opened = read(events.read(READER, "chorale.fr.txt").sources)
    assert "Le concert aura lieu" in opened.text
    assert "Also in German" in opened.text
    assert events.back(READER).sources == cited
    assert "Also in French" in read(events.library(READER).sources).text


@pytest.mark.parametrize("junk", ["../secret", "", None, 1])
def test_a_release_that_is_not_there_is_not_opened(junk):
    events = ChatEvents(FakeAssistant())
    before = events.library(READER).sources
    assert events.read(READER, junk).sources == before


def test_reading_the_folder_again_shows_progress_and_what_failed():
    class Rereading(FakeAssistant):
        def reindex(self, on_progress=None, **_):
            on_progress(ReindexProgress(1, 2, "a.txt"))
            failed = FailedRelease("b.txt", "It is empty. Write something.")
            return ReindexReport(added=("a.txt",), failed=(failed,))

    progress, report, last = ChatEvents(Rereading()).reindex(READER)
    assert "Reading the folder: 1 of 2" in progress.sources
    assert "1 new, 0 changed, 0 removed, 1 unreadable" in report.sources
    assert "b.txt: It is empty. Write something." in last.sources


@pytest.mark.parametrize(
    ("error", "said"),
    [(IndexBusy("Another process reads.", "Wait."), "Another process reads. Wait."),
     (KeyError("secret"), ENGLISH.failed)],
)  # fmt: skip
def test_reading_the_folder_again_can_fail_calmly(error, said):
    class Failing(FakeAssistant):
        def reindex(self, **_):
            raise error

    *_, last = ChatEvents(Failing()).reindex(READER)
    assert said in last.sources
    assert "secret" not in last.sources
