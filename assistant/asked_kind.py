"""Asked kind: whether a question asks for a number, an amount, an age, how long, or when.

Told by its words alone (``question_words.yaml``). A word for "when" may also join two clauses.
"""

import re
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from assistant.shape_words import shape_words

_WORDS = Path(__file__).parent / "question_words.yaml"
_UNSPACED = ("ja", "ko", "zh", "ar")
# Words for "when" that also join clauses; in other languages that is another word ("wenn").
_JOINING = {
    "en": ("when",),
    "fr": ("quand",),
    "hr": ("kada", "kad"),
    "it": ("quando",),
    "lt": ("kada",),
    "lv": ("kad",),
    "nl": ("wanneer",),
    "no": ("når",),
    "pl": ("kiedy",),
    "pt": ("quando",),
    "ro": ("când",),
    "ru": ("когда",),
    "sv": ("när",),
    "uk": ("коли",),
}
_A_CLAUSE = 3  # words; "When, where and why" has none
_LAST_WORD = re.compile(r"\w+$")
_WORD = re.compile(r"\w+")
# A comma stands before every clause there, not only between two questions.
_COMMA_BEFORE_CLAUSES = frozenset({"hr", "lt", "lv", "pl", "ru", "uk"})


class Kind(StrEnum):
    """What a question asks for, where its words tell: how old, how long, how many, …, when."""

    AGE = "age"
    DURATION = "duration"
    NUMBER = "number"
    AMOUNT = "amount"
    TIME = "time"


def question_kind(question: str, language: str) -> Kind | None:
    """Return what the question's own words ask for, or ``None`` where they don't tell."""
    for kind in Kind:
        for pattern in _patterns(language, kind):
            for match in pattern.finditer(question):
                if kind is not Kind.TIME or _asks(match, language):
                    return kind
    return None


def _asks(when: re.Match[str], language: str) -> bool:
    """Tell whether a word for "when" asks for a time, and joins no clause to another question.

    "What is it called when …?" and "When …, what is it called?" ask for none; "Where and when?"
    and "When did he who …?" do.
    """
    if when[0].casefold() not in _JOINING.get(language, ()):
        return True
    question, asking = when.string, shape_words("asking")
    before = question[: when.start()].rstrip()
    if asking.find(before, language):
        joint = _LAST_WORD.search(before)
        joined = joint is not None and bool(shape_words("and").find(joint[0], language))
        return joined or (before.endswith(",") and language not in _COMMA_BEFORE_CLAUSES)
    return not any(
        question[: term.start].rstrip().endswith(",")
        and len(_WORD.findall(question, when.end(), term.start)) >= _A_CLAUSE
        for term in asking.find(question, language)
    )


@cache
def _patterns(language: str, kind: Kind) -> tuple[re.Pattern[str], ...]:
    words = yaml.safe_load(_WORDS.read_text(encoding="utf-8")).get(language, {}).get(kind.value, ())
    edge = "" if language in _UNSPACED else r"\b"
    return tuple(
        re.compile(
            edge + re.escape(word.removesuffix("*")) + ("" if word.endswith("*") else edge),
            re.IGNORECASE,
        )
        for word in words
    )
