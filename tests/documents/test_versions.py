from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from assistant.embedding_model import open_embedder
from assistant.settings import Settings
from documents.records import PressRelease, Status
from documents.versions import lead_of, link_versions, superseded
from index.embedder import Embedder
from index.entries import PassageText
from index.model_store import ModelStore
from tests.documents.making import release_of
from tests.documents.version_texts import MORE_VERSIONS, VERSIONS, load_versions

GERMAN = "Labor in Nancy\nEva Lux leitet in Nancy seit 2025 ein Labor mit 120 Plätzen."
FRENCH = "Un labo à Nancy\nÀ Nancy, Eva Lux dirige depuis 2025 un laboratoire de 120 places."
OTHER = "Labor in Metz\nJonas Weil leitet in Metz seit 2021 ein Labor mit 35 Plätzen."
ALIKE = np.array([[1.0, 0.0], [0.96, 0.28]], dtype=np.float32)


def pair(one: str, other: str, **known: object) -> list[PressRelease]:
    return [release_of(one, "de", id="one"), release_of(other, "fr", id="other", **known)]


def test_two_languages_of_one_event_are_linked() -> None:
    assert link_versions(pair(GERMAN, FRENCH), ALIKE) == (("one", "other"),)


def test_another_event_on_the_same_topic_is_not() -> None:
    assert link_versions(pair(GERMAN, OTHER), ALIKE) == ()


def test_the_same_facts_weeks_apart_are_two_events() -> None:
    first, second = pair(GERMAN, FRENCH, published=date(2025, 5, 1))
    assert link_versions([replace(first, published=date(2025, 3, 1)), second], ALIKE) == ()
    assert link_versions([replace(first, published=date(2025, 4, 30)), second], ALIKE) != ()


def test_in_one_language_only_a_copy_or_a_correction_is_a_version() -> None:
    corrected = GERMAN + " Es öffnet 2026."
    reworded = "Nancy\nSeit 2025 gibt es für Eva Lux 120 Plätze in ihrem Labor in Nancy."
    for other, versions in ((corrected, (("one", "other"),)), (reworded, ())):
        pair_of_one = [replace(each, language="de") for each in pair(GERMAN, other)]
        assert link_versions(pair_of_one, ALIKE) == versions


def test_one_year_in_common_makes_no_versions() -> None:
    texts = ("Chor\nDer Chor singt seit 2025.", "Budget\nLe budget de 2025 est voté.")
    assert link_versions(pair(*texts), ALIKE) == ()


def test_texts_that_mean_something_else_are_not_compared() -> None:
    apart = np.array([[1.0, 0.0], [0.5, 0.866]], dtype=np.float32)
    assert link_versions(pair(GERMAN, FRENCH), apart) == ()


def test_a_later_text_in_the_same_language_replaces_the_earlier() -> None:
    old = release_of(GERMAN, id="old", published=date(2025, 3, 1))
    new = release_of(GERMAN + " Neu.", id="new", published=date(2025, 3, 2))
    french = release_of(FRENCH, "fr", id="fr", published=date(2025, 3, 3))
    assert superseded([old, new, french]) == {"old"}
    assert superseded([old, replace(old, id="copy", published=date(2025, 3, 5))]) == frozenset()
    undated = replace(new, published=None)
    assert superseded([old, undated]) == frozenset()
    assert superseded([old, replace(undated, status=Status.CORRECTED)]) == {"old"}


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    settings = Settings.load(threads=2)
    return open_embedder(settings, ModelStore(settings.data))


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("source", "count", "pairs"), [(VERSIONS, 40, 20), (MORE_VERSIONS, 22, 10)]
)
def test_versions_are_linked_across_languages_and_unrelated_releases_are_not(
    embedder: Embedder, source: Path, count: int, pairs: int
) -> None:
    releases = load_versions(source)
    assert len(releases) == count
    leads = [PassageText(release.title, lead_of(release), ()) for release in releases]
    vectors = np.stack([found.passage for found in embedder.embed_passages(leads)])
    groups = link_versions(releases, vectors)
    linked = {pair for group in groups for pair in combinations(group, 2)}
    ids = sorted(release.id for release in releases)
    versions = {(a, b) for a, b in combinations(ids, 2) if a.split(".")[0] == b.split(".")[0]}
    assert len(versions) == pairs
    assert len(linked & versions) / len(versions) >= 0.95
    assert len(linked & versions) / len(linked) >= 0.95
