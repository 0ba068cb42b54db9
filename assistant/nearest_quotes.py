"""Steps 4 and 5: which sentences of the evidence may stand for an answer.

Only what is about as near to the question as the nearest sentence; and of those, where a chat model
is there to be asked, what it takes for an answer.
"""

import re
from collections.abc import Sequence

from assistant.as_told import told
from assistant.asked_boilerplate import boilerplate_named
from assistant.asked_time import asked_time
from assistant.chat_model import ChatModel
from assistant.confirm import confirm
from assistant.names import fold, names, names_any
from assistant.signals import missing_words
from assistant.understand import Inquiry
from documents.function_words import FUNCTION_WORDS
from documents.records import Role
from index.records import Evidence

# At most so many quotes stand as the answer when no model wrote one: of 28 questions about a real
# press release the right sentence is first for 21, among the first three for 27.
MOST_QUOTES = 3
# A sentence this much farther from the question, in cosine, than the nearest of the evidence is
# about something else. Of six sentences of XQuAD-R's German paragraphs 52 to 71 % of those without
# the answer lie beyond it, and 3 to 4 % of those with it; about a press release 57 %, one of 28.
FAR_OFF = 0.04
# Sentences that score this much less than the best do not compete with it, unless they have words
# of the question that it lacks; then they may be behind by more. Of 33 questions about invented
# releases full of look-alikes (tests/corpora/read) the right sentence is among these for 26, with
# 3.2 sentences on average; at .05 and three at most for 18, with 1.5; among all six for 29. Each
# sentence more costs about a second (tests.benchmarks.chosen_sentences counts both).
BEHIND, BEHIND_WITH_WORDS = 0.15, 0.3
MOST_LEADING = 4
# How far, in log odds, the model may prefer another quote. For 27 questions about a press release
# with the right one among three quotes it preferred that for 23; for the others it lay .13, .31,
# .55 and 1.18 behind.
LESS_PREFERRED = 0.2
_GAP = 2  # characters between two sentences of one paragraph
_TELLING = 5  # letters; shorter words are seldom what a question is about
_WORD = re.compile(r"[^\W\d_]+")


def is_near(source: Evidence, evidence: Sequence[Evidence]) -> bool:
    """Tell whether a sentence is about what is asked, as the nearest one is.

    A model may say of a sentence about somebody else what the question says: "Who coordinates it?",
    "Antonio Krüger, who leads the board, coordinates it."
    """
    nearest = max(item.sentence_similarity for item in evidence)
    return source.sentence_similarity >= nearest - FAR_OFF


def leading(question: str, language: str, evidence: Sequence[Evidence]) -> list[int]:
    """Return the places of the best sentence and of those that compete with it, at most four.

    Also one competes that has words of the question (which is in ``language``) that the best lacks:
    of "Who chaired the panel?" one sentence may have the panel, another who chaired it.
    """
    best, *others = evidence
    common = FUNCTION_WORDS.get(language, frozenset())
    words = [
        fold(word)
        for word in _WORD.findall(question)
        if len(fold(word)) >= _TELLING and word.lower() not in common
    ]
    asked = asked_time(question, language)
    lacking = missing_words(words, (best.sentence.text,)) if _is_in(best, language) else []
    competing = [
        place
        for place, item in enumerate(others, start=1)
        if (asked.fits(item) or not asked.fits(best))
        and (
            item.score >= best.score - BEHIND
            or (
                item.score >= best.score - BEHIND_WITH_WORDS
                and _is_in(item, language)
                and len(missing_words(lacking, (item.sentence.text,))) < len(lacking)
            )
        )
    ]
    return [0, *competing][:MOST_LEADING]


def _is_in(item: Evidence, language: str) -> bool:
    return item.release.language == language


def nearest_quotes(evidence: Sequence[Evidence]) -> list[int]:
    """Return the places of the best sentence and of others as near, at most three in all."""
    return [
        place
        for place, item in enumerate(evidence[:MOST_QUOTES])
        if place == 0 or is_near(item, evidence)
    ]


def with_what_follows(
    places: Sequence[int], inquiry: Inquiry, evidence: Sequence[Evidence]
) -> list[int]:
    """Return ``places``, each lead-in to a quotation followed by the sentence that it leads to.

    "Ann Lee praised the project:" says nothing yet of what she said. Where it is asked who she is,
    it does.
    """
    chosen = list(places)
    if Role.ABOUT in boilerplate_named(inquiry.asked):
        return chosen
    asked = names(inquiry.asked, inquiry.language)
    for place in places:
        item = evidence[place]
        if not names_any(asked, item.sentence.text) or not item.sentence.text.endswith(":"):
            continue
        behind = [
            other
            for other, each in enumerate(evidence)
            if each.release.id == item.release.id
            and 0 < each.sentence.start - item.sentence.end <= _GAP
        ]
        chosen[chosen.index(place) + 1 : chosen.index(place) + 1] = [
            other for other in behind if other not in chosen
        ]
    return chosen[:MOST_QUOTES]


def preferred(
    chat_model: ChatModel, question: str, evidence: Sequence[Evidence], places: Sequence[int]
) -> list[int]:
    """Return those of ``places`` that the chat model takes for an answer rather than the others.

    Raises ``ChatModelUnavailable`` when the model breaks off.
    """
    if len(places) < 2:  # noqa: PLR2004 - nothing to choose from
        return list(places)
    sources = [told(evidence[place]) for place in places]
    odds = [confirm(chat_model, question, source.text, [source]) for source in sources]
    return [
        place
        for place, each in zip(places, odds, strict=True)
        if each >= max(odds) - LESS_PREFERRED
    ]
