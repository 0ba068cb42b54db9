"""Plans: what a source only announces is not told as done, nor what is done as a plan."""

from collections.abc import Sequence

from assistant.checks.clauses import clauses_of, figures_of
from assistant.checks.lexicon import Term, lexicon
from assistant.checks.records import Claim, Finding, Source

_COMING = frozenset({"intended", "planned"})
_DONE = frozenset({"done", "already"})


def check_plans(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Hold that a claim about a plan doesn't say that it has happened, and the other way round."""
    languages = lexicon("plans").languages
    if claim.language not in languages or any(s.language not in languages for s in sources):
        return Finding()
    kinds = _kinds(claim, sources)
    said = _tenses(claim.text, claim.language)
    negations = lexicon("negations").find(claim.text, claim.language)
    if any(term.concept == "not" for term in negations):
        return Finding()  # what has not been done may still be planned
    if kinds & _DONE:
        return _told_as_plan(claim, said, kinds)
    if not kinds & _COMING:
        return Finding()
    done = [claim.text[term.start : term.end] for term in said if term.concept in _DONE]
    if not done or any(term.concept not in _DONE for term in said):
        return Finding(("plan",))
    return Finding((done[0],), (done[0],), (f"“{done[0]}”: the source speaks of a plan",))


def _kinds(claim: Claim, sources: Sequence[Source]) -> set[str]:
    """Return how sources tell what the claim is about: by the clauses with its figures, if any."""
    said = figures_of(claim.text, claim.language)
    clauses = [
        (clause, source.language)
        for source in sources
        for clause in clauses_of(source.text, source.language)
        if said & figures_of(clause, source.language)
    ]
    anchored = {term.concept for clause in clauses for term in _tenses(*clause)}
    return anchored or {
        term.concept for source in sources for term in _tenses(source.text, source.language)
    }


def _told_as_plan(claim: Claim, said: Sequence[Term], kinds: set[str]) -> Finding:
    """Hold a claim of a plan against sources that only tell of what is done."""
    telling = _COMING if "already" in kinds else {"intended"}
    plans = [claim.text[term.start : term.end] for term in said if term.concept in telling]
    if not kinds <= _DONE or not plans or any(term.concept not in _COMING for term in said):
        return Finding()
    return Finding((plans[0],), (plans[0],), (f"“{plans[0]}”: the source says it is done",))


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
