"""Step 2, search: evidence for the question that may be quoted now, from where an answer belongs.

What belongs to the time that is asked for goes first (``assistant.asked_time``), and within a
passage what has what is asked for (``assistant.expected_kind``).

What every release of a house repeats (who it is, whom to call, who took the photograph) resembles
many questions and answers few. It is evidence only where the words of the question ask for it, and
what a house says about itself also where it is clearly nearer than all the news. So is a caption,
which is full of names and tells of nobody what they did: it answers who is seen, and who somebody
is of whom the news does not speak.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from assistant.asked_boilerplate import boilerplate_named
from assistant.asked_time import asked_time, of_the_time_first
from assistant.expected_kind import expected_first
from assistant.names import missing_names, names, names_any
from assistant.understand import Inquiry
from documents.blocks import blocks_of
from documents.records import Role
from index import Index
from index.records import Evidence, Scope

# By how much the best score of boilerplate is above that of the news, over eight releases: at least
# .06 for 12 of 13 questions about a house, less for 55 of 56 about the news.
CLEARLY_NEARER = 0.05
# Follow-ups over the sample releases (tests/assistant/follow_ups.yaml, "seen"), the right sentence
# first and among the first three, of 26: by the whole alone 10 and 23; with its own words at a
# weight of 1 or 2, 16 or 17 and 25; the earlier question put before the new one, 10 and 21. (With
# late interaction 14 and 23, of "unseen" ones 9 and 11 or 12 of 14 instead of 7 and 11.)
OWN_WEIGHT = 2.0
_SPARE = 6  # sentences more than wanted that may have what is asked for
_SPARE_OF_A_TIME = 24  # and where the nearest may belong to other years
_BEYOND = 60  # sentences more than wanted that a search for a follow-up weighs


def search_evidence(
    index: Index,
    inquiry: Inquiry,
    limit: int,
    now: datetime,
    documents: Collection[str] | None = None,
) -> tuple[Evidence, ...]:
    """Return the ``limit`` best sentences for a question from releases that are free at ``now``.

    Where versions of a release say the same, the one in the answer's language is offered.
    ``documents`` narrows the search to releases with these ids.
    """
    question, language = inquiry.question, inquiry.language
    spare = _SPARE_OF_A_TIME if asked_time(question, language).is_told else _SPARE
    found = _from_where_it_belongs(index, inquiry, limit + spare, now, documents)
    found = of_the_time_first(question, language, found)
    return expected_first(question, language, found)[:limit]


def _from_where_it_belongs(
    index: Index,
    inquiry: Inquiry,
    limit: int,
    now: datetime,
    documents: Collection[str] | None,
) -> tuple[Evidence, ...]:
    def search(roles: frozenset[Role] | None) -> tuple[Evidence, ...]:
        scope = Scope(roles, inquiry.language, now)
        if inquiry.context is None:
            return index.search(inquiry.search_text, limit=limit, documents=documents, scope=scope)
        wide = limit + _BEYOND
        whole = index.search(inquiry.search_text, limit=wide, documents=documents, scope=scope)
        own = index.search(inquiry.context.own, limit=wide, documents=documents, scope=scope)
        return _by_both(whole, own)[:limit]

    found = search(None)
    named = boilerplate_named(inquiry.search_text)
    asked = named - {Role.ABOUT} | {Role.NEWS}
    if any(_names_alone(item, inquiry) for item in found):
        asked |= {Role.CAPTION}
    if all(item.passage.role in asked for item in found):
        return found
    kept = search(asked)
    best = max((item.score for item in kept), default=0.0)
    margin = 0.0 if Role.ABOUT in named else CLEARLY_NEARER
    nearer = any(item.passage.role is Role.ABOUT and item.score >= best + margin for item in found)
    return search(asked | {Role.ABOUT}) if nearer else kept


def _names_alone(item: Evidence, inquiry: Inquiry) -> bool:
    """Tell whether a caption has a name of the question that its release's news has not."""
    if item.passage.role is not Role.CAPTION:
        return False
    text = item.release.text
    told = " ".join(
        text[block.start : block.end]
        for block in blocks_of(item.release)
        if block.role is not Role.CAPTION
    )
    lacking = missing_names(names(inquiry.search_text, inquiry.language), told)
    return names_any(lacking, item.sentence.text)


def _by_both(whole: Sequence[Evidence], own: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the evidence for a follow-up with its context, ordered also by its own words alone.

    What was asked before lies nearest to the whole; the new question's own words tell what is
    asked now. The cosines remain those with the whole, which alone is a question.
    """
    of_own = {_place(item): item.score for item in own}
    least = min(of_own.values(), default=0.0)
    weighed = [
        replace(
            item,
            score=(item.score + OWN_WEIGHT * of_own.get(_place(item), least)) / (1 + OWN_WEIGHT),
        )
        for item in whole
    ]
    return tuple(sorted(weighed, key=lambda item: -item.score))


def _place(item: Evidence) -> tuple[str, int]:
    return item.release.id, item.sentence.start
