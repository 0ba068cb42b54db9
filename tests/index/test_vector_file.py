import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.errors import DataFolderUnusable, IndexUnavailable
from index.vector_file import VectorFile
from index.vector_file_writer import VectorFileWriter
from index.vectors import EntryVectors, PassageKey

WIDTH = 5
ONE = EntryVectors(np.ones((1, 2)), np.ones((0, 2)))
# Releases by number, each with the numbers of sentences of its passages.
SHAPES = st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=4), min_size=1, max_size=12)


def write(folder, shape, seed=0):
    """Write random vectors; return all keys with their passage's and its sentences' vectors."""
    random = np.random.default_rng(seed)
    known = {}
    with VectorFileWriter(folder) as writer:
        for release, passages in enumerate(shape):
            keys = [PassageKey(release, i, count) for i, count in enumerate(passages)]
            rows = random.standard_normal((len(keys), WIDTH)).astype(np.float32)
            sentences = random.standard_normal((sum(passages), WIDTH)).astype(np.float32)
            writer.add(keys, EntryVectors(rows, sentences), rows[-1:])
            starts = np.cumsum([0, *passages])
            for i, key in enumerate(keys):
                known[key] = rows[i], sentences[starts[i] : starts[i + 1]]
        writer.finish()
    return known


@given(SHAPES, st.randoms())
def test_every_vector_is_found_by_its_key(tmp_path_factory, shape, chance):
    folder = tmp_path_factory.mktemp("vectors") / "segment"
    known = write(folder, shape)
    keys = list(known)
    chance.shuffle(keys)
    found = VectorFile.open(folder).vectors(keys)
    assert np.array_equal(found.passages, [known[key][0] for key in keys])
    assert np.array_equal(found.sentences, np.concatenate([known[key][1] for key in keys]))


@given(SHAPES, st.integers(1, 30), st.none() | st.lists(st.integers(0, 12)), st.integers(0, 99))
def test_the_nearest_are_those_of_all_comparisons(tmp_path_factory, shape, limit, among, seed):
    folder = tmp_path_factory.mktemp("vectors") / "segment"
    known = write(folder, shape, seed)
    vector = np.random.default_rng(seed + 1).standard_normal(WIDTH).astype(np.float32)
    asked = [key for key in known if among is None or key.release in among]
    passages = {(key, None): float(known[key][0] @ vector) for key in asked}
    sentences = {
        (key, i): float(row @ vector) for key in asked for i, row in enumerate(known[key][1])
    }
    file = VectorFile.open(folder)
    for nearest, expected in (
        (file.nearest_passages, passages),
        (file.nearest_sentences, sentences),
    ):
        hits = nearest(vector, limit, among)
        best = sorted(expected.values(), reverse=True)[:limit]
        assert [hit.similarity for hit in hits] == pytest.approx(best, abs=1e-5)
        assert len({(hit.passage, hit.sentence) for hit in hits}) == len(hits)
        for hit in hits:
            assert expected[hit.passage, hit.sentence] == pytest.approx(hit.similarity, abs=1e-5)


@given(SHAPES, st.integers(1, 15))
def test_the_nearest_releases_are_those_of_all_leads(tmp_path_factory, shape, limit):
    folder = tmp_path_factory.mktemp("vectors") / "segment"
    known = write(folder, shape)
    leads = {key.release: vectors for key, (vectors, _) in known.items()}  # the last of each
    asked = np.random.default_rng(1).standard_normal((2, WIDTH)).astype(np.float32)
    found = VectorFile.open(folder).nearest_releases(asked, limit)
    for vector, near in zip(asked, found, strict=True):
        expected = sorted((float(lead @ vector) for lead in leads.values()), reverse=True)[:limit]
        assert [cosine for _, cosine in near] == pytest.approx(expected, abs=1e-5)
        for number, cosine in near:
            assert float(leads[number] @ vector) == pytest.approx(cosine, abs=1e-5)


def test_a_narrowed_search_over_many_blocks_finds_what_is_there(tmp_path):
    known = write(tmp_path / "segment", [[4]] * 2_000)
    vector = np.eye(WIDTH, dtype=np.float32)[0]
    (hit,) = VectorFile.open(tmp_path / "segment").nearest_passages(vector, 5, [1_999])
    assert hit.passage == PassageKey(1_999, 0, 4)
    assert hit.similarity == pytest.approx(known[hit.passage][0][0])


def test_a_key_of_another_segment_is_refused(tmp_path):
    write(tmp_path / "segment", [[2, 3]])
    file = VectorFile.open(tmp_path / "segment")
    for stranger in (PassageKey(0, 0, 3), PassageKey(0, 2, 3), PassageKey(1, 0, 2)):
        with pytest.raises(IndexUnavailable, match="--rebuild"):
            file.vectors([stranger])


@pytest.mark.parametrize("name", ["places.npy", "passages.f32", "sentences.f32", "leads.f32"])
@pytest.mark.parametrize("damage", ["missing", "shorter", "empty"])
def test_damaged_files_count_as_missing(tmp_path, name, damage):
    write(tmp_path / "segment", [[2, 3], [1]])
    path = tmp_path / "segment" / name
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(content[:-4] if damage == "shorter" else b"")
    assert VectorFile.open(tmp_path / "segment") is None


def test_what_is_not_finished_leaves_nothing(tmp_path):
    with VectorFileWriter(tmp_path / "segment") as writer:
        writer.add([PassageKey(0, 0, 0)], ONE, np.ones((1, 2)))
    assert list(tmp_path.iterdir()) == []


def test_the_faster_of_two_writers_wins_and_the_other_is_content(tmp_path):
    with VectorFileWriter(tmp_path / "segment") as slower:
        slower.add([PassageKey(0, 0, 0)], ONE, np.ones((1, 2)))
        (tmp_path / "segment").mkdir()
        (tmp_path / "segment" / "places.npy").touch()
        slower.finish()
    assert [path.name for path in tmp_path.iterdir()] == ["segment"]


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(DataFolderUnusable, match="Make room"):
        VectorFileWriter(tmp_path / "file" / "segment")
