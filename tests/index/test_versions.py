"""Versions of one release: linked as they arrive, counted once, the later in the earlier's place.

The embedding model counts words; a release and its translation share the words it knows.
"""

from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest

from documents.records import Role, Status
from index import Index
from index.records import Scope
from index.snapshot import Snapshot
from tests.documents.version_texts import MORE_VERSIONS, VERSIONS, load_versions
from tests.index.fakes import WordEmbedder

NOW = datetime(2025, 6, 1, tzinfo=UTC)
KNOWN = ["nancy", "lux", "120", "2025", "metz", "weil", "35", "2021", "500", "labor"]
FREE = "title: Labor Nancy\ndate: 2025-05-01"
GERMAN = "Im Labor Nancy sind 120 da. Lux kam 2025 zum Labor."
FRENCH = "Au Labor Nancy on est 120. Lux vint en 2025 au Labor."
METZ = "Im Labor Metz sind 35 da. Weil kam 2021 zum Labor."


@pytest.fixture
def index(tmp_path):
    with Index.open(tmp_path / "index", WordEmbedder(KNOWN)) as index:
        yield index


def put(folder: Path, name: str, body: str, language: str = "de", head: str = FREE) -> None:
    (folder / name).write_text(f"---\nlanguage: {language}\n{head}\n---\n{body}\n", "utf-8")


def found(index: Index, question: str = "120 Nancy Labor", **scope) -> list[tuple[str, str]]:
    evidence = index.search(question, limit=20, scope=Scope(**({"now": NOW} | scope)))
    return [(each.release.id, each.sentence.text) for each in evidence]


def test_versions_are_linked_as_they_arrive_and_parted_when_they_go(index, folder):
    put(folder, "a.de.md", GERMAN)
    put(folder, "metz.md", METZ, head="title: Labor Metz\ndate: 2025-05-01")
    index.reindex(folder)
    assert index.versions("a.de.md") == ()
    put(folder, "a.fr.md", FRENCH, "fr")
    index.reindex(folder)
    assert index.versions("a.de.md") == ("a.fr.md",)
    assert index.versions("a.fr.md") == ("a.de.md",)
    assert index.versions("metz.md") == index.versions("unknown.md") == ()
    put(folder, "a.fr.md", METZ, "fr", "title: Labor Metz\ndate: 2025-05-01")
    index.reindex(folder)
    assert index.versions("a.fr.md") == ("metz.md",)
    (folder / "metz.md").unlink()
    index.reindex(folder)
    assert index.versions("a.fr.md") == ()


def test_releases_of_other_weeks_are_not_even_read_to_find_versions(index, folder, monkeypatch):
    put(folder, "old.md", GERMAN, head="title: Labor Nancy\ndate: 2025-03-01")
    put(folder, "near.md", f"{GERMAN} Weil auch.", head="title: Labor Nancy\ndate: 2025-05-04")
    index.reindex(folder)
    read = []
    entries = Snapshot.entries
    monkeypatch.setattr(
        Snapshot,
        "entries",
        lambda snapshot, documents: read.extend(documents) or entries(snapshot, documents),
    )
    put(folder, "new.md", f"{GERMAN} Metz auch.")
    index.reindex(folder)
    assert read == ["near.md"]
    assert index.versions("new.md") == ("near.md",)


def test_a_list_of_contents_without_dates_still_links_what_arrives(index, folder):
    put(folder, "a.de.md", GERMAN)
    index.reindex(folder)
    path = Path(index.status().location) / "manifest.json"
    stored = path.read_text("utf-8")
    assert stored.count(', "2025-05-01"]') == 1
    path.write_text(stored.replace(', "2025-05-01"]', "]"), "utf-8")
    put(folder, "a.fr.md", FRENCH, "fr")
    assert index.reindex(folder).unchanged == ("a.de.md",)
    assert index.versions("a.fr.md") == ("a.de.md",)


def test_adding_a_version_embeds_nothing_but_its_own_texts(index, folder, tmp_path):
    put(folder, "a.de.md", GERMAN)
    index.reindex(folder)
    embedder = WordEmbedder(KNOWN)
    with Index.open(tmp_path / "index", embedder) as later:
        put(folder, "a.fr.md", FRENCH, "fr")
        later.reindex(folder)
    assert len(embedder.embedded) == 3  # a passage, two sentences
    assert index.versions("a.de.md") == ("a.fr.md",)  # a reader that was open sees it too


def test_links_outlast_a_merge_and_are_found_again_by_a_rebuild(index, folder):
    put(folder, "a.de.md", GERMAN)
    put(folder, "a.fr.md", FRENCH, "fr")
    index.reindex(folder)
    for number in range(12):
        put(folder, f"{number}.md", f"Weil {number}.", head=f"title: Metz {number}")
        index.reindex(folder)
    assert index.versions("a.de.md") == ("a.fr.md",)
    index.reindex(folder, rebuild=True)
    assert index.versions("a.de.md") == ("a.fr.md",)


def test_what_versions_both_say_is_cited_once_in_the_readers_language(index, folder):
    put(folder, "a.de.md", GERMAN)
    put(folder, "a.fr.md", FRENCH, "fr")
    index.reindex(folder)
    german, french = "Im Labor Nancy sind 120 da.", "Au Labor Nancy on est 120."
    for language, cited in (("de", ("a.de.md", german)), ("fr", ("a.fr.md", french))):
        sentences = found(index, language=language)
        assert cited in sentences
        assert len([text for _, text in sentences if "120" in text]) == 1
    either = found(index, language="it")
    assert len([text for _, text in either if "120" in text]) == 1


