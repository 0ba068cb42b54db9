"""Step 7, verify: what stands of the statements that were first kept, as one was misnamed.

Who names one sentence and says another is asked for the one it named alone, and what is better
confirmed then stands. Where the reader marked the answer in the sentence that a statement rests on,
it is a second witness: of eleven such drafts about XQuAD-R's paragraphs and a press release the
three that say what it marked were right, the three that say something else were wrong.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checks.titles import is_title
from assistant.names import fold, same_word
from assistant.understand import Inquiry
from assistant.verify import Verification
from documents.function_words import FUNCTION_WORDS
from index.records import Evidence

# Log odds of confirmation from which on a statement stands that names one sentence and rests on
# another: of ten such drafts the five right ones lie above, four of the five wrong ones below.
CONFIRMED_MISNAMED = 1.05
_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+")  # of 415.000 and 587.000 nothing is the same
_SHORTEST, _LONG = 3, 4  # letters
_LONGEST_ANSWER = 8  # words; whoever marks more has not found the few that answer


@dataclass(frozen=True, slots=True)
class Held:
    """A statement that may be shown, the places it rests on, how sure the model is of it.

    ``misnamed`` tells that it names another sentence than it rests on.
    """

    checked: Verification
    cited: tuple[int, ...]
    stated: float
    misnamed: bool


def standing(held: Sequence[Held], evidence: Sequence[Evidence]) -> Held | None:
    """Return which of the statements stands, the later one of two that are as sure, or ``None``.

    ``evidence`` is what ``cited`` counts in.
    """
    seconded = {place: _seconds(each, evidence) for place, each in enumerate(held)}
    left = [place for place in seconded if seconded[place] is not False]
    best = max(reversed(left), key=lambda place: held[place].stated, default=None)
    if best is None:
        return None
    sure = len(left) > 1 or seconded[best] or held[best].stated >= CONFIRMED_MISNAMED
    return held[best] if sure else None


def is_marked_otherwise(
    checked: Verification, sources: Sequence[Evidence], inquiry: Inquiry
) -> bool:
    """Tell whether the reader marks, in a source, other words than the model copied from it.

    None of theirs stands among the copied ones, nor, if it has four letters, in the statement. Of
    31 such statements about XQuAD-R's paragraphs 8 were right, 29 of the sentences they cite; none
    of 21 about a press release was one.
    In the release's language the statement must say all that is marked and not asked: of 16 that do
    not 4 were right, and all cite a sentence that answers; of 93 that do, 76 were right.
    """
    if not checked.words or len(sources) != 1:
        return False
    (source,) = sources
    span = source.marked
    if span is None:
        return False
    if inquiry.language == source.release.language and _leaves_out(checked.text, span, inquiry):
        return True
    marked = _WORD.findall(fold(span))
    copied, said = (set(_WORD.findall(fold(text))) for text in (checked.words, checked.text))
    told = any(len(word) >= _LONG and word in said for word in marked)
    return bool(marked) and not told and copied.isdisjoint(marked)


def _leaves_out(statement: str, marked: str, inquiry: Inquiry) -> bool:
    """Tell whether a statement lacks a word of content that is marked, and that is not asked."""
    words = _WORD.findall(marked)
    if len(words) > _LONGEST_ANSWER:
        return False
    small = FUNCTION_WORDS.get(inquiry.language, frozenset())
    known = [fold(word) for word in _WORD.findall(f"{inquiry.asked} {statement}")]
    return any(
        not any(same_word(fold(word), other) for other in known)
        for word in words
        if word.lower() not in small
        and (len(word) >= _SHORTEST or word.isdigit())
        and not is_title(word, inquiry.language)  # who it is, is said without it
    )


def _seconds(held: Held, evidence: Sequence[Evidence]) -> bool | None:
    """Tell whether a misnamed statement says what the reader marks in its sources.

    ``None`` where it marks nothing, or the statement is not misnamed.
    """
    spans = (evidence[place].marked for place in held.cited)
    marked = [span for span in spans if span is not None]
    if not held.misnamed or not marked:
        return None
    said = f" {_words(held.checked.text)} "
    return any(f" {_words(text)} " in said for text in marked)


def _words(text: str) -> str:
    return " ".join(map(fold, _WORD.findall(text)))
