"""Follow-ups: a question that leans on the conversation is given what it leans on.

A pronoun stands for what was asked about before, or for whom the answer named; a fragment ("And in
France?") repeats the question before with one part exchanged. Both are said again with the earlier
question, less its question word, and the names in the answer to it. Only the releases answer: what
an earlier turn found is never an answer's source.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.leaning import Leaning, asks, leaning, without_opening
from assistant.records import Turn
from documents.language import guess_language
from documents.normalise import normalise

_DEEPEST = 3  # turns that a chain of follow-ups is traced back
_LONGEST_EARLIER = 300  # characters of earlier questions that a prompt repeats
_MOST_NAMES = 3
_MARK = re.compile(r"\s*\[\d+\]")
_WORD = re.compile(r"[^\W\d_][\w’'.-]*\w|[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Context:
    """What a leaning question leans on.

    ``earlier`` is the question before it, with those that one leans on itself; ``own`` is what the
    new question says, without its "and"; ``resolved`` says all of it in one text to search for.
    """

    earlier: str
    own: str
    resolved: str


def context_of(question: str, language: str, history: Sequence[Turn]) -> Context | None:
    """Return what ``question`` leans on, ``None`` where it stands alone.

    ``language`` (ISO 639-1) is the question's own. ``history`` is the conversation, oldest first.
    """
    if not history or leaning(question, language) is Leaning.NOT:
        return None
    *before, last = history
    asked = " ".join(normalise(last.question).split())
    spoken = guess_language(asked, prior=last.language).language
    above = context_of(asked, spoken, before[-_DEEPEST + 1 :]) if before else None
    own = without_opening(question, language)
    earlier = f"{above.earlier} {asked}" if above else asked
    topic = above.resolved if above else _without_question_word(asked, spoken)
    resolved = " ".join([topic, *_names_in(last.answer), own])
    return Context(earlier[-_LONGEST_EARLIER:], own, resolved)


def _without_question_word(question: str, language: str) -> str:
    found = asks(question, language)
    rest = f"{question[: found.start()]}{question[found.end() :]}" if found else question
    return " ".join(rest.split())


def _names_in(answer: str) -> list[str]:
    """Return the first names of several words in an answer's first statement or quote."""
    statement = _MARK.split(normalise(answer), maxsplit=1)[0]
    return list(dict.fromkeys(_runs_of_capitals(statement)))[:_MOST_NAMES]


def _runs_of_capitals(text: str) -> Iterator[str]:
    """Yield runs of at least two capitalised words, which in any language are names or titles."""
    run: list[re.Match[str]] = []
    for word in [*_WORD.finditer(text), None]:
        follows = word and run and text[run[-1].end() : word.start()] in {" ", "\u00a0"}
        if word and word[0][0].isupper() and (follows or not run):
            run.append(word)
            continue
        if len(run) > 1:
            yield text[run[0].start() : run[-1].end()]
        run = [word] if word and word[0][0].isupper() else []
