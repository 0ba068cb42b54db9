"""Years around: what began "only after 1850" did not begin in 1850."""

import re
from collections.abc import Iterator, Sequence

from assistant.checks.amounts import find_amounts
from assistant.checks.lexicon import lexicon
from assistant.checks.records import Claim, Finding, Source

# Between such a word and its year: "nach dem Jahr 1850", "après l'année 1850".
_GAP = re.compile(
    r"\s(?:(?:the|dem|l['’]|el|o)?\s?(?:year|Jahre?|ann[ée]e|año|ano|rok[uie]?|jaar|året)\s)?"
)


def check_years_around(claim: Claim, sources: Sequence[Source]) -> Finding:
    """No year of the claim is told by its sources only as one before or after which it was.

    The claim may say so in other words ("from 1850 on"), but not without any.
    """
    held = [told for source in sources for told in _years(source.text, source.language)]
    bounds = lexicon("bounds").find(claim.text, claim.language)
    compared, missed, reasons = [], [], []
    for year, start, concept in _years(claim.text, claim.language):
        around = {other for told, _, other in held if told == year}
        if not around or None in around:
            continue
        written = claim.text[start : start + len(year)]
        compared.append(written)
        bounded = any(0 < start - term.end <= len(" the year ") for term in bounds)
        if concept not in around and (concept or not bounded):
            missed.append(written)
            limits = " or ".join(sorted(filter(None, around)))
            reasons.append(f"the source has not {written} itself but {limits} {written}")
    return Finding(tuple(compared), tuple(missed), tuple(reasons))


def _years(text: str, language: str) -> Iterator[tuple[str, int, str | None]]:
    """Yield each year of a text, where it stands, and "after", "before" or ``None``."""
    terms = lexicon("around_years").find(text, language)
    for amount in find_amounts(text, language):
        if amount.is_year:
            near = (t.concept for t in terms if _GAP.fullmatch(text[t.end : amount.start]))
            yield amount.written, amount.start, next(near, None)
