"""What is counted: 18,400 visitors are not 18,400 exhibitors, in whatever language it is told.

In news of fairs, hospitals or companies figures stand close together, each with its noun, and a
small model gives the one's figure to the other. What the words of ``words/counted.yaml`` do not
tell is not judged; but in German, where nouns have a capital, what a sentence counts is told from
what else it speaks of: "acht Arten", where species have "acht Streifen".
"""

import re
from collections.abc import Iterator, Sequence

from assistant.checks.amounts import Amount, find_amounts
from assistant.checks.lexicon import lexicon
from assistant.checks.records import Claim, Finding, Source
from assistant.names import fold, same_word

_REACH = 45  # characters from a figure to what it counts: "rund 40 meist junge Freiwillige"
_PARTS = re.compile(r"[.,;:()–—„“”«»\"]\s")
_GERMAN = "de"
_NOUN = re.compile(r"\b[A-ZÄÖÜ][\w-]{3,}")  # or a name
_AND = re.compile(r"\s(?:und|oder)\s")
_ENDING = 2  # letters: "Arten", "Arbeit-s"
_ANY = "any"
_ALSO = {"people/staff": {"people/doctors", "people/nurses", "people/researchers"}}


def check_counted(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Every figure of the claim counts what it counts in the source.

    A sole figure that tells nothing itself counts what the question asks for; in a source that
    names nothing that can be counted ("in 2023 it was 24,100") what those of the sentence before
    count. Nothing is held against a figure of which claim or source do not tell what it counts.
    """
    figures = list(_figures(claim.text, claim.language))
    asked = _asked(claim) if len(figures) == 1 else frozenset[str]()
    compared, missed, reasons = [], [], []
    for figure, named in figures:
        said = named or asked
        told = [
            counted or _counted_before(source)
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
    for written, noun, counted in _counted_otherwise(claim, sources):
        missed.append(written)
        reasons.append(f"{written} counts {counted} in the source, not {noun}")
    return Finding(tuple(compared), tuple(dict.fromkeys(missed)), tuple(reasons))


def _counted_before(source: Source) -> frozenset[str]:
    """Return what the figures before a source count, where it names nothing that is counted."""
    if lexicon("counted").find(source.text, source.language):
        return frozenset()
    figures = _figures(source.before, source.language)
    return frozenset[str]().union(*(counted for _, counted in figures))


def _counted_otherwise(claim: Claim, sources: Sequence[Source]) -> Iterator[tuple[str, str, str]]:
    """Yield figures with the nouns they count in a German claim, and in its German sources.

    Of the claim's noun the source speaks elsewhere, and the claim nowhere of the source's.
    """
    if claim.language != _GERMAN or any(source.language != _GERMAN for source in sources):
        return
    spoken = _nouns(f"{claim.question} {claim.text}")
    for figure, noun in _with_nouns(claim.text):
        told = [
            (source, other)
            for source in sources
            for each, other in _with_nouns(source.text)
            if each.values & figure.values
        ]
        if told and not any(_same_noun(noun, other) for _, other in told):
            source, other = told[0]
            beside = any(_same_noun(noun, each) for each in _nouns(source.text))
            if beside and not any(_same_noun(other, each) for each in spoken):
                yield figure.written, noun, other


def _with_nouns(text: str) -> Iterator[tuple[Amount, str]]:
    """Yield the figures of a German text that have no unit, and the noun behind each."""
    amounts = [each for each in find_amounts(text, _GERMAN) if not each.is_year]
    for number, amount in enumerate(amounts):
        reach = _reach(text, amount, amounts[number + 1 :])
        joint = _AND.search(text, amount.end, reach)
        noun = _NOUN.search(text, amount.end, joint.start() if joint else reach)
        if amount.unit is None and noun:
            yield amount, noun[0]


def _nouns(text: str) -> list[str]:
    return _NOUN.findall(text)


def _same_noun(one: str, other: str) -> bool:
    """Tell whether two German nouns are one, or one is the end of the other, a compound."""
    first, second = fold(one), fold(other)
    stems = first[:-_ENDING], second[:-_ENDING]
    return same_word(first, second) or any(
        longer.endswith(shorter) for longer, shorter in (stems, stems[::-1])
    )


def _figures(text: str, language: str) -> Iterator[tuple[Amount, frozenset[str]]]:
    """Yield the figures of a text that are no years and have no unit, and what each counts.

    That is the first that is named behind it, before the next figure.
    """
    terms = lexicon("counted").find(text, language)
    amounts = [each for each in find_amounts(text, language) if not each.is_year]
    for number, amount in enumerate(amounts):
        if amount.unit is not None:
            continue
        reach = _reach(text, amount, amounts[number + 1 :])
        behind = [term.concept for term in terms if amount.end <= term.start < reach]
        yield amount, frozenset(behind[:1])


def _reach(text: str, amount: Amount, later: Sequence[Amount]) -> int:
    """Return up to where what a figure counts may stand: not beyond a sign or the next figure."""
    reach = min([amount.end + _REACH, len(text), *(each.start for each in later[:1])])
    sign = _PARTS.search(text, amount.end, reach)
    return sign.start() if sign else reach


def _asked(claim: Claim) -> frozenset[str]:
    """Return what a question names that can be counted, if it names but one."""
    named = lexicon("counted").told_in(claim.question, claim.language)
    return named if len(named) == 1 else frozenset()


def _agree(one: str, other: str) -> bool:
    (heading, kind), (other_heading, other_kind) = one.split("/"), other.split("/")
    if heading == other_heading and _ANY in {kind, other_kind}:
        return True
    return one == other or one in _ALSO.get(other, ()) or other in _ALSO.get(one, ())


def _name(concept: str) -> str:
    heading, kind = concept.split("/")
    return heading if kind == _ANY else kind
