"""How alike texts are: each is embedded once, however often the checks compare it."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from index import Embedder
from index.vectors import FloatArray

_TEXTS_KEPT = 4_096  # some 6 MB of vectors; the checks of one answer compare up to a thousand


class TextSimilarity:
    """Cosines between texts by an embedding model; safe to share between threads."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: OrderedDict[str, FloatArray] = OrderedDict()
        self._lock = Lock()

    def __call__(self, text: str, others: Sequence[str]) -> Sequence[float]:
        """Return the cosine (−1 to 1) of ``text`` with each of ``others``."""
        first, *rest = self._vectors([text, *others])
        return [float(first @ other) for other in rest]

    def _vectors(self, texts: Sequence[str]) -> list[FloatArray]:
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            # Copies: a row alone would keep all that were embedded with it.
            rows = (row.copy() for row in self._embedder.embed_texts(new))
            known |= zip(new, rows, strict=True)
        with self._lock:
            for text in texts:
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > _TEXTS_KEPT:
                self._kept.popitem(last=False)
        return [known[text] for text in texts]
