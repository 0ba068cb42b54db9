"""Asked news: "What is new about it?" asks for what happens for the first time.

Such a question and its answer share no word, and neither vectors nor a reader that learnt from an
encyclopaedia see that "Erstmals nahm … teil" tells what is new. Words do (``shape_words.yaml``).
"""

from collections.abc import Sequence

from assistant.nearest_quotes import BEHIND
from assistant.shape_words import shape_words
from index.records import Evidence

_MOST = 3  # sentences


def told_first(question: str, language: str, evidence: Sequence[Evidence]) -> list[int]:
    """Return the places of what happens for the first time, if a question asks what is new.

    ``language`` is the question's own, ``evidence`` is ranked.
    """
    if not evidence or not shape_words("news").find(question, language):
        return []
    return [
        place
        for place, item in enumerate(evidence)
        if item.score >= evidence[0].score - BEHIND
        and shape_words("first_time").find(item.sentence.text, item.release.language)
    ][:_MOST]
