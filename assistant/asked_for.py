"""Asked for: what a question calls by a word that a sentence must have to answer it.

Who asks for the next meeting is not told of the last one, nor who asks for the chief executive or
who leads a house of some member of its board; to vectors and to a reader they are nearly the same.
"""

from collections.abc import Sequence

from assistant.asked_kind import Kind, question_kind
from assistant.asked_leader import is_asked, leads_another, led_body, tells_leader
from assistant.checks.amounts import find_amounts, tells_money
from assistant.checks.lexicon import lexicon, read_words
from assistant.shape_words import shape_words
from index.records import Evidence

# Offices that are called by one of few words, whatever the house.
_OFFICES = frozenset(
    {
        "ambassador",
        "chief executive",
        "chief financial officer",
        "chief technology officer",
        "commercial director",
        "consul general",
        "federal minister",
        "mayor",
        "premier",
        "rector",
    }
)
_NEAR = 3  # sentences
_PLANS = frozenset({"intended", "planned"})


def is_untold(question: str, language: str, evidence: Sequence[Evidence]) -> bool:
    """Tell whether a question asks what comes next, costs, or who leads, and no evidence tells it.

    ``language`` is the question's own. What cannot be told in a language of the evidence is not
    judged. A plan tells of what comes next.
    """
    if is_asked(question, language):
        asked = led_body(question, language)
        if not any(tells_leader(item) and not leads_another(item, asked) for item in evidence):
            return True
    near = evidence[:_NEAR]  # a sum farther off is another's
    if _asks_what_it_costs(question, language) and not any(map(_tells_a_sum, near)):
        return True
    languages = {item.release.language for item in evidence}
    offices, coming = lexicon("roles", "role"), lexicon("next")
    for office in offices.told_in(question, language) & _OFFICES:
        if languages <= read_words("roles", "role")[office].keys() and not any(
            office in offices.told_in(*_sentence(item)) for item in evidence
        ):
            return True
    if not coming.find(question, language) or not languages <= coming.languages:
        return False
    told = any(coming.find(*_sentence(item)) for item in evidence)
    return not (told or _tells_of_a_plan(evidence[0]))


def _asks_what_it_costs(question: str, language: str) -> bool:
    return question_kind(question, language) in {None, Kind.AMOUNT} and bool(
        shape_words("costs").find(question, language)
    )


def _tells_a_sum(item: Evidence) -> bool:
    free = "free" in lexicon("money").told_in(*_sentence(item))
    return free or tells_money(*_sentence(item))


def _tells_of_a_plan(item: Evidence) -> bool:
    """Tell whether a sentence tells what is planned, or has a year after that of its release."""
    if _PLANS & lexicon("plans").told_in(*_sentence(item)):
        return True
    issued = item.release.published
    years = (amount for amount in find_amounts(*_sentence(item)) if amount.is_year)
    return issued is not None and any(max(year.values) > issued.year for year in years)


def _sentence(item: Evidence) -> tuple[str, str]:
    return item.sentence.text, item.release.language
