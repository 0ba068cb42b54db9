"""Step 7, verify: every check of ``assistant.checks``, run on one claim against some sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.as_told import as_source
from assistant.checks.actors import check_actors
from assistant.checks.affiliations import check_affiliations
from assistant.checks.agents import check_agents
from assistant.checks.compared_years import check_compared_years
from assistant.checks.contrast import Similarity, check_contrast
from assistant.checks.copied import check_copied
from assistant.checks.counted import check_counted
from assistant.checks.dates import check_dates
from assistant.checks.language import check_language
from assistant.checks.later_names import check_later_names
from assistant.checks.listed import check_listed
from assistant.checks.meaning import close_enough
from assistant.checks.measures import check_measures
from assistant.checks.names import check_names
from assistant.checks.numbers import check_numbers
from assistant.checks.orders import check_orders
from assistant.checks.own_words import check_own_words
from assistant.checks.owners import check_owners
from assistant.checks.plans import check_plans
from assistant.checks.records import Check, Claim, Failure, Finding
from assistant.checks.rises import check_rises
from assistant.checks.roles import check_roles
from assistant.checks.sides import check_sides
from assistant.checks.spans import check_spans
from assistant.checks.speakers import check_speakers
from assistant.checks.translated import Translation, WordTest
from assistant.checks.wholes import check_wholes
from assistant.checks.years_around import check_years_around
from assistant.records import CheckHeld
from index.records import Evidence

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Case:
    """A claim, all evidence, how close each piece is to the claim, and names of any of them."""

    claim: Claim
    evidence: Sequence[Evidence]
    closeness: Sequence[float]
    elsewhere: frozenset[str]
    similarity: Similarity
    is_common: WordTest


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks found of a claim against some of the sources: failures, and what held."""

    failures: tuple[Failure, ...]
    checks: tuple[CheckHeld, ...]


def run_checks(case: Case, places: tuple[int, ...]) -> Checked:
    """Run every check on a claim against the sentences at ``places`` together."""
    failures: list[Failure] = []
    checks: list[CheckHeld] = []
    for check, finding in _findings(case, places):
        if finding.missed:
            failures.append(Failure(check, finding.missed, finding.reasons))
        elif finding.compared:
            checks.append(CheckHeld(check.value, finding.compared))
    if max(case.closeness[place] for place in places) < close_enough(case.claim.text):
        failures.append(Failure(Check.MEANING))
    else:
        checks.append(CheckHeld(Check.MEANING.value))
    return Checked(tuple(failures), tuple(checks))


def _findings(case: Case, places: tuple[int, ...]) -> Iterator[tuple[Check, Finding]]:
    claim, sources = case.claim, [as_source(case.evidence[place]) for place in places]
    quoted = [source for source in sources if same_text(claim.text, source.text)]
    if all(source.language != claim.language for source in quoted):
        yield Check.LANGUAGE, check_language(claim)
    if quoted:  # word for word: nothing is left to compare
        return
    yield Check.LANGUAGE, check_copied(claim, sources)
    yield Check.LANGUAGE, check_own_words(claim, sources)
    yield Check.ORDERS, check_orders(claim, sources)
    yield Check.NUMBERS, check_numbers(claim, sources)
    yield Check.DATES, check_dates(claim, sources)
    yield Check.DATES, check_compared_years(claim, sources)
    yield Check.DATES, check_years_around(claim, sources)
    yield Check.SPANS, check_spans(claim, sources)
    yield Check.MEASURES, check_measures(claim, sources)
    yield Check.MEASURES, check_counted(claim, sources)
    yield Check.MEASURES, check_rises(claim, sources)
    yield Check.ACTORS, check_owners(claim, sources)
    translation = Translation(claim, sources, case.similarity, case.is_common)
    yield Check.NAMES, check_names(claim, sources, case.elsewhere, translation.accounts_for)
    yield Check.ACTORS, check_actors(claim, sources, case.is_common)
    yield Check.ACTORS, check_affiliations(claim, sources)
    yield Check.ACTORS, check_roles(claim, sources)
    yield Check.ACTORS, check_agents(claim, sources)
    yield Check.ACTORS, check_later_names(claim, sources)
    yield Check.ACTORS, check_listed(claim, sources)
    yield Check.ACTORS, check_sides(claim, sources, case.similarity)
    yield Check.CONTRAST, check_contrast(claim, sources, case.similarity)
    yield Check.WHOLES, check_wholes(claim, sources)
    yield Check.PLANS, check_plans(claim, sources)
    yield Check.SPEAKERS, check_speakers(claim, sources, translation.accounts_for)


def same_text(statement: str, source: str) -> bool:
    """Tell whether a statement is its source, word for word."""
    return _WORD.findall(statement.casefold()) == _WORD.findall(source.casefold())
