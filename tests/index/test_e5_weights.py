import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.errors import ModelFileCorrupt
from index.e5_weights import _weights, read_e5_weights
from index.encoder_weights import in_eight_bits

Q4_0 = 1


def test_a_block_of_four_bit_weights_is_low_halves_then_high_halves_times_the_scale():
    halves = bytes([0x0F] + [0x88] * 15)  # weight 0 is 15 - 8, weight 16 is 0 - 8, the rest 0
    block = struct.pack("<e", 0.5) + halves
    weights = _weights(block, Q4_0, 32)
    assert weights[0] == 3.5
    assert weights[16] == -4.0
    assert np.count_nonzero(weights) == 2


@given(st.floats(-2, 2, width=16), st.binary(min_size=16, max_size=16))
def test_every_block_decodes_by_the_definition(scale, halves):
    weights = _weights(struct.pack("<e", scale) + halves, Q4_0, 32)
    for i, byte in enumerate(halves):
        assert weights[i] == np.float32(scale) * ((byte & 15) - 8)
        assert weights[i + 16] == np.float32(scale) * ((byte >> 4) - 8)


@given(st.lists(st.floats(-100, 100, width=32), min_size=1, max_size=20))
def test_eight_bits_lose_at_most_half_a_step(row):
    matrix = np.array([row], np.float32)
    levels, scales = in_eight_bits(matrix)
    assert np.all(np.abs(levels * scales - matrix) <= scales * 0.501)


@pytest.mark.parametrize("content", [b"", b"GGUF", b"E5S1", b"E5S1" + bytes(200)])
def test_another_file_is_refused(tmp_path, content):
    path = tmp_path / "weights.bin"
    path.write_bytes(content)
    with pytest.raises(ModelFileCorrupt, match="no file of E5 weights"):
        read_e5_weights(path)
