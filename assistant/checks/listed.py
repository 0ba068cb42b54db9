"""Listed: what is told of one of those in a list is not told of another.

"Six towns took part: Alm, Bers, Cron … In Bers a plant heats 163 houses. ‘It was hard’, said mayor
Roth": Roth is not the mayor of Alm, though Alm stands before him, too.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.checks.records import Claim, Finding, Source
from assistant.checks.same_name import is_named

_NAME = r"[^\W\d_a-zß-ÿ][\w'’-]*(?:\s[^\W\d_a-zß-ÿ][\w'’-]*){0,3}"
_AND = r"(?:a|and|e|en|et|i|og|och|oraz|und|y|и|і)"
_LIST = re.compile(rf"{_NAME}(?:,\s{_NAME})+,?\s{_AND}\s{_NAME}")
_BETWEEN = re.compile(rf",?\s{_AND}\s|,\s")
_SHORTEST = 4  # letters of a name


def check_listed(claim: Claim, sources: Sequence[Source]) -> Finding:
    """No name that the claim repeats stands only in a list, of which the source takes up another.

    What a source itself names, or its heading, is never held against the claim.
    """
    missed = [_passed_over(claim, source) for source in sources]
    if not sources or not all(missed):
        return Finding()
    name, other = missed[0] or ("", "")
    return Finding((name,), (name,), (f"what is cited is told of {other}, not of {name}",))


def _passed_over(claim: Claim, source: Source) -> tuple[str, str] | None:
    """Return a listed name that the claim repeats and, of that list, the one told of instead."""
    start = source.whole.find(source.text)
    if start < 0:
        return None
    for members, since in _lists(source.whole, start, start + len(source.text)):
        later = [name for name in members if is_named(name, since, claim.language)]
        said = [name for name in members if _is_said(name, claim)]
        if not later or any(name in later for name in said):
            continue
        for name in said:
            if not is_named(name, source.heading, claim.language):
                return name, later[-1]
    return None


def _lists(whole: str, start: int, end: int) -> Iterator[tuple[list[str], str]]:
    """Yield the names of each list before a sentence, and the text from there to its end."""
    for match in _LIST.finditer(whole, 0, start):
        yield _BETWEEN.split(match[0]), whole[match.end() : end]


def _is_said(name: str, claim: Claim) -> bool:
    return (
        len(name) >= _SHORTEST
        and is_named(name, claim.text, claim.language)
        and is_named(name, claim.question, claim.language)
    )
