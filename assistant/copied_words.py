"""Step 6, compose: what the chat model copies as the answer, and what it makes of its copy.

Of "5,5 Millionen Euro" a small model may copy "5,5": not what is to be said, nor to be marked. Or
it copies "Nowgorod" and goes on from there: "and Pskov.".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.checks.amounts import find_amounts
from assistant.checks.copied_answer import copies_no_number
from assistant.checks.dates import find_dates
from assistant.names import fold, same_word
from assistant.parse_reply import Draft
from assistant.shape import goes_on
from assistant.understand import Inquiry
from documents.function_words import FUNCTION_WORDS
from index.records import Evidence

_WORD = re.compile(r"\w+")


def with_whole_figures(draft: Draft, evidence: Sequence[Evidence]) -> Draft:
    """Return the draft with its copied words as ``whole_figures`` has them in its source.

    ``evidence`` is what it was written from, in the order of its source numbers.
    """
    places = draft.places(len(evidence))
    if not draft.words or not places:
        return draft
    source = evidence[places[0]]
    words = whole_figures(draft.words, source.sentence.text, source.release.language)
    return replace(draft, words=words)


def whole_figures(words: str, sentence: str, language: str) -> str:
    """Return ``words`` of a sentence, extended over the amounts and dates that they have a part of.

    As they are where the sentence has them more than once, or not at all.
    """
    if sentence.count(words) != 1:
        return words
    start = sentence.find(words)
    end = start + len(words)
    for amount in find_amounts(sentence, language):
        if amount.first < end and start < amount.last:
            start, end = min(start, amount.first), max(end, amount.last)
    for said in find_dates(sentence, language):
        if said.start < end and start < said.end:  # "14. Mai" is meant of "11. bis 14. Mai 2027"
            end = max(end, said.end)
    return sentence[start:end]


def with_its_beginning(draft: Draft, language: str) -> Draft:
    """Return a draft that goes on from its copied words with these before it, else as it is."""
    if not draft.words or not goes_on(draft.text, language):
        return draft
    return replace(draft, text=f"{draft.words[0].upper()}{draft.words[1:]} {draft.text}")


def is_numberless(draft: Draft, inquiry: Inquiry, evidence: Sequence[Evidence]) -> bool:
    """Tell whether a draft copied no number from its source, where one is asked for."""
    places = draft.places(len(evidence))
    if not places:
        return False
    spoken = evidence[places[0]].release.language
    return copies_no_number(draft.words, spoken, inquiry.question, inquiry.language)


def has_copied(draft: Draft, evidence: Sequence[Evidence], place: int) -> bool:
    """Tell whether the sentence at ``place`` has the words that a draft copied from another.

    Most of those that are more than grammar, in whatever inflection. Yes where nothing was copied,
    or the sentence is in another language.
    """
    own = draft.places(len(evidence))
    language = evidence[place].release.language
    if not draft.words or not own or evidence[own[0]].release.language != language:
        return True
    small = FUNCTION_WORDS.get(language, frozenset())
    copied = [fold(word) for word in _WORD.findall(draft.words) if word.lower() not in small]
    there = [fold(word) for word in _WORD.findall(evidence[place].sentence.text)]
    shared = [word for word in copied if any(same_word(word, other) for other in there)]
    return 2 * len(shared) >= len(copied)
