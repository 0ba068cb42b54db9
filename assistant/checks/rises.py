"""Rises: by how much something rose is not what it came to.

"Turnover up 6.2 per cent" does not tell a turnover of 6.2 per cent, nor "visitors rose by 300" that
300 came.
"""

import re
from collections.abc import Sequence

from assistant.checks.amounts import Amount, find_amounts
from assistant.checks.lexicon import lexicon
from assistant.checks.records import Claim, Finding, Source

_REACH = 60  # characters between a figure that tells by how much, and the word that tells what of
_BEFORE_FIGURE = re.compile(r"[\s\u00a0]*(?:[^\W\d_]{3,}\s)?[+€$£]?\s?$")  # "by some 5 per cent"
_CLAUSE_ENDS = re.compile(r"[.;:!?–—]\s|,\s")
_DIRECTIONS = frozenset({"direction/up", "direction/down"})
_AMOUNTS = frozenset({"amount/more", "amount/less"})


def check_rises(claim: Claim, sources: Sequence[Source]) -> Finding:
    """No figure by which all its sources let something rise or fall stands as what it came to."""
    compared, missed, reasons = [], [], []
    spoken = lexicon("opposites").told_in(f"{claim.question} {claim.text}", claim.language)
    is_level = bool(lexicon("by", "level").find(claim.text, claim.language))
    if not is_level or spoken & (_DIRECTIONS | _AMOUNTS):
        return Finding()
    for said in find_amounts(claim.text, claim.language):
        told = [
            _tells_a_rise(source.text, source.language, other)
            for source in sources
            for other in find_amounts(source.text, source.language)
            if other.values & said.values
        ]
        if said.is_year or not told or _may_be_by(claim.text, claim.language, said):
            continue
        compared.append(said.written)
        if all(told):
            missed.append(said.written)
            reasons.append(f"{said.written} is a rise or a fall in the source")
    return Finding(tuple(compared), tuple(missed), tuple(reasons))


def _tells_a_rise(text: str, language: str, figure: Amount) -> bool:
    """Tell whether a figure says by how much something rose or fell."""
    before = _CLAUSE_ENDS.split(text[: figure.first])[-1]
    after = _CLAUSE_ENDS.split(text[figure.last :])[0]
    if _is_by(text, language, figure) and _turns(f"{before[-_REACH:]} {after[:_REACH]}", language):
        return True
    for term in lexicon("by", "of").find(before, language):
        if _BEFORE_FIGURE.fullmatch(before[term.end :]) and _ends_in_a_turn(
            before[: term.start].rstrip(), language
        ):
            return True
    return False


def _may_be_by(text: str, language: str, figure: Amount) -> bool:
    """Tell whether a claim may say by how much: "réduira d'un tiers", but not "est d'un tiers"."""
    before = text[: figure.first]
    of = [
        before[: term.start].rstrip()
        for term in lexicon("by", "of").find(before, language)
        if _BEFORE_FIGURE.fullmatch(before[term.end :])
    ]
    verbs = lexicon("roles", "verb")
    is_of = [any(v.end == len(each) for v in verbs.find(each, language)) for each in of]
    return _is_by(text, language, figure) or (bool(of) and not any(is_of))


def _is_by(text: str, language: str, figure: Amount) -> bool:
    before = text[: figure.first]
    return any(
        _BEFORE_FIGURE.fullmatch(before[term.end :])
        for term in lexicon("by", "by").find(before, language)
    )


def _turns(text: str, language: str) -> bool:
    return bool(lexicon("opposites").told_in(text, language) & _DIRECTIONS)


def _ends_in_a_turn(text: str, language: str) -> bool:
    """Tell whether a text ends with a word for rising or falling: "an increase"."""
    terms = lexicon("opposites").find(text, language)
    return bool(terms) and terms[-1].concept in _DIRECTIONS and terms[-1].end == len(text)
