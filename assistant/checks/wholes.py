"""Wholes: what a source says of some is not told of all."""

from collections.abc import Sequence

from assistant.checks.lexicon import lexicon
from assistant.checks.records import Claim, Finding, Source


def check_wholes(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Hold that a claim about all has a source that speaks of all, or of each."""
    words = lexicon("wholes")
    if any(source.language not in words.languages for source in sources):
        return Finding()
    written = tuple(
        claim.text[term.start : term.end]
        for term in words.find(claim.text, claim.language)
        if term.concept == "all"
    )
    if any(words.find(source.text, source.language) for source in sources):
        return Finding(written)
    return Finding(written, written, tuple(f"“{word}” is in no source" for word in written))
