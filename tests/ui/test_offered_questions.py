"""Questions read out of releases, and those of them that are offered."""

import pytest

from documents.blocks import find_blocks
from tests.ui.fake_assistant import BRIDGE, FakeAssistant, release
from ui.offered_questions import OfferedQuestions
from ui.question_candidates import candidates, languages_offered
from ui.wording import WORDINGS

ENGLISH = release(
    "harbour.en.txt",
    "Harbour wall repaired\n\n"
    "Talheim, 2 March 2026. The wall cost 12.5 million euros, said Prof. Ulrike Amann.\n\n"
    "## What comes next\n\n"
    "Jonas Ried, head of the harbour office, reopens the quay on 4 May 2026. "
    "\u201cWe have waited two winters for this day,\u201d said Jonas Ried.\n",
    language="en",
)


def asked(one, language="en"):
    return {
        candidate.question: one.text[candidate.start : candidate.end]
        for candidate in candidates(one, language)
    }


def test_questions_are_about_people_days_amounts_and_headings_and_know_their_place():
    assert len(find_blocks(ENGLISH.text)) == 4
    found = asked(ENGLISH)
    assert found["Who is Ulrike Amann?"] == "Ulrike Amann"
    assert found["Who is Jonas Ried?"] == "Jonas Ried"
    assert found["What is \u201c12.5 million euros\u201d about?"] == "12.5 million euros"
    assert "reopens the quay" in found["What happened on 4 May 2026?"]
    assert "waited two winters" in found["What did Jonas Ried say?"]
    assert found["What does the part \u201cWhat comes next\u201d say?"].startswith("Jonas Ried")
    assert "What happened on 2 March 2026?" not in found, "the day of the release itself"


def test_questions_are_in_the_readers_language_whatever_the_release_is_in():
    assert "Wer ist Jonas Ried?" in asked(ENGLISH, "de")
    assert "Qui est Jonas Ried\u202f?" in asked(ENGLISH, "fr")
    assert "Was geschah am 4. Mai 2026?" in asked(ENGLISH, "de")
    assert set(languages_offered()) >= set(WORDINGS)


@pytest.mark.parametrize(
    ("text", "language", "question"),
    [
        ("Es sprach Matthias Hauer, Staatssekretär.", "de", "Wer ist Matthias Hauer?"),
        ("Landesminister Jürgen Barke sprach.", "de", "Wer ist Jürgen Barke?"),
        ("Le consul général, M. Jérôme Spinoza, a parlé.", "fr", "Wer ist Jérôme Spinoza?"),
        ("Der Bund zahlt 50 Millionen Euro.", "de", "Was hat es mit „50 Millionen Euro“ auf sich?"),
    ],
)
def test_people_and_amounts_are_known_in_each_language(text, language, question):
    one = release("a.txt", f"Titel der Meldung\n\n{text}\n", language=language)
    assert question in asked(one, "de")


def test_capitalised_words_that_are_no_people_are_not_asked_about():
    text = "Titel der Meldung\n\nDie Künstliche Intelligenz, die Neue Brücke, und mehr.\n"
    assert not [question for question in asked(release("a.txt", text), "de") if "Wer" in question]


class Elsewhere(FakeAssistant):
    """Search finds everything but the place a question was read from."""

    def search(self, question, **_):
        found = super().search(question)
        return type(found)(found.inquiry, found.evidence[-1:], (), 1.0)


def test_a_matter_with_a_capital_and_a_minister_beside_it_is_nobody():
    text = "Zur Forschung zu Künstlicher Intelligenz, Minister und Leiter sprachen darüber.\n"
    text += "Die Leiter der Zentren für Künstliche Intelligenz, Minister Jürgen Barke sprachen."
    found = asked(release("a.txt", f"Titel\n\n{text}\n", language="de"), "de")
    assert "Wer ist Jürgen Barke?" in found
    assert not any("Intelligenz" in question for question in found)


def test_only_what_search_finds_and_would_answer_is_offered():
    assert OfferedQuestions(FakeAssistant()).first("de")
    assert OfferedQuestions(Elsewhere((BRIDGE,))).first("de") == ()


def test_what_was_offered_is_found_out_once_for_each_state_of_the_library():
    assistant = FakeAssistant()
    offered = OfferedQuestions(assistant)
    assert offered.first_known("de") == ()
    first = offered.first("de")
    searched = []
    assistant.search = searched.append
    assert offered.first("de") == offered.first_known("de") == first
    assert searched == []
    assistant._releases = (BRIDGE,)
    assert offered.first_known("de") == ()
