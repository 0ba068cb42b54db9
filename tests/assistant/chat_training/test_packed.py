from hypothesis import given
from hypothesis import strategies as st

from assistant.chat_training.packed import Packed, read_packed, write_packed
from assistant.chat_training.rows import Branch, Tree

TOKENS = st.lists(st.integers(0, 151_935), min_size=1, max_size=5)


@st.composite
def branches(draw):
    ids = draw(TOKENS)
    weights = [draw(st.sampled_from([0.0, 0.1, 0.3, 1.0])) for _ in ids]
    return Branch(tuple(ids), tuple(weights), draw(st.sampled_from(["found", "written"])))


TREES = st.builds(Tree, branches(), st.lists(branches(), min_size=1, max_size=3).map(tuple))


@given(TOKENS.map(tuple), st.lists(TREES, min_size=1, max_size=4).map(tuple), st.text(max_size=5))
def test_what_is_read_is_what_was_written(tmp_path_factory, prefix, trees, origin):
    file = tmp_path_factory.mktemp("packed") / "trees.npz"
    write_packed(file, Packed(prefix, trees, origin))
    assert read_packed(file) == Packed(prefix, trees, origin)
    assert [path.name for path in file.parent.iterdir()] == ["trees.npz"]
