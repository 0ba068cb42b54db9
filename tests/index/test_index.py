import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from documents.errors import FolderUnusable, IndexModelMismatch, IndexUnavailable
from index import Index, index_location
from index.search import AFTER_WEIGHT, BEFORE_WEIGHT, SENTENCE_WEIGHT
from index.shared_words import PASSAGE_SHARE_WEIGHT, SENTENCE_SHARE_WEIGHT
from tests.index.conftest import WORDS
from tests.index.fakes import WordEmbedder
from tests.index.writing import long, write


@pytest.fixture
def index(tmp_path, embedder):
    with Index.open(tmp_path / "index", embedder) as index:
        yield index


def best(index, question, **options):
    found = index.search(question, limit=1, **options)
    return found[0].sentence.text if found else None


def test_an_empty_index_finds_nothing(index, folder):
    assert index.search("fox") == ()
    report = index.reindex(folder)
    assert report.added == report.failed == ()
    assert index.search("fox") == ()
    assert index.releases() == ()
    assert index.generation == 0


def test_a_release_is_found_after_it_was_added(index, folder):
    write(folder, "a.md", "The red fox meets the owl. The dog stays in the barn.")
    report = index.reindex(folder)
    assert report.added == ("a.md",)
    assert best(index, "Where is the dog? In the barn?") == "The dog stays in the barn."
    evidence = index.search("red fox")[0]
    assert evidence.release.title == "News"
    assert evidence.sentence.text == "The red fox meets the owl."
    assert evidence.release.text[evidence.sentence.start : evidence.sentence.end] == (
        evidence.sentence.text
    )


def test_a_score_is_the_cosine_of_the_sentence_of_its_passage_and_of_its_neighbours(index, folder):
    (folder / "a.txt").write_text("Red fox meets grey owl.", encoding="utf-8")
    index.reindex(folder)
    (found,) = index.search("red fox", limit=1)
    # Two of five words, each once: 2 / (√2 · √5). Passage, sentence and title are the same text.
    assert found.sentence_similarity == pytest.approx(2 / np.sqrt(10), abs=1e-5)
    assert found.passage_similarity == pytest.approx(2 / np.sqrt(10), abs=1e-5)
    # A sentence without neighbours stands in for them itself.
    weight = SENTENCE_WEIGHT + BEFORE_WEIGHT + AFTER_WEIGHT
    # Both words of the question are in the one passage there is: each weighs log(1 + 1/1).
    shared = 2 * np.log(2) / (2 * np.log(2) + 2) * (SENTENCE_SHARE_WEIGHT + PASSAGE_SHARE_WEIGHT)
    assert found.score == pytest.approx(
        weight * found.sentence_similarity + found.passage_similarity + shared
    )


def test_evidence_comes_best_first_and_no_more_than_asked(index, folder):
    for i in range(20):
        write(folder, f"{i}.md", f"Fox {i} meets the owl. Dog {i} sleeps.")
    index.reindex(folder)
    found = index.search("fox meets owl", limit=7)
    assert len(found) == 7
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert all(each.sentence.text.startswith("Fox") for each in found)
    assert len({(each.release.id, each.sentence.start) for each in found}) == 7


def test_search_can_be_narrowed_to_some_releases(index, folder):
    write(folder, "a.md", "The fox is red.")
    write(folder, "b.md", "The fox is grey.")
    index.reindex(folder)
    assert best(index, "fox red", documents=["b.md"]) == "The fox is grey."
    assert index.search("fox", documents=["absent.md"]) == ()
    assert index.search("fox", documents=[]) == ()


def test_a_second_run_with_nothing_changed_does_nothing(index, folder, embedder):
    write(folder, "a.md", "The fox is red.")
    index.reindex(folder)
    generation, embedded = index.generation, len(embedder.embedded)
    report = index.reindex(folder)
    assert report.unchanged == ("a.md",)
    assert report.added == report.changed == report.removed == ()
    assert (index.generation, len(embedder.embedded)) == (generation, embedded)


def test_an_edited_paragraph_re_embeds_that_paragraph_only(index, folder, embedder):
    first, second = long("The fox is red."), long("The dog is grey.")
    path = write(folder, "a.md", first, second)
    index.reindex(folder)
    embedder.embedded.clear()
    write(folder, "a.md", first, second.replace("grey", "red"))
    report = index.reindex(folder)
    assert report.changed == ("a.md",)
    assert report.passages_embedded == 1
    assert report.sentences_embedded == second.count(".")
    assert not any("fox" in text for text in embedder.embedded)
    assert best(index, "dog") == "The dog is red."
    assert path.exists()