def test_what_only_one_version_says_stays_whatever_the_reader_speaks(index, folder):
    put(folder, "a.de.md", f"{GERMAN} Metz gibt 500 dazu.")
    put(folder, "a.fr.md", FRENCH, "fr")
    index.reindex(folder)
    sentences = found(index, "Metz 500", language="fr")
    assert sentences[0] == ("a.de.md", "Metz gibt 500 dazu.")


def test_other_figures_are_not_the_same_statement(index, folder):
    put(folder, "a.de.md", f"{GERMAN} Metz gibt 500 dazu.")
    put(folder, "a.fr.md", f"{FRENCH} Metz donne 500 000 en plus.", "fr")
    index.reindex(folder)
    assert {"a.de.md", "a.fr.md"} <= {
        document for document, text in found(index, "Metz 500") if "Metz" in text
    }


def test_a_later_version_takes_the_place_of_the_earlier_which_says_so(index, folder):
    put(folder, "old.md", GERMAN)
    put(folder, "new.md", GERMAN.replace("da.", "hier."), head=FREE.replace("05-01", "05-03"))
    index.reindex(folder)
    assert index.release("old.md").status is Status.SUPERSEDED
    assert index.release("new.md").status is Status.PUBLISHED
    assert {each.id: each.status for each in index.releases()} == {
        "new.md": Status.PUBLISHED,
        "old.md": Status.SUPERSEDED,
    }
    assert {document for document, text in found(index) if "120" in text} == {"new.md"}
    (only_old,) = index.search("120 Nancy", limit=1, documents=["old.md"], scope=Scope(now=NOW))
    assert (only_old.release.id, only_old.release.status) == ("old.md", Status.SUPERSEDED)


def test_an_embargoed_version_neither_replaces_nor_speaks_before_its_time(index, folder):
    put(folder, "old.md", GERMAN)
    later = FREE.replace("05-01", "05-03")
    embargo = f"{later}\nembargoed_until: 2025-07-01T08:00:00+00:00"
    put(folder, "new.md", GERMAN.replace("da.", "hier."), head=embargo)
    index.reindex(folder)
    assert index.versions("old.md") == ("new.md",)
    before = index.search("120 Nancy", scope=Scope(now=NOW))
    assert {each.release.id for each in before} == {"old.md"}
    assert {each.release.status for each in before} == {Status.PUBLISHED}
    after = index.search("120 Nancy", scope=Scope(now=datetime(2025, 7, 2, tzinfo=UTC)))
    assert {each.release.id for each in after if "120" in each.sentence.text} == {"new.md"}


def test_any_number_of_embargoed_releases_crowds_nobody_out(index, folder):
    put(folder, "free.md", GERMAN)
    for number in range(60):
        embargo = f"{FREE}\nembargoed_until: 2999-01-01T08:00:00+00:00"
        put(folder, f"{number}.md", f"Nancy 120 Labor. Weil {number}.", head=embargo)
    index.reindex(folder)
    assert {document for document, _ in found(index)} == {"free.md"}


def test_a_search_keeps_to_the_roles_that_are_wanted(index, folder):
    contact = "Pressekontakt:\n\nWeil, Labor Nancy\n\nTelefon: +49 681 120 120"
    put(folder, "a.md", f"{GERMAN}\n\n{contact}")
    index.reindex(folder)
    news = found(index, roles=frozenset({Role.NEWS}))
    assert news
    assert not any("Weil" in text or "Telefon" in text for _, text in news)
    contacts = found(index, "Weil Telefon", roles=frozenset({Role.CONTACT}))
    assert ("a.md", "Weil, Labor Nancy") in contacts
    assert not any("Lux" in text for _, text in contacts)


@pytest.mark.real_model
@pytest.mark.parametrize("source", [VERSIONS, MORE_VERSIONS])
def test_an_index_links_the_families_and_nothing_else(tmp_path, folder, real_embedder, source):
    releases = load_versions(source)
    for release in releases:
        head = f"title: {release.title}\ndate: {release.published}"
        body = release.text.partition("\n")[2]
        put(folder, f"{release.id}.md", body, release.language, head)
    with Index.open(tmp_path / "index", real_embedder) as index:
        index.reindex(folder)
        ids = [release.id for release in index.releases()]
        linked = {tuple(sorted((a, b))) for a in ids for b in index.versions(a)}
        same = {(a, b) for a, b in combinations(ids, 2) if a.split(".")[0] == b.split(".")[0]}
        assert len(linked & same) / len(same) >= 0.95
        assert len(linked & same) / len(linked) >= 0.95


@pytest.mark.real_model
def test_a_question_is_answered_from_the_version_in_its_language(tmp_path, folder, real_embedder):
    for release in load_versions(VERSIONS):
        if release.id.startswith(("lab", "traffic", "climate")):
            head = f"title: {release.title}\ndate: {release.published}"
            body = release.text.partition("\n")[2]
            put(folder, f"{release.id}.md", body, release.language, head)
    with Index.open(tmp_path / "index", real_embedder) as index:
        index.reindex(folder)
        for language, cited in (
            ("de", "Es kostet 12,5 Millionen Euro und bietet 120 Arbeitsplätze."),
            ("fr", "Coût : 12,5 millions d’euros, pour 120 postes de travail."),
            ("en", "The building cost 12.5 million euros and has room for 120 staff."),
        ):
            evidence = index.search(
                "What does the laboratory in Nancy cost?", scope=Scope(language=language)
            )
            sentences = [each.sentence.text for each in evidence]
            assert cited in sentences
            assert len([text for text in sentences if "12,5" in text or "12.5" in text]) == 1
