"""Names in text: capitalised words that are names, by where they stand.

A capital in the middle of a sentence is a name, unless the word belongs to titles that are
translated ("Mayor", "Université"). German writes every noun with one: there a word counts beside
another capital ("Finanzchef Simon Pell").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.checks.lexicon import UNSPACED
from assistant.checks.months import month_pattern
from assistant.checks.places import find_places
from assistant.checks.titles import CAPITALISES_NOUNS, is_ordinary
from assistant.checks.units import find_units
from assistant.names import acronyms
from documents.function_words import FUNCTION_WORDS

_TEXTS_KEPT = 512
_REACH = 8  # characters before a word that tell whether it begins a sentence
WORD = re.compile(r"[^\W\d_](?:[\w&@.\-’']*[^\W_]|)")
# A full stop ends no sentence after an initial or a form of address: "M. Macron", "Dr. Özkan".
_ADDRESS = "".join(
    rf"(?<!\b{word})" for word in ("Dr", "Mr", "Ms", "St", "Pr", "Sr", "Mrs", "Prof")
)
_START = re.compile(rf"(?:^|(?:[!?:。؟]|(?<!\b[^\W\d_]){_ADDRESS}\.)\s+|[„“«\"‘(¿¡]\s?|\n)$")
_AFTER_FIGURE = re.compile(r"\d\s$")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|dell|all|nell|dall|sull|un)[’'](?=\w)", re.IGNORECASE)
_SUFFIX = re.compile(r"(?<=\w{3})['’][^\W\d_]{1,5}$")  # Turkish: Ödülü'nü; English: Weber's
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")


@dataclass(frozen=True, slots=True)
class Named:
    """A word that is a name at ``text[start:end]``; ``run`` counts its run of capitals."""

    word: str
    start: int
    end: int
    run: int


@lru_cache(maxsize=_TEXTS_KEPT)
def find_names(text: str, language: str) -> tuple[Named, ...]:
    """Return the words of ``text`` that are names: no acronyms, known places or units, in order."""
    if language in UNSPACED:
        return ()  # no capitals; Latin words among the signs are names by their letters
    taken = [(place.start, place.end) for place in find_places(text, language)]
    taken += [(unit.start, unit.end) for unit in find_units(text, language)]  # "degrees Celsius"
    months = {start for start, _, _ in month_pattern(language).find(text)}
    found: list[Named] = []
    for run in runs_of_capitals(text, language):
        for number, match in enumerate(run):
            word = _SUFFIX.sub("", _ELISION.sub("", match[0])).rstrip(".")
            start = match.end() - len(match[0]) + (len(match[0]) - len(_ELISION.sub("", match[0])))
            if (
                not _counts(text, run, number, language)
                or start in months
                or acronyms(word)
                or _INITIALS.fullmatch(match[0])
                or any(first <= start < last for first, last in taken)
                or is_ordinary(word, language)
            ):
                continue
            found.append(Named(word, start, match.end(), len(run)))
    return tuple(found)


def runs_of_capitals(text: str, language: str) -> Iterator[list[re.Match[str]]]:
    """Yield the runs of capitalised words with nothing but a blank between them.

    Function words ("The", "Am") and units ("Kubikmeter") are in no run.
    """
    common = FUNCTION_WORDS.get(language, frozenset())
    run: list[re.Match[str]] = []
    for match in WORD.finditer(text):
        word = _ELISION.sub("", match[0])
        # "Am Standort", "The Larkfield Foundation", but "Peter Lang"
        gap = text[run[-1].end() : match.start()] if run else "."
        capital = word[:1].isupper() and ("." not in gap or word.casefold() not in common)
        capital = capital and not find_units(word, language)
        touches = gap.strip() in {"", "."} and "\n" not in gap
        if run and (not capital or not touches):
            yield run
            run = []
        if capital:
            run.append(match)
    if run:
        yield run


def _counts(text: str, run: list[re.Match[str]], number: int, language: str) -> bool:
    """Tell whether a capitalised word of a run tells a name, by where it stands.

    "Plant manager", "Voorzitter Claire Montrevel": the first word of a sentence tells nothing.
    "Am Standort Harsum": in German the name is what follows the first noun.
    """
    starts = _START.search(text[: run[0].start()][-_REACH:]) is not None
    if language in CAPITALISES_NOUNS:
        if len(run) == 2 and _AFTER_FIGURE.search(text[: run[0].start()][-_REACH:]):  # noqa: PLR2004
            return False  # "3.400 Becher Joghurt"
        return number > (1 if starts and len(run) > 2 else 0)  # noqa: PLR2004
    return number > 0 or not starts