def test_a_changed_release_answers_with_its_new_text_only(index, folder):
    write(folder, "a.md", "The budget is 5 million.")
    index.reindex(folder)
    write(folder, "a.md", "The budget is 7 million.")
    index.reindex(folder)
    texts = [each.sentence.text for each in index.search("budget million", limit=20)]
    assert "The budget is 7 million." in texts
    assert "The budget is 5 million." not in texts
    assert len(texts) == len(set(texts))


def test_a_removed_file_stops_answering(index, folder):
    write(folder, "a.md", "The fox is red.")
    path = write(folder, "b.md", "The dog is grey.")
    index.reindex(folder)
    path.unlink()
    report = index.reindex(folder)
    assert report.removed == ("b.md",)
    assert {each.release.id for each in index.search("dog grey", limit=20)} == {"a.md"}
    assert index.release("b.md") is None


def test_a_moved_file_keeps_its_vectors(index, folder, embedder):
    path = write(folder, "a.md", "The fox is red.")
    index.reindex(folder)
    embedder.embedded.clear()
    (folder / "archive").mkdir()
    path.rename(folder / "archive" / "b.md")
    report = index.reindex(folder)
    assert (report.added, report.removed) == (("archive/b.md",), ("a.md",))
    assert embedder.embedded == []
    assert [release.id for release in index.releases()] == ["archive/b.md"]
    assert best(index, "fox") == "The fox is red."


def test_an_unreadable_file_is_reported_while_the_rest_goes_on(index, folder):
    write(folder, "a.md", "The fox is red.")
    (folder / "empty.md").write_text("")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 10)
    report = index.reindex(folder)
    assert report.added == ("a.md",)
    assert {failed.document for failed in report.failed} == {"empty.md", "binary.txt"}
    assert all(failed.reason.endswith(".") for failed in report.failed)
    assert best(index, "fox") == "The fox is red."


def test_a_file_whose_name_is_no_text_is_reported(index, folder):
    write(folder, "a.md", "The fox is red.")
    (folder / os.fsdecode(b"caf\xe9.md")).write_text("The dog is grey.")
    report = index.reindex(folder)
    assert report.added == ("a.md",)
    assert [failed.reason for failed in report.failed] == ["Its name is no valid UTF-8. Rename it."]


def test_a_file_that_became_unreadable_keeps_its_last_readable_version(index, folder):
    path = write(folder, "a.md", "The fox is red.")
    index.reindex(folder)
    path.write_text("")
    report = index.reindex(folder)
    assert [failed.document for failed in report.failed] == ["a.md"]
    assert report.removed == ()
    assert best(index, "fox") == "The fox is red."


def test_a_file_rewritten_with_its_old_time_and_size_is_noticed(index, folder):
    path = write(folder, "a.md", "The fox is red.")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    index.reindex(folder)
    write(folder, "a.md", "The dog is red.")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert index.reindex(folder).changed == ("a.md",)


def test_a_folder_may_be_named_from_where_one_stands(index, folder, monkeypatch):
    write(folder, "deep/a.md", "The fox is red.")
    monkeypatch.chdir(folder)
    assert index.reindex(Path()).added == ("deep/a.md",)
    assert index.reindex(folder).unchanged == ("deep/a.md",)


def test_two_copies_of_a_release_are_two_releases_and_count_once(index, folder):
    write(folder, "a.md", "The fox is red.")
    write(folder, "b.md", "The fox is red.")
    index.reindex(folder)
    assert [each.id for each in index.releases()] == ["a.md", "b.md"]
    assert index.versions("a.md") == ("b.md",)
    found = index.search("red fox", limit=20)
    assert len([each for each in found if "fox" in each.sentence.text]) == 1


def test_many_small_changes_leave_few_segments_and_lose_nothing(index, folder):
    for i in range(40):
        write(folder, f"{i}.md", f"Fox {i} is red. Owl {i} is grey.")
        if i >= 10:
            (folder / f"{i - 10}.md").unlink()
        index.reindex(folder)
    expected = {f"{i}.md" for i in range(30, 40)}
    assert {release.id for release in index.releases()} == expected
    assert {each.release.id for each in index.search("fox", limit=100)} == expected
    assert len(index._state.snapshot().segments) < 10
    assert index._state.store().names() == set(index._state.snapshot().segments)


