"""Measures: the same company's revenue is not its profit, and what it earned is not what it spent.

Sums of money stand close together in business news, each with its noun, and a small model takes one
for the other. What cannot be told by the words of ``words/measures.yaml`` is not judged.
"""

from collections.abc import Sequence

from assistant.asked_kind import Kind, question_kind
from assistant.checks.amounts import CURRENCIES, SHARES, Amount, find_amounts, tells_money
from assistant.checks.clauses import rough_sentences
from assistant.checks.lexicon import lexicon
from assistant.checks.records import Claim, Finding, Source
from assistant.checks.units import find_units


def check_measures(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Every sum of money must measure what the question asks for, and what its source says.

    Nothing is held against a statement, question or source that names no measure. Whoever asks
    what something costs is told no other figure.
    """
    figures = find_amounts(claim.text, claim.language)
    sums = [each for each in figures if each.unit in CURRENCIES]
    if figures and _asks_for_money(claim) and not any(map(_may_be_money, figures)):
        written = figures[0].written
        return Finding((written,), (written,), (f"money is asked for, and {written} is none",))
    if not sums:
        return Finding()
    if _is_a_grant(claim, sources):
        written = sums[0].written
        return Finding((written,), (written,), (f"{written} is a grant, not a budget",))
    if _is_given(claim, sources):
        written = sums[0].written
        return Finding((written,), (written,), (f"{written} is given, and costs are asked for",))
    asked, said = _measures(claim.question, claim.language), _measures(claim.text, claim.language)
    if asked and said and not asked & said:
        written, wanted = _told(said), _told(asked)
        return Finding((written,), (written,), (f"{wanted} is asked for, not {written}",))
    compared, missed, reasons = [], [], []
    meant = said or asked
    for each in sums if meant else ():
        told = [_measures(source.text, source.language) for source in sources if _has(source, each)]
        if not told or not all(told):  # in no source, or one that names no measure
            continue
        compared.append(each.written)
        # "A turnover of 11 million in profit": of one sum no measure may be anything else.
        wrong = said.difference(*told) if len(sums) == 1 else frozenset[str]()
        if wrong or not any(meant & measures for measures in told):
            missed.append(each.written)
            named = _told(wrong or meant)
            reasons.append(f"{each.written} is {_told(told[0])} in the source, not {named}")
    return Finding(tuple(compared), tuple(missed), tuple(reasons))


def _is_a_grant(claim: Claim, sources: Sequence[Source]) -> bool:
    """Tell whether a budget is spoken of where every source tells only what somebody gives.

    Where a source itself tells neither, its passage does.
    """
    told = [
        lexicon("budgets").find(source.text, source.language)
        or lexicon("budgets").find(source.around, source.language)
        for source in sources
    ]
    spoken = lexicon("budgets").find(f"{claim.question} {claim.text}", claim.language)
    return any(term.concept == "budget" for term in spoken) and all(
        terms and all(term.concept == "grant" for term in terms) for terms in told
    )


def _is_given(claim: Claim, sources: Sequence[Source]) -> bool:
    """Tell whether costs are asked for, and every source tells a grant of a release that has both.

    The costs stand in another sentence with a sum.
    """
    if not lexicon("costs").find(claim.question, claim.language):
        return False
    return all(
        lexicon("budgets", "grant").find(source.text, source.language)
        and not lexicon("costs").find(source.text, source.language)
        and any(
            lexicon("costs").find(sentence, source.language)
            and tells_money(sentence, source.language)
            for sentence in rough_sentences(source.whole)
        )
        for source in sources
    )


def _asks_for_money(claim: Claim) -> bool:
    question, language = claim.question, claim.language
    if question_kind(question, language) not in {None, Kind.AMOUNT}:
        return False
    if any(term.concept in SHARES for term in find_units(question, language)):
        return False
    if any(term.concept == "free" for term in lexicon("money").find(claim.text, language)):
        return False  # "free of charge for those under 12 years"
    return any(term.concept == "money" for term in lexicon("money").find(question, language))


def _may_be_money(figure: Amount) -> bool:
    """Tell whether a figure is a sum, or a bare number that may be one: "the ticket costs 5"."""
    bare = figure.unit is None and not figure.counts and not figure.is_year
    return bare or figure.unit in CURRENCIES


def _measures(text: str, language: str) -> frozenset[str]:
    return lexicon("measures").told_in(text, language)


def _has(source: Source, amount: Amount) -> bool:
    return any(amount.values & other.values for other in find_amounts(source.text, source.language))


def _told(measures: frozenset[str]) -> str:
    return " or ".join(sorted(measures))
