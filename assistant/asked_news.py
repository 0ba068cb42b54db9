"""Asked news: "What is new about it?" asks for what happens for the first time.

Such a question and its answer share no word, and neither vectors nor a reader that learnt from an
encyclopaedia see that "Erstmals nahm … teil" tells what is new. Words do (``shape_words.yaml``).
"""

from collections import Counter
from collections.abc import Sequence

from assistant.checks.orders import is_order
from assistant.shape_words import shape_words
from index.records import Evidence

_MOST = 3  # sentences
_ABOUT = 6  # of the best sentences most are in the release that is asked about
# How far in score what is new may lie behind what is nearest. Four ways of asking what is new about
# a meeting, of one press release among 48 texts: by .02, .12, .12 and .24.
_BEHIND = 0.25


def news_first(
    question: str, language: str, evidence: Sequence[Evidence]
) -> tuple[tuple[Evidence, ...], int]:
    """Return ranked evidence with what is new at the top, if asked for it, and how many tell that.

    ``language`` is the question's own. What is new is looked for in the release that most of the
    best sentences are in, and told by three at most. Only the order changes: scores stay
    comparable.
    """
    if not evidence or not shape_words("news").find(question, language):
        return tuple(evidence), 0
    (release, _), *_ = Counter(item.release.id for item in evidence[:_ABOUT]).most_common()
    least = evidence[0].score - _BEHIND
    told = [
        item
        for item in evidence
        if item.release.id == release
        and item.score >= least
        and _tells_of_a_first_time(item)
        and not is_order(item)
    ][:_MOST]
    return (*told, *(item for item in evidence if item not in told)), len(told)


def _tells_of_a_first_time(item: Evidence) -> bool:
    return bool(shape_words("first_time").find(item.sentence.text, item.release.language))
