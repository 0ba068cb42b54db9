"""Wholes: what a source says of some is not told of all."""

import re
from collections.abc import Sequence

from assistant.checks.lexicon import Term, lexicon
from assistant.checks.records import Claim, Finding, Source

_WITH_THE_NEXT = re.compile(r"[A-Z]\w*\s[A-Z]\w*")


def check_wholes(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Hold that a claim about all has a source that speaks of all, or of each."""
    words = lexicon("wholes")
    if any(source.language not in words.languages for source in sources):
        return Finding()
    written = tuple(
        claim.text[term.start : term.end]
        for term in words.find(claim.text, claim.language)
        if term.concept == "all" and not _is_in_a_name(claim.text, term, sources)
    )
    total = _is_a_part(claim, sources)
    if total:
        return Finding((total,), (total,), (f"the source tells a part, not what is “{total}”",))
    if any(words.find(source.text, source.language) for source in sources):
        return Finding(written)
    return Finding(written, written, tuple(f"“{word}” is in no source" for word in written))


def _is_a_part(claim: Claim, sources: Sequence[Source]) -> str | None:
    """Return the word for a total where sources tell what a time or an addition brought.

    That is one of the claim, or of its question. ``None`` where either tells of such a part, too.
    """
    totals, spoken = lexicon("totals"), f"{claim.text} {claim.question}"
    terms = totals.find(spoken, claim.language)
    total = next((term for term in terms if term.concept == "total"), None)
    told = [totals.told_in(source.text, source.language) for source in sources]
    is_part = any(term.concept == "part" for term in terms)
    if total is None or is_part or not all(each == {"part"} for each in told):
        return None
    return spoken[total.start : total.end]


def _is_in_a_name(text: str, term: Term, sources: Sequence[Source]) -> bool:
    """Tell whether a source has the word and the next one just so, as in "All India League"."""
    name = _WITH_THE_NEXT.match(text, term.start)
    return name is not None and any(name[0] in source.text for source in sources)
