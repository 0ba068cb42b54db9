"""What is counted: 18,400 visitors are not 18,400 exhibitors, in whatever language it is told.

In news of fairs, hospitals or companies figures stand close together, each with its noun, and a
small model gives the one's figure to the other. What the words of ``words/counted.yaml`` do not
tell is not judged.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.checks.amounts import Amount, find_amounts
from assistant.checks.lexicon import lexicon
from assistant.checks.records import Claim, Finding, Source

_REACH = 45  # characters from a figure to what it counts: "rund 40 meist junge Freiwillige"
_PARTS = re.compile(r"[.,;:()–—„“”«»\"]\s")
_ANY = "any"
_ALSO = {"people/staff": {"people/doctors", "people/nurses", "people/researchers"}}


def check_counted(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Every figure of the claim counts what it counts in the source.

    A sole figure that tells nothing itself counts what the question asks for. Nothing is held
    against a figure of which claim or source do not tell what it counts.
    """
    figures = list(_figures(claim.text, claim.language))
    asked = _asked(claim) if len(figures) == 1 else frozenset[str]()
    compared, missed, reasons = [], [], []
    for figure, named in figures:
        said = named or asked
        told = [
            counted
            for source in sources
            for other, counted in _figures(source.text, source.language)
            if other.values & figure.values
        ]
        if not said or not told or not all(told):
            continue
        compared.append(figure.written)
        if not any(_agree(one, other) for one in said for each in told for other in each):
            missed.append(figure.written)
            instead, here = (" or ".join(sorted(map(_name, each))) for each in (told[0], said))
            reasons.append(f"{figure.written} counts {instead} in the source, not {here}")
    return Finding(tuple(compared), tuple(missed), tuple(reasons))


def _figures(text: str, language: str) -> Iterator[tuple[Amount, frozenset[str]]]:
    """Yield the figures of a text that are no years and have no unit, and what each counts.

    That is the first that is named behind it, before the next figure.
    """
    terms = lexicon("counted").find(text, language)
    amounts = [each for each in find_amounts(text, language) if not each.is_year]
    for number, amount in enumerate(amounts):
        if amount.unit is not None:
            continue
        following = [each.start for each in amounts[number + 1 :]][:1]
        reach = min([amount.end + _REACH, len(text), *following])
        sign = _PARTS.search(text, amount.end, reach)
        reach = sign.start() if sign else reach
        behind = [term.concept for term in terms if amount.end <= term.start < reach]
        yield amount, frozenset(behind[:1])


def _asked(claim: Claim) -> frozenset[str]:
    """Return what a question names that can be counted, if it names but one."""
    named = {term.concept for term in lexicon("counted").find(claim.question, claim.language)}
    return frozenset(named) if len(named) == 1 else frozenset()


def _agree(one: str, other: str) -> bool:
    (heading, kind), (other_heading, other_kind) = one.split("/"), other.split("/")
    if heading == other_heading and _ANY in {kind, other_kind}:
        return True
    return one == other or one in _ALSO.get(other, ()) or other in _ALSO.get(one, ())


def _name(concept: str) -> str:
    heading, kind = concept.split("/")
    return heading if kind == _ANY else kind
