"""The embedder's word embeddings, looked up in the pinned file itself.

The reader shares them. They are most of the file, and a question with its passages needs a few
hundred of them, so the file is mapped into memory and only the wanted rows are dequantised.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.e5_weights import WIDTH, dequantise, map_word_blocks
from index.vectors import FloatArray


class E5Words:
    """Word vectors by token id; raises ``ModelFileCorrupt`` for another file."""

    def __init__(self, path: Path) -> None:
        self._rows = map_word_blocks(path)

    def vectors(self, ids: npt.NDArray[np.int64]) -> FloatArray:
        """Return the vectors of token ids of any shape, float32, shape of ``ids`` × width."""
        wanted, places = np.unique(ids, return_inverse=True)
        table = dequantise(self._rows[wanted].reshape(-1)).reshape(len(wanted), WIDTH)
        return table[places].reshape(*ids.shape, WIDTH)
