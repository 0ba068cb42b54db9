"""Copied answer: who copies the words that answer before writing must not write of others.

A small model finds "31,500 visitors" in its source and may then write of the 40,000 in another.
"""

from decimal import Decimal

from assistant.checks.amounts import find_amounts
from assistant.checks.names import check_names
from assistant.checks.records import Claim, Source
from assistant.checks.times import find_times
from assistant.quantities import Quantities, find_quantities
from assistant.shape import has_parts
from assistant.signals import Kind, question_kind

_LONGEST = 80  # characters; whoever copies more has not found the few words that answer
_YEARS = range(1000, 2200)


def leaves_copied_out(copied: str, language: str, claim: Claim) -> bool:
    """Tell whether a claim says none of the figures of the words it was to say, or of their names.

    ``language`` is that of ``copied``. A date without its year is said. Words that have neither are
    not compared: a translation may have none of them; nor are times of day, and half a sentence.
    """
    if find_times(copied) or len(copied) > _LONGEST:
        return False
    wanted = find_quantities(copied, language)
    if wanted.numbers or wanted.months:
        return not _says(find_quantities(claim.text, claim.language), wanted)
    said = Source(claim.text, claim.language, claim.text)
    names = check_names(Claim(copied, language), [said], frozenset())
    return bool(names.compared) and set(names.missed) >= set(names.compared)


def says_other_figure(copied: str, language: str, claim: Claim) -> bool:
    """Tell whether a claim has figures, and none is of the words it was to say, which have some.

    Whatever it rests on, "14.6 million" is not what somebody means who copied "52.8 million".
    """
    wanted = _figures(find_quantities(copied, language))
    said = _figures(find_quantities(claim.text, claim.language))
    asked = _figures(find_quantities(claim.question, claim.language))
    return bool(wanted) and bool(said - asked) and not wanted & said


def copies_no_number(copied: str, language: str, question: str, spoken: str) -> bool:
    """Tell whether the words copied for "how many" or "how much" hold no number, whatever of.

    ``language`` is that of ``copied``, ``spoken`` the question's. How long something took may be
    told in words ("several years").
    """
    asked = question_kind(question, spoken)
    if asked not in {Kind.NUMBER, Kind.AMOUNT} or has_parts(question, spoken):
        return False
    return bool(copied) and not find_amounts(copied, language)


def _figures(told: Quantities) -> frozenset[Decimal]:
    return frozenset(figure for figure in told.values if figure not in _YEARS)


def _says(said: Quantities, wanted: Quantities) -> bool:
    months = said.months & wanted.months
    if said.months and wanted.months and not months:
        return False
    figures = _figures(wanted)
    if figures or not wanted.months:
        return bool((figures or wanted.values) & said.values)
    return bool(months)
