from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from assistant import QuotesFound
from assistant.search import search_evidence
from assistant.understand import Inquiry
from documents.records import Role
from index import Index
from tests.assistant.fakes import CrowdedEmbedder, FakeChatModel
from tests.assistant.making import BRIDGE, COST, HOW_MUCH, LIBRARY, open_assistant
from tests.index.fakes import WordEmbedder

NINE = datetime(2025, 3, 8, 9, tzinfo=UTC)
OPENS = "Neues Labor\nDas Labor in Nancy öffnet im April."
SECRET = BRIDGE.replace("12.5", "13.7").replace(
    "language: en", "language: en\nembargoed_until: 2999-01-01T09:00:00+00:00"
)
CROWD = {f"secret-{number}.en.md": f"{SECRET}\nVersion {number}.\n" for number in range(9)}


SOLAR = """# Solarpark am Westhang

Der Solarpark am Westhang kostet 9 Millionen Euro. Geschäftsführerin Ruth Ackermann unterzeichnete \
am Montag den Vertrag. Schafe halten das Gras unter den Modulen kurz, das ist billiger als Mähen.

Geschäftsführerin Ruth Ackermann, Landrat Emil Voss und die Schafe am Westhang © Jo Riedel

## Über die Stadtwerke Talheim

Die Stadtwerke Talheim versorgen die Region seit 1921 mit Strom. Sie haben 410 Beschäftigte.

## Pressekontakt

Silvia Brandt

Telefon: 07131 998-120

Foto: Jo Riedel
"""


def asking(question: str, language: str = "de") -> Inquiry:
    return Inquiry(question, question, language)


def roles_of(index: Index, question: str) -> set[Role]:
    found = search_evidence(index, asking(question), 6, NINE)
    return {evidence.passage.role for evidence in found}


def test_an_embargoed_release_is_indexed_but_not_quoted_before_its_time(tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "free.txt").write_text("Altes Labor\nDas Labor in Metz schließt im Mai.")
    for number in range(3):
        embargo = f"Sperrfrist: 8. März 2025, 10 Uhr\n{OPENS} Nummer {number}."
        (folder / f"embargoed{number}.txt").write_text(embargo)
    words = ["labor", "nancy", "öffnet", "april", "metz", "mai"]
    with Index.open(tmp_path / "index", WordEmbedder(words)) as index:
        assert len(index.reindex(folder).added) == 4

        def documents(now: datetime) -> set[str]:
            found = search_evidence(index, asking("Labor Nancy öffnet April"), 2, now)
            assert len(found) == 2
            return {evidence.release.id for evidence in found}

        assert documents(NINE - timedelta(seconds=1)) == {"free.txt"}
        assert "free.txt" not in documents(NINE)


def test_what_is_under_embargo_is_neither_quoted_nor_shown_to_the_model(tmp_path):
    model = FakeChatModel(always="Yes. It cost 13.7 million euros. [1]")
    with open_assistant(tmp_path, model, library=LIBRARY | CROWD) as assistant:
        quotes, *_, finished = assistant.stream(HOW_MUCH)
    assert isinstance(quotes, QuotesFound)
    shown = {citation.document for citation in [*quotes.citations, *finished.answer.citations]}
    assert shown <= set(LIBRARY)
    assert quotes.citations[0].quote == COST
    assert "13.7" not in finished.answer.text
    first, *others = (messages[-1].text for messages, _ in model.asked)
    assert "13.7" not in first
    assert others  # one of them names what was wrong
    assert not any("The new bridge in Talheim cost 13.7" in text for text in others)


def test_where_everything_is_under_embargo_nothing_is_found(tmp_path):
    with open_assistant(tmp_path, library=CROWD) as assistant:
        answer = assistant.ask(HOW_MUCH)
    assert not answer.answered
    assert answer.citations == ()


@pytest.fixture
def solar(tmp_path):
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "solar.md").write_text(SOLAR, encoding="utf-8")
    with Index.open(tmp_path / "index", CrowdedEmbedder(SOLAR)) as index:
        index.reindex(folder)
        yield index


