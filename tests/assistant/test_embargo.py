from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant import QuotesFound
from assistant.embargo import search_quotable
from index import Index
from tests.assistant.fakes import FakeChatModel
from tests.assistant.making import BRIDGE, COST, HOW_MUCH, LIBRARY, open_assistant
from tests.index.fakes import WordEmbedder

NINE = datetime(2025, 3, 8, 9, tzinfo=UTC)
OPENS = "Neues Labor\nDas Labor in Nancy öffnet im April."
SECRET = BRIDGE.replace("12.5", "13.7").replace(
    "language: en", "language: en\nembargoed_until: 2999-01-01T09:00:00+00:00"
)
CROWD = {f"secret-{number}.en.md": f"{SECRET}\nVersion {number}.\n" for number in range(9)}


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
            found = search_quotable(index, "Labor Nancy öffnet April", 2, now)
            assert len(found) == 2
            return {evidence.release.id for evidence in found}

        assert documents(NINE - timedelta(seconds=1)) == {"free.txt"}
        assert "free.txt" not in documents(NINE)


def test_what_is_under_embargo_is_neither_quoted_nor_shown_to_the_model(tmp_path):
    model = FakeChatModel("Yes. It cost 13.7 million euros. [1]")
    with open_assistant(tmp_path, model, library=LIBRARY | CROWD) as assistant:
        quotes, *_, finished = assistant.stream(HOW_MUCH)
    assert isinstance(quotes, QuotesFound)
    shown = {citation.document for citation in [*quotes.citations, *finished.answer.citations]}
    assert shown <= set(LIBRARY)
    assert quotes.citations[0].quote == COST
    assert "13.7" not in finished.answer.text
    ((messages, _),) = model.asked
    assert "13.7" not in messages[-1].text


def test_where_everything_is_under_embargo_nothing_is_found(tmp_path):
    with open_assistant(tmp_path, library=CROWD) as assistant:
        answer = assistant.ask(HOW_MUCH)
    assert not answer.answered
    assert answer.citations == ()
