"""Shape: whether a question asks for a list, a speaker, a date, two things or a summary.

Told by words alone (``shape_words.yaml``; for times ``question_words.yaml``). What is
not told has no shape, and is answered as any question is.
"""

import re
from enum import StrEnum

from assistant.asked_kind import Kind, question_kind
from assistant.checks.titles import CAPITALISES_NOUNS
from assistant.shape_words import listed_words, shape_words
from assistant.signals import content_words
from documents.function_words import FUNCTION_WORDS

_BOUNDARIES = frozenset(",;:–—()")
_WORD = re.compile(r"\w+")
_A_QUESTION = 3  # words; fewer before "and" are no question by themselves
_NEAR_THE_JOINT = 8  # characters: room for "and at what", "und in welcher"


class Shape(StrEnum):
    """What kind of answer a question asks for."""

    PLAIN = "plain"
    LIST = "list"
    SPEAKER = "speaker"
    TIME = "time"
    COMPARISON = "comparison"
    SUMMARY = "summary"


ONE_SEARCH = frozenset({Shape.PLAIN, Shape.TIME})
"""Shapes whose evidence is that of a single search, ordered by how near it is."""


def shape_of(question: str, language: str) -> Shape:
    """Return the shape of the answer that ``question``, in ``language``, asks for."""
    if any(
        not _is_a_name(question, term.start, language)
        for term in shape_words("summary").find(question, language)
    ):
        return Shape.SUMMARY
    if shape_words("comparison").find(question, language) and sides_of(question, language):
        return Shape.COMPARISON
    if shape_words("speaker").find(question, language):
        return Shape.SPEAKER
    if question_kind(question, language) is Kind.TIME:
        return Shape.TIME
    return Shape.LIST if shape_words("list").find(question, language) else Shape.PLAIN


def _is_a_name(question: str, start: int, language: str) -> bool:
    """Tell whether a word is part of a name: "the Summary for Policymakers"."""
    inside = re.search(r"[\w,] $", question[:start]) is not None
    return inside and question[start].isupper() and language not in CAPITALISES_NOUNS


def has_parts(question: str, language: str) -> bool:
    """Tell whether two questions are asked in one: "How much does it cost, and who pays?".

    "Where and when" is one.
    """
    asking = [term.start for term in shape_words("asking").find(question, language)]
    return any(
        any(0 < start - term.end <= _NEAR_THE_JOINT for start in asking)
        for term in shape_words("and").find(question, language)
        if len(_WORD.findall(question[: term.start])) >= _A_QUESTION
    )


def goes_on(text: str, language: str) -> bool:
    """Tell whether a text begins in the middle of a sentence, with a small "and"."""
    return text[:1].islower() and any(
        term.start == 0 for term in shape_words("and").find(text, language)
    )


def topic_of(question: str, language: str) -> str:
    """Return what a question for a summary is about, ``""`` where it only says "the release"."""
    terms = [*shape_words("summary").find(question, language)]
    terms += shape_words("release").find(question, language)
    rest = question
    for term in terms:
        rest = rest[: term.start] + " " * (term.end - term.start) + rest[term.end :]
    rest = " ".join(rest.split()).strip(" ?!.,:;")
    return rest if content_words(rest, language) else ""


def sides_of(question: str, language: str) -> tuple[str, str] | None:
    """Return the question about each of two things that it compares, ``None`` where it names one.

    Each is the question without the other thing: "Was unterscheidet die Oper von der Brücke?" asks
    "Was unterscheidet die Oper ?" and "Was unterscheidet der Brücke?".
    """
    marked = shape_words("comparison").find(question, language)
    for joint in _joints(question, language):
        marks = [mark.end for mark in marked if mark.end <= joint[0]]
        left = _before(question, joint[0], max(marks, default=0), language)
        right = _after(question, joint[1])
        one, other = question[left : joint[0]], question[joint[1] : right]
        if content_words(one, language) and content_words(other, language):
            first = f"{question[: joint[0]]}{question[right:]}"
            second = f"{question[:left]}{question[joint[1] :]}"
            return " ".join(first.split()), " ".join(second.split())
    return None


def _joints(question: str, language: str) -> list[tuple[int, int]]:
    """Return where words stand that may join two sides, those that seldom do else first."""
    order = listed_words("together").get(language, "").split()

    def rank(place: tuple[int, int]) -> int:
        return order.index("_".join(question[slice(*place)].lower().split()))

    found = shape_words("together").find(question, language)
    return sorted(((term.start, term.end) for term in found), key=rank)


def _before(question: str, joint: int, earliest: int, language: str) -> int:
    """Return where the words begin that name one thing before a joint: after the last small one."""
    small = FUNCTION_WORDS.get(language, frozenset())
    starts = [earliest, *(question.rfind(sign, earliest, joint) + 1 for sign in _BOUNDARIES)]
    starts += [
        word.end() for word in _WORD.finditer(question, earliest, joint) if word[0].lower() in small
    ]
    return max(starts)


def _after(question: str, joint: int) -> int:
    """Return where the words end that name the other thing after a joint."""
    end = len(question.rstrip(" ?!.？"))
    return min([end, *(at for sign in _BOUNDARIES if (at := question.find(sign, joint)) >= 0)])
