"""Leaning: whether a question can be understood without the conversation before it.

No model is asked: a question leans when its small words point at something that it does not name
(pronouns, "this meeting", "who else"), or when next to nothing is left without them ("And when?",
"In France?"). A full question stands alone, however short: "Who leads Inria?". The words of each
language are in ``follow_up_words.yaml``.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from pathlib import Path

import yaml

from documents.function_words import FUNCTION_WORDS

_WORDS = Path(__file__).parent / "follow_up_words.yaml"
_TOKEN = re.compile(r"\w+")
_UNSPACED = frozenset({"ja", "zh"})
_NOUNS_CAPITALISED = frozenset({"de"})
_UNSPACED_FRAGMENT = 6  # signs; a shorter question in Chinese or Japanese is no whole one
_FRAGMENT = 2  # words of content in a question that has neither a verb nor a question word
_AT_THE_START = 2  # how many words from the start "else" still belongs to the question word


class Leaning(Enum):
    """How a question leans on the conversation."""

    NOT = auto()
    ON_SOMEBODY = auto()  # "What does he do?"
    ON_SOMETHING = auto()  # "What did it cost?"
    FRAGMENT = auto()  # "And in France?"


def leaning(question: str, language: str) -> Leaning:
    """Tell how ``question``, in ``language`` (ISO 639-1), leans on what was said before it."""
    opened = without_opening(question, language) != question
    asked = _Question(_lowered(without_opening(question, language), language), language)
    if any(map(asked.points_back, asked.places("person"))):
        return Leaning.ON_SOMEBODY
    if any(map(asked.points_back, (*asked.places("thing"), *asked.places("place")))):
        return Leaning.ON_SOMETHING
    if any(not asked.names_something(place.start()) for place in asked.places("possessive")):
        return Leaning.ON_SOMEBODY
    pointing = (
        any(map(asked.is_bare, asked.places("bare")))
        or any(map(asked.has_a_noun, asked.places("this")))
        or any(map(asked.asks_for_more, asked.places("more")))
    )
    if pointing:
        return Leaning.ON_SOMETHING
    return Leaning.FRAGMENT if asked.is_fragment(opened=opened) else Leaning.NOT


def without_opening(question: str, language: str) -> str:
    """Return a question without the words it goes on with: "and", "what about"."""
    found = _pattern("opening", language)
    first = found.match(question.replace("’", "'"), _start(question)) if found else None
    rest = question[first.end() :].lstrip(" ,:;–-…") if first else question
    return rest if _TOKEN.search(rest) else question


def asks(text: str, language: str) -> re.Match[str] | None:
    """Return where the question word of a question stands, if it has one."""
    pattern = _pattern("asking", language)
    return pattern.search(text) if pattern else None


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a question, where it starts, and whether it says something by itself."""

    text: str
    start: int
    content: bool

    @property
    def is_name(self) -> bool:
        return any(sign.isupper() or sign.isdigit() for sign in self.text)


class _Question:
    """A question in words, without the phrases in which a pronoun points at nothing."""

    def __init__(self, text: str, language: str) -> None:
        self._language = language
        self._idle = _found("idle", text, language)
        for idle in self._idle:
            text = text[: idle.start()] + " " * len(idle[0]) + text[idle.end() :]
        self._text = text
        small = FUNCTION_WORDS.get(language, frozenset())
        self._words = [
            _Word(match[0], match.start(), match[0].lower() not in small and len(match[0]) > 1)
            for match in _TOKEN.finditer(text)
        ]

    def places(self, concept: str) -> list[re.Match[str]]:
        return _found(concept, self._text, self._language)

    def points_back(self, pronoun: re.Match[str]) -> bool:
        """Tell whether a pronoun stands for something outside the question.

        Within its own clause a pronoun never stands for another noun, so only what is named before
        another clause begins could be meant; except in French, where "l'État accorde-t-il" says it
        twice.
        """
        start = pronoun.start()
        if self._text[start - 1 : start] == "-":
            return not self.names_something(self._text.rfind(" ", 0, start) + 1)
        clauses = [clause.start() for clause in self.places("clause") if clause.start() < start]
        return not any(map(self.names_something, clauses))

    def names_something(self, before: int) -> bool:
        """Tell whether something is named ``before`` a place, beyond what is itself asked for.

        "Which company" names none, while "since when Inria" does.
        """
        asked = False
        for word in self._words:
            if word.start >= before:
                return False
            is_noun = self._language in _NOUNS_CAPITALISED or not word.is_name
            if word.content and not (asked and is_noun):
                return True
            asked = asks(word.text, self._language) is not None
        return False

    def is_bare(self, pronoun: re.Match[str]) -> bool:
        """Tell whether nothing follows "that" or "das" that it may be the article of."""
        rest = self._text[pronoun.end() :]
        following = _TOKEN.search(rest)
        if following is None or rest[: following.start()].strip():
            return True
        return bool(_found("verb", following[0], self._language))

    def has_a_noun(self, pointer: re.Match[str]) -> bool:
        """Tell whether "this" points at something, and not at the time of speaking."""
        following = next((word for word in self._words if word.start >= pointer.end()), None)
        if following is None or _found("time", following.text, self._language):
            return False
        return following.content

    def asks_for_more(self, more: re.Match[str]) -> bool:
        """Tell whether "else" stands with the question word or at the end."""
        before = sum(word.start < more.start() for word in self._words)
        return before <= _AT_THE_START or all(word.start < more.end() for word in self._words)

    def is_fragment(self, *, opened: bool) -> bool:
        """Tell whether too little is said to be a question of its own.

        ``opened`` says that it began with "and" or its like.
        """
        if self._language in _UNSPACED:
            return sum(len(word.text) for word in self._words) <= _UNSPACED_FRAGMENT
        content = [word for word in self._words if word.content]
        if not content:
            return True
        has_verb = bool(self._idle or self.places("verb"))
        if has_verb or asks(self._text, self._language) or not _pattern("asking", self._language):
            return len(content) == 1 and not (has_verb and content[0].is_name)
        return opened or len(content) <= _FRAGMENT


def _lowered(text: str, language: str) -> str:
    """Return a question whose first word has no capital letter that only its place gives it."""
    text = text.replace("’", "'")
    start = _start(text)
    first = _TOKEN.search(text)
    small = FUNCTION_WORDS.get(language, frozenset())
    known = first is not None and (first[0].lower() in small or asks(first[0], language))
    return text[:start] + text[start : start + 1].lower() + text[start + 1 :] if known else text


def _start(text: str) -> int:
    first = _TOKEN.search(text)
    return first.start() if first else 0


def _found(concept: str, text: str, language: str) -> list[re.Match[str]]:
    pattern = _pattern(concept, language)
    return list(pattern.finditer(text)) if pattern else []


@cache
def _pattern(concept: str, language: str) -> re.Pattern[str] | None:
    words: list[str] = _listed().get(language, {}).get(concept, [])
    if not words:
        return None
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    edges = ("", "") if language in _UNSPACED else (r"(?<!\w)", r"(?!\w)")
    # A pronoun with a capital letter may be another word: German "Sie" is "you".
    flags = re.IGNORECASE if concept in {"opening", "asking", "idle", "time"} else re.NOFLAG
    return re.compile(f"{edges[0]}(?:{longest_first}){edges[1]}", flags)


@cache
def _listed() -> dict[str, dict[str, list[str]]]:
    return dict(yaml.safe_load(_WORDS.read_text(encoding="utf-8")))
