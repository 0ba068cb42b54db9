from hypothesis import given
from hypothesis import strategies as st

from index.pieces import from_pieces, in_pieces, in_records

TEXTS = st.builds(
    lambda text, times: text * times,
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.integers(1, 2_000),
)


@given(TEXTS)
def test_a_text_comes_back_from_its_pieces(text):
    assert from_pieces({"generation": 3, **in_pieces(text)}) == text


@given(TEXTS)
def test_a_text_comes_back_from_its_records(text):
    assert "".join(map(from_pieces, in_records(text))) == text


@given(TEXTS)
def test_no_piece_and_no_record_is_larger_than_hosted_chroma_takes(text):
    for record in in_records(text):
        assert len(record) <= 31
        assert all(0 < len(piece.encode()) <= 4_096 for piece in record.values())


def test_pieces_end_between_characters():
    pieces = in_pieces("a" + "ü" * 3_000)
    assert [len(piece.encode()) for piece in pieces.values()] == [3_999, 2_002]
