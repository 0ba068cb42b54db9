"""Copied answer: who copies the words that answer before writing must not write of others.

A small model finds "31,500 visitors" in its source and may then write of the 40,000 in another.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from difflib import SequenceMatcher

from anyascii import anyascii

from assistant.asked_kind import Kind, question_kind
from assistant.checks.amounts import find_amounts
from assistant.checks.lexicon import lexicon
from assistant.checks.names import check_names
from assistant.checks.people import PERSON, last_name_of
from assistant.checks.places import find_places
from assistant.checks.records import Claim, Source
from assistant.checks.same_name import is_named, new_names
from assistant.checks.times import find_times
from assistant.checks.titles import is_ordinary
from assistant.names import fold, same_word
from assistant.quantities import Quantities, find_quantities
from assistant.shape import has_parts
from documents.function_words import FUNCTION_WORDS

_LONGEST = 80  # characters; whoever copies more has not found the few words that answer
_YEARS = range(1000, 2200)
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST, _SHORTEST_ROOT = 3, 6  # letters of words that are compared
_ONE_ROOT = 0.8  # of letters alike
# Languages whose words have no letters in common with others, however they are transcribed.
_OTHER_WRITING = frozenset({"ar", "ja", "ko", "zh"})
_CAPITAL = r"[^\W\d_a-zß-ÿ][\w’'-]+"
_CAPITALISED = re.compile(rf"(?<!\w){_CAPITAL}")
_PAIR = re.compile(rf"(?<!\w)({_CAPITAL})\s(?=({_CAPITAL}))")  # a name and the one behind it
_NAMED_BEFORE = re.compile(rf"{PERSON},\s$")
_ENGLISH = "en"  # "Team Leader", "Chief Executive": offices have English names in many languages


def leaves_copied_out(copied: str, language: str, claim: Claim) -> bool:
    """Tell whether a claim says none of the figures of the words it was to say, or of their names.

    ``language`` is that of ``copied``. A date without its year is said. Words that have neither are
    not compared: a translation may have none of them; nor are times of day, and half a sentence.
    In the same language a name that is said by half, beside one that is not in the words, is
    another: "Dschingis Khan" is not Ögedei Khan.
    """
    if find_times(copied) or len(copied) > _LONGEST:
        return False
    wanted = find_quantities(copied, language)
    if wanted.numbers or wanted.months:
        return not _says(find_quantities(claim.text, claim.language), wanted)
    said = Source(claim.text, claim.language, claim.text)
    names = check_names(Claim(copied, language), [said], frozenset())
    if bool(names.compared) and set(names.missed) >= set(names.compared):
        return True
    return claim.language == language and _renames(copied, claim)


def _renames(copied: str, claim: Claim) -> bool:
    """Tell whether a claim has a last name of the copied words with another name before it."""
    said = set(_CAPITALISED.findall(claim.text))
    known = {*_CAPITALISED.findall(copied), *_CAPITALISED.findall(claim.question)}
    return any(
        last == other_last
        and first not in said
        and other_first not in known
        and not is_ordinary(other_first, claim.language)
        for first, last in _PAIR.findall(copied)
        for other_first, other_last in _PAIR.findall(claim.text)
        if not is_ordinary(first, claim.language)
    )


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
    if asked not in {Kind.AGE, Kind.NUMBER, Kind.AMOUNT} or has_parts(question, spoken):
        return False
    return bool(copied) and not find_amounts(copied, language)


def is_all_translation(copied: str, language: str, claim: Claim) -> bool:
    """Tell whether nothing in a claim can be held against the words that it was to say.

    They are in another ``language``. The claim has no figure and no name that its question lacks,
    none of their places, and no word that is theirs, or nearly: no check tells a right translation
    from a wrong one then. Of 20 such claims about XQuAD-R's paragraphs, in English and Spanish, 7
    were right; 19 of the sentences that they cite answer.
    """
    if not copied or language == claim.language or claim.language in _OTHER_WRITING:
        return False
    told, asked = (find_quantities(t, claim.language) for t in (claim.text, claim.question))
    if told.values - asked.values or told.months - asked.months or new_names(claim):
        return False
    places = {place.key for place in find_places(claim.text, claim.language)}
    if places & {place.key for place in find_places(copied, language)}:
        return False
    small = FUNCTION_WORDS.get(language, frozenset())
    wanted = _folded(word for word in _WORD.findall(copied) if word.lower() not in small)
    known = _folded(_WORD.findall(claim.question))
    new = [word for word in wanted if not any(same_word(word, other) for other in known)]
    said = _folded(_WORD.findall(claim.text))
    carried = any(_is_carried(word, other) for word in new for other in said)
    return not carried and (bool(new) or not wanted)


def _is_carried(word: str, other: str) -> bool:
    """Tell whether two words are one, or of one root: "Biodiversität", "biodiversidad"."""
    if same_word(word, other):
        return True
    long = min(len(word), len(other)) >= _SHORTEST_ROOT
    return long and SequenceMatcher(None, word, other, autojunk=False).ratio() >= _ONE_ROOT


def _folded(words: Iterable[str]) -> list[str]:
    return [fold(anyascii(word)) for word in words if len(word) >= _SHORTEST]


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


def whose_office(words: str, claim: Claim, source: str, language: str) -> str | None:
    """Return who holds the office copied from right behind a name, if nobody asked of them.

    "Ada Roth, team leader at KAI": whoever asks for KAI's role is not told "team leader".
    ``language`` is the source's.
    """
    offices = (
        term.concept != "body"
        for name, part in (("leads", ""), ("roles", "role"))
        for spoken in (language, _ENGLISH)
        for term in lexicon(name, part).find(words, spoken)
    )
    if not any(offices):
        return None
    person = _NAMED_BEFORE.search(source[: max(source.find(words), 0)])
    name = last_name_of(person["person"], claim.language) if person else None
    if name is None or is_named(name, f"{claim.question} {claim.text}", claim.language):
        return None
    return name