def test_an_index_of_another_model_is_refused_until_rebuilt(index, folder, tmp_path):
    write(folder, "a.md", "The fox is red.")
    index.reindex(folder)
    with Index.open(tmp_path / "index", WordEmbedder(WORDS[:5], name="other")) as other:
        with pytest.raises(IndexModelMismatch, match="reindex --rebuild"):
            other.search("fox")
        with pytest.raises(IndexModelMismatch, match="reindex --rebuild"):
            other.reindex(folder)
        report = other.reindex(folder, rebuild=True)
        assert report.unchanged == ("a.md",)
        assert best(other, "fox") == "The fox is red."
    with pytest.raises(IndexModelMismatch):
        index.search("fox")


def test_a_rebuild_answers_with_the_old_state_until_it_is_done(index, folder, embedder):
    write(folder, "a.md", "The fox is red.")
    index.reindex(folder)
    embedder.embedded.clear()
    answers = []
    report = index.reindex(
        folder, rebuild=True, on_progress=lambda _: answers.append(best(index, "fox"))
    )
    assert set(answers) == {"The fox is red."}
    assert report.passages_embedded >= 1
    assert best(index, "fox") == "The fox is red."


def test_progress_counts_from_nothing_to_everything(index, folder):
    for i in range(5):
        write(folder, f"{i}.md", "The fox is red.")
    seen = []
    index.reindex(folder, on_progress=seen.append)
    assert [(each.done, each.total) for each in seen] == [(i, 5) for i in range(6)]


def test_status_counts_what_is_there(index, folder):
    write(folder, "a.md", "The fox is red. The dog is grey. They met in the forest at night.")
    index.reindex(folder)
    status = index.status()
    assert (status.releases, status.passages, status.sentences) == (1, 1, 4)
    assert status.languages == {"en": 1}
    assert status.model == "words"
    assert status.generation == index.generation == 1
    assert status.bytes_on_disk > 1_000
    assert abs((datetime.now(UTC) - status.changed_at).total_seconds()) < 60


def test_drift_says_what_a_re_index_would_do(index, folder):
    write(folder, "a.md", "The fox is red.")
    gone = write(folder, "b.md", "The dog is grey.")
    index.reindex(folder)
    write(folder, "a.md", "The fox is grey.")
    write(folder, "c.md", "The owl is grey.")
    gone.unlink()
    drift = index.drift(folder)
    assert (drift.added, drift.changed, drift.removed) == (("c.md",), ("a.md",), ("b.md",))
    assert index.generation == 1
    index.reindex(folder)
    assert index.drift(folder).unchanged == ("a.md", "c.md")


def test_a_closed_index_opens_again_with_all_it_had(tmp_path, embedder, folder):
    write(folder, "a.md", "The fox is red.")
    with Index.open(tmp_path / "index", embedder) as index:
        index.reindex(folder)
    with Index.open(tmp_path / "index", embedder) as index:
        assert best(index, "fox") == "The fox is red."
        assert index.reindex(folder).unchanged == ("a.md",)


def test_a_missing_folder_is_the_users_mistake(index, tmp_path):
    with pytest.raises(FolderUnusable):
        index.reindex(tmp_path / "absent")


def test_a_damaged_list_of_contents_is_one_clear_error(index, folder, tmp_path):
    write(folder, "a.md", "The fox is red.")
    index.reindex(folder)
    (tmp_path / "index" / "manifest.json").write_text("{")
    with pytest.raises(IndexUnavailable, match="beleg reindex"):
        index.search("fox")


def test_each_documents_folder_has_a_place_of_its_own(tmp_path):
    one = index_location(tmp_path, tmp_path / "press")
    other = index_location(tmp_path, tmp_path / "other" / "press")
    assert one != other
    assert one.parent == tmp_path / "index"
    assert one.name.startswith("press-")
    assert index_location(tmp_path, tmp_path / "other" / ".." / "press") == one


def test_a_lost_vector_store_is_mended_by_the_next_reindex(index, embedder, folder):
    write(folder, "a.md", "The red fox meets the owl.")
    write(folder, "b.md", "The grey dog sleeps in the barn.")
    index.reindex(folder)
    index.close()
    location = Path(index.status().location)
    shutil.rmtree(location / "chroma")
    with Index.open(location, embedder) as mended:
        report = mended.reindex(folder)
        assert report.added == ("a.md", "b.md")
        assert best(mended, "red fox") == "The red fox meets the owl."
        assert mended.reindex(folder).unchanged == ("a.md", "b.md")


