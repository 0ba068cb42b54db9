"""Owners: a figure asked for of a house by its initials stands where the house is named.

"AI factories have 100,000 processors", beside the chairman of KAI: whoever asks how many KAI has
may be told that it has 100,000.
"""

import re
from collections.abc import Sequence

from assistant.asked_kind import Kind, question_kind
from assistant.checks.amounts import find_amounts
from assistant.checks.records import Claim, Finding, Source
from assistant.checks.same_name import is_named
from assistant.names import acronyms

_SHORTEST = 3  # letters; shorter initials are often translated: AI, KI, UN, ONU
_FEW = 4  # words; "Up to 100,000." says what the question does
_WORD = re.compile(r"\w+")
_COUNTS = frozenset({Kind.NUMBER, Kind.AMOUNT})
_COMPOUND = re.compile(r"\b[\w&]+-(?=\w{4})")  # the "KAI-" of "KAI-Sprecher" is its spokesman's


def check_owners(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Hold that initials of the question, beside a figure, stand in or over its sentence.

    The sentence before counts as well ("the institute"). Nothing is held against a claim that
    repeats no initials of its question, unless it says next to nothing itself.
    """
    if question_kind(claim.question, claim.language) not in _COUNTS:
        return Finding()
    figures = find_amounts(claim.text, claim.language)
    said = _WORD.findall(claim.text)
    bare = len(said) <= _FEW
    asked = tuple(
        name
        for name in acronyms(claim.question)
        if len(name) >= _SHORTEST and (bare or name in said)
    )
    if not figures:
        return Finding()
    missed = tuple(name for name in asked if not any(_names(each, name) for each in sources))
    return Finding(asked, missed, tuple(f"the figure is not said of {name}" for name in missed))


def _names(source: Source, name: str) -> bool:
    title = source.heading.partition("\n")[0]  # without who issued it: its news is of others, too
    near = f"{title} {source.before} {source.text}"
    return is_named(name, _COMPOUND.sub("", near), source.language)