@pytest.mark.parametrize(
    "question",
    [
        "Was kostet der Solarpark am Westhang?",
        "Wer unterzeichnete am Montag den Vertrag?",
        "Wer war mit Ruth Ackermann am Westhang?",
        "Halten in Talheim Schafe das Gras unter den Modulen kurz?",
    ],
)
def test_a_question_about_the_news_is_answered_from_the_news(solar, question):
    assert roles_of(solar, question) == {Role.NEWS}


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("Wie ist die Telefonnummer von Silvia Brandt?", Role.CONTACT),
        ("press contact Silvia Brandt", Role.CONTACT),
        ("Wer ist die Ansprechpartnerin Silvia Brandt?", Role.CONTACT),
        ("Was sind die Stadtwerke Talheim?", Role.ABOUT),
        (
            "Wie viele Beschäftigte haben die Stadtwerke, die Talheim seit 1921 versorgen?",
            Role.ABOUT,
        ),
        ("Wer ist der Fotograf? Foto Riedel?", Role.CREDIT),
        ("Wer steht mit Ruth Ackermann auf dem Foto am Westhang?", Role.CAPTION),
        ("Welches Amt hat Landrat Emil Voss am Westhang?", Role.CAPTION),  # there alone
    ],
)
def test_boilerplate_is_found_where_it_is_asked_for(solar, question, role):
    assert role in roles_of(solar, question)


def documents_of(answer):
    return {citation.document for citation in answer.citations}


@pytest.fixture
def dated(tmp_path):
    """Return an assistant over the bridge (May 2026), an opera (February) and a station (May)."""
    station = {"station.en.md": BRIDGE.replace("bridge", "station").replace("05-04", "05-20")}
    with open_assistant(tmp_path, library=LIBRARY | station) as assistant:
        yield assistant


def test_only_the_latest_release_is_asked_where_the_question_wants_it(dated):
    answer = dated.ask("How many million euros, says the latest release, did it cost?")
    assert documents_of(answer) == {"station.en.md"}
    assert (answer.period.first, answer.period.releases) == (date(2026, 5, 20), 1)
    assert answer.as_json()["period"] == {
        "first": "2026-05-20",
        "last": "2026-05-20",
        "releases": 1,
    }


def test_what_the_latest_release_says_is_its_summary(dated):
    answer = dated.ask("What does the latest release say?")
    assert answer.answered
    assert documents_of(answer) == {"station.en.md"}
    assert len(answer.statements) > 2


def test_only_releases_of_the_days_that_are_named_are_asked(dated):
    answer = dated.ask("What did it cost, say the releases of February 2026?")
    assert documents_of(answer) == {"oper.de.md"}
    assert answer.period.releases == 1
    both = dated.ask("What did it cost, say the releases published in May 2026?")
    assert documents_of(both) == {"bridge.en.md", "station.en.md"}


def test_where_no_release_is_of_those_days_nothing_is_found_and_the_days_are_told(dated):
    answer = dated.ask("What did it cost, say the releases of March 2024?")
    assert not answer.answered
    assert answer.citations == ()
    assert (answer.period.first, answer.period.releases) == (date(2024, 3, 1), 0)


def test_days_do_not_widen_what_a_reader_has_limited(dated):
    answer = dated.ask("What did it cost, says the latest release?", documents=["oper.de.md"])
    assert documents_of(answer) == {"oper.de.md"}


def test_a_release_under_embargo_is_not_the_latest(tmp_path):
    secret = {"secret.en.md": SECRET.replace("2026-05-04", "2026-09-01")}
    with open_assistant(tmp_path, library=LIBRARY | secret) as assistant:
        answer = assistant.ask("What does the latest release say?")
        assert documents_of(answer) == {"bridge.en.md"}


def test_a_day_of_anything_else_narrows_nothing(dated):
    assert dated.ask("Who opened the bridge on 3 May 2026?").period is None