def test_lost_vector_files_are_made_again_from_what_chroma_holds(index, embedder, folder):
    for i in range(30):
        write(folder, f"{i}.md", f"The fox {i} is red. The owl {i} is grey.")
    index.reindex(folder)
    before = index.search("fox owl", limit=20)
    index.close()
    location = Path(index.status().location)
    (file,) = (location / "vectors").iterdir()
    (file / "sentences.f32").unlink()
    with Index.open(location, embedder) as mended:
        assert mended.search("fox owl", limit=20) == before
        assert (file / "sentences.f32").exists()


def test_what_a_dead_run_left_of_vectors_is_swept_away(index, folder):
    write(folder, "a.md", "The fox is red.")
    index.reindex(folder)
    files = Path(index.status().location) / "vectors"
    (published,) = files.iterdir()
    (files / "segment-0123456789ab").mkdir()
    (files / "segment-0123456789ab.77-1").mkdir()
    index.reindex(folder)
    assert list(files.iterdir()) == [published]


def test_an_index_of_an_older_layout_is_built_anew(index, embedder, folder):
    write(folder, "a.md", "The fox is red.")
    index.reindex(folder)
    index.close()
    path = Path(index.status().location) / "manifest.json"
    path.write_text(path.read_text().replace('"layout": 2', '"layout": 1'))
    with Index.open(path.parent, embedder) as newer:
        assert newer.search("fox") == ()
        assert newer.reindex(folder).added == ("a.md",)
        assert best(newer, "fox") == "The fox is red."
        assert len(newer._state.store().names()) == 1


def test_a_healthy_index_has_no_problem(index, folder):
    write(folder, "a.md", "The fox is red.")
    index.reindex(folder)
    health = index.health(folder)
    assert health.problems == ()
    assert health.drift.unchanged == ("a.md",)


def test_health_names_each_problem_with_what_to_do(index, folder):
    write(folder, "a.md", "The fox is red.")
    gone = write(folder, "b.md", "The dog is grey.")
    index.reindex(folder)
    gone.unlink()
    write(folder, "c.md", "The owl is grey.")
    (folder / "empty.md").touch()
    ahead, unreadable = index.health(folder).problems
    assert ahead.problem == "The folder is ahead of the index: 1 new, 1 gone."
    assert "beleg reindex" in ahead.remedy
    assert unreadable.problem.startswith("empty.md")


def test_health_knows_of_a_missing_folder_lost_vectors_and_a_damaged_list(index, folder, tmp_path):
    (missing,) = index.health(tmp_path / "absent").problems
    assert "is not there" in missing.problem
    write(folder, "a.md", "The fox is red.")
    index.reindex(folder)
    index.close()
    shutil.rmtree(tmp_path / "index" / "chroma")
    (lost,) = index.health(folder).problems
    assert "reindex" in lost.remedy
    (tmp_path / "index" / "manifest.json").write_text("{")
    (damaged,) = index.health(folder).problems
    assert "cannot be understood" in damaged.problem


def test_an_open_index_says_when_it_was_built_anew_with_another_model(index, folder, tmp_path):
    write(folder, "a.md", "The fox is red.")
    index.reindex(folder)
    index.check()
    with Index.open(tmp_path / "index", WordEmbedder(WORDS[:5], name="other")) as other:
        with pytest.raises(IndexModelMismatch, match="BELEG_EMBEDDING_MODEL back"):
            other.check()
        other.reindex(folder, rebuild=True)
    for use in (index.check, lambda: index.search("fox"), lambda: index.reindex(folder)):
        with pytest.raises(IndexModelMismatch, match="start it again"):
            use()
    assert "start it again" in index.health(folder).problems[0].remedy


def test_entries_are_kept_the_latest_first_and_come_back_in_any_number(index, folder, monkeypatch):
    monkeypatch.setattr("index.segment._ENTRIES_KEPT", 3)
    for i in range(8):
        write(folder, f"{i}.md", f"The fox {i} is red.")
    index.reindex(folder)
    (segment,) = index._state.snapshot().segments.values()
    found = segment.kept_entries([0, 1, 2, 3, 4])
    assert [found[number] for number in range(5)] == segment.entries(range(5))
    assert list(segment._kept) == [2, 3, 4]
    assert segment.entry(2) is found[2]
    assert segment.kept_entries([7, 2])[2] is found[2]
    assert set(segment._kept) == {4, 7, 2}
