"""Step 4, decide: two who read the same words for the answer are surer than either alone.

The chat model copies the words that answer, the reader marks them, each without knowing of the
other. Where both take the same of the sentence that search and reader put first, but no statement
stands, as its wording fails or the model doubts it, that sentence is the likelier to answer.
"""

import re
from collections.abc import Mapping, Sequence

from assistant.names import fold
from index.records import Evidence

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+")
_MOSTLY = 0.5  # of F1, as SQuAD counts words (Rajpurkar et al. 2016)


def agree(copied: Mapping[int, str], evidence: Sequence[Evidence]) -> bool:
    """Tell whether what was ``copied`` from the first sentence is mostly what the reader marks.

    ``copied`` has words of the chat model by the place of their sentence in the ``evidence``.
    """
    words = copied.get(0, "")
    first = evidence[0] if evidence else None
    if not words or first is None or first.marked is None or words not in first.sentence.text:
        return False
    ours, theirs = _words(words), _words(first.marked)
    shared = len(ours & theirs)
    return bool(shared) and 2 * shared >= _MOSTLY * (len(ours) + len(theirs))


def _words(text: str) -> frozenset[str]:
    return frozenset(map(fold, _WORD.findall(text)))
