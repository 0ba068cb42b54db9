"""Plans: what a source only announces is not told as done."""

from collections.abc import Sequence

from assistant.checks.lexicon import Term, lexicon
from assistant.checks.records import Claim, Finding, Source


def check_plans(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Hold that a claim about a plan does not say that it has happened."""
    languages = lexicon("plans").languages
    if claim.language not in languages or any(s.language not in languages for s in sources):
        return Finding()
    kinds = {term.concept for s in sources for term in _tenses(s.text, s.language)}
    if "planned" not in kinds or "done" in kinds:
        return Finding()
    said = _tenses(claim.text, claim.language)
    done = [claim.text[term.start : term.end] for term in said if term.concept == "done"]
    if not done or any(term.concept != "done" for term in said):
        return Finding(("plan",))
    return Finding((done[0],), (done[0],), (f"“{done[0]}”: the source speaks of a plan",))


def _tenses(text: str, language: str) -> list[Term]:
    sayings = lexicon("sayings").find(text, language)
    return [
        term
        for term in lexicon("plans").find(text, language)
        if not any(_belongs_to(term, said, text) for said in sayings)
    ]


def _belongs_to(term: Term, saying: Term, text: str) -> bool:
    """Tell whether a tense is that of a verb of saying: "announced", "ha annunciato"."""
    overlap = saying.start < term.end and term.start < saying.end
    return overlap or (term.end <= saying.start and not text[term.end : saying.start].strip())
