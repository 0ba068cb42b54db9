"""Asked leader: who asks who leads a body wants a sentence that tells who leads it.

"Ada Roth (KAI)" and "Tom Karger, director of the cluster 3IA" are near to "Who leads KAI?", and
neither answers it.
"""

import re
from collections.abc import Sequence

from assistant.checks.lexicon import lexicon
from assistant.names import acronyms, names, names_any
from documents.function_words import FUNCTION_WORDS
from index.records import Evidence

_OF_WHAT = re.compile(r"[^,;:.()]*")  # what follows "director": "of the institute"
_LAST_WORD = re.compile(r"(?P<before>\w+)\s(?P<name>[^\W\d_a-zß-ÿ][\w-]*)\W*$")
_CLAUSE_BEFORE = re.compile(r",\s(?P<led>[^,;:()]+)$")
_VERB = re.compile(r"(?:ge)?(?:leite|führ|leid)\w*")  # German and Dutch set it last in a clause
_OFFICES = frozenset({"chief executive", "mayor", "premier", "president", "rector"})


def led_body(question: str, language: str) -> tuple[str, ...]:
    """Return the names in a question for who leads something, which is then called by them."""
    if not (
        lexicon("leads", "asked").find(question, language)
        or lexicon("leads", "lead").find(question, language)
    ):
        return ()
    asked = names(question, language)
    last = _LAST_WORD.search(question)  # "Wer leitet Inria?"
    if last and language == "de" and not FUNCTION_WORDS["de"] & {last["before"].lower()}:
        asked = (*asked, last["name"])
    return asked


def is_asked(question: str, language: str) -> bool:
    """Tell whether it is asked who leads a body now, that is called by a name."""
    return bool(lexicon("leads", "asked").find(question, language) and led_body(question, language))


def tells_leader(item: Evidence) -> bool:
    """Tell whether a sentence tells that somebody leads something, or holds an office that does.

    Of a language whose words are not known it is taken to.
    """
    text, language = item.sentence.text, item.release.language
    offices = lexicon("roles", "role").told_in(text, language)
    return (
        language not in lexicon("leads", "lead").languages
        or bool(lexicon("leads", "lead").find(text, language))
        or bool(offices & _OFFICES)
    )


def leads_another(item: Evidence, asked: Sequence[str]) -> bool:
    """Tell whether a sentence tells who leads something else by name than what is asked for."""
    text, language = item.sentence.text, item.release.language
    led = [
        _without_units(_led(text, term.start, term.end), language)
        for term in lexicon("leads", "lead").find(text, language)
    ]
    return any(_is_named(body, language) for body in led) and not any(
        names_any(asked, body) for body in led
    )


def _without_units(body: str, language: str) -> str:
    """Return what somebody leads without the house that a part of it belongs to.

    "a team at KAI" is not KAI.
    """
    units = lexicon("leads", "unit").find(body, language)
    return body[: units[0].end] if units else body


def _led(text: str, start: int, end: int) -> str:
    """Return what somebody leads: the words after "director", and the one before.

    Where a verb ends its clause, what stands before it there: ", die das Stadtarchiv leitet".
    """
    of_what = _OF_WHAT.match(text, end)
    told = of_what[0].strip() if of_what else ""
    clause = _CLAUSE_BEFORE.search(text[:start])
    if not told and clause and _VERB.fullmatch(text[start:end]):
        return clause["led"]
    return " ".join([*text[:start].split()[-1:], told])


def _is_named(body: str, language: str) -> bool:
    """Tell whether what is led is told: not "the institute", which may be any."""
    of_what = body.split()[1:]
    if not of_what or not (of_what[0][0].islower() or acronyms(of_what[0])):  # "director Ann Lee"
        return False
    generic = lexicon("leads", "body").find(" ".join(of_what), language)
    return not generic and any(sign.isupper() for word in of_what for sign in word)
