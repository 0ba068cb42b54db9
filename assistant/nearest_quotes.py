"""Steps 4 and 5: which sentences of the evidence may stand for an answer.

Only what is about as near to the question as the nearest sentence; and of those, where a chat model
is there to be asked, what it takes for an answer.
"""

from collections.abc import Sequence

from assistant.chat_model import ChatModel
from assistant.confirm import confirm
from index.records import Evidence

# At most so many quotes stand as the answer when no model wrote one: of 28 questions about a real
# press release the right sentence is first for 21, among the first three for 27.
MOST_QUOTES = 3
# A sentence this much farther from the question, in cosine, than the nearest of the evidence is
# about something else. Of six sentences of XQuAD-R's German paragraphs 52 to 71 % of those without
# the answer lie beyond it, and 3 to 4 % of those with it; about a press release 57 %, one of 28.
FAR_OFF = 0.04
# How far, in log odds, the model may prefer another quote. For 27 questions about a press release
# with the right one among three quotes it preferred that for 23; for the others it lay .13, .31,
# .55 and 1.18 behind.
LESS_PREFERRED = 0.2


def is_near(source: Evidence, evidence: Sequence[Evidence]) -> bool:
    """Tell whether a sentence is about what is asked, as the nearest one is.

    A model may say of a sentence about somebody else what the question says: "Who coordinates it?",
    "Antonio Krüger, who leads the board, coordinates it."
    """
    nearest = max(item.sentence_similarity for item in evidence)
    return source.sentence_similarity >= nearest - FAR_OFF


def nearest_quotes(evidence: Sequence[Evidence]) -> list[int]:
    """Return the places of the best sentence and of others as near, at most three in all."""
    return [
        place
        for place, item in enumerate(evidence[:MOST_QUOTES])
        if place == 0 or is_near(item, evidence)
    ]


def preferred(
    chat_model: ChatModel, question: str, evidence: Sequence[Evidence], places: Sequence[int]
) -> list[int]:
    """Return those of ``places`` that the chat model takes for an answer rather than the others.

    Raises ``ChatModelUnavailable`` when the model breaks off.
    """
    if len(places) < 2:  # noqa: PLR2004 - nothing to choose from
        return list(places)
    texts = [evidence[place].sentence.text for place in places]
    odds = [confirm(chat_model, question, text, [text]) for text in texts]
    return [
        place
        for place, each in zip(places, odds, strict=True)
        if each >= max(odds) - LESS_PREFERRED
    ]
