from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.embargo import search_quotable
from index import Index
from tests.index.fakes import WordEmbedder

NINE = datetime(2025, 3, 8, 9, tzinfo=UTC)
OPENS = "Neues Labor\nDas Labor in Nancy öffnet im April."


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
