"""Names: nobody and nothing is named that the sources do not name.

Names keep their identity through inflection, script and, for places, translation.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from assistant.checks.lexicon import UNSPACED, lexicon
from assistant.checks.named import WORD, find_names, runs_of_capitals
from assistant.checks.peoples import find_peoples, is_of, other_peoples
from assistant.checks.places import HOME, countries_of_adjectives, find_places
from assistant.checks.records import Claim, Finding, Source
from assistant.checks.sound import same_sound
from assistant.checks.titles import follows_an_article, is_ordinary
from assistant.checks.units import find_units
from assistant.names import acronyms, capitalised, fold, missing_names
from documents.function_words import FUNCTION_WORDS

_SHORTEST_STEM = 4
_SHORTEST_NAME = 3
_LONGEST_ENDING = 2
_LATIN = re.compile(r"(?<![A-Za-z])[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9&.'’-]*[A-Za-zÀ-ɏ0-9]")
_FLEETING_VOWELS = frozenset({"bg", "cs", "hr", "pl", "ru", "sk", "sl", "uk"})
_FLEETING = re.compile(r"(?<=[^\W\d_]{2})i?e(?=[^aeiou\W\d_]$)")
_ENDING = re.compile(r"(?<=[^\W\d_]{3})(?:a|u|ovi|em|om|ie|e|i)$")


def check_names(
    claim: Claim,
    sources: Sequence[Source],
    elsewhere: frozenset[str],
    translated: Callable[[str], bool] = lambda _: False,
) -> Finding:
    """Every name, acronym, place and kind of institution of the claim must be the sources'.

    ``elsewhere`` are names that are known but not the sources' own: a capitalised word that is
    one of them counts as a name wherever it stands. ``translated`` tells of a name that no source
    has by its letters whether it stands for one that a source has.
    """
    around = "\n".join(source.around for source in sources)
    speakers = " ".join(source.speaker or "" for source in sources)
    known = f"{around}\n{speakers}"
    countries = _places_of(sources)
    home = {HOME.get(source.language) for source in sources}
    compared, missed, reasons = [], [], []
    own = [name.word for name in find_names(claim.text, claim.language)]
    own += _other_first_names(claim, sources, known)
    roles = _roles(claim, known)
    own = [word for word in own if word not in roles]
    for word in dict.fromkeys([*_marked(claim), *own, *_borrowed(claim, elsewhere)]):
        compared.append(word)
        if (
            not is_named(word, known, claim.language)
            and not is_of(word, claim.language, countries)
            and not translated(word)
        ):
            missed.append(word)
            reasons.append(f"{word} is named in no source")
    for place in find_places(claim.text, claim.language):
        written = claim.text[place.start : place.end]
        if find_units(written, claim.language):
            continue
        compared.append(written)
        adjective = place.key in home and bool(find_peoples(written, claim.language))
        if place.key not in countries and not adjective and missing_names([written], known):
            missed.append(written)
            reasons.append(f"the place {written} is in no source")
    for people, written in other_peoples(claim, sources, countries):
        compared.append(written)
        missed.append(written)
        reasons.append(f"nobody and nothing in the sources is {written} ({people})")
    for kind, written in _kinds(claim):
        compared.append(written)
        if not any(kind in _held_kinds(source) for source in sources):
            missed.append(written)
            reasons.append(f"the sources name no {kind} ({written})")
    unique = dict.fromkeys(zip(missed, reasons, strict=True))
    return Finding(
        tuple(dict.fromkeys(compared)),
        tuple(word for word, _ in unique),
        tuple(why for _, why in unique),
    )


def _places_of(sources: Sequence[Source]) -> frozenset[str]:
    """Return the keys of all places around the sources, also of those named by adjectives."""
    found = {
        place.key for source in sources for place in find_places(source.around, source.language)
    }
    adjectives = (countries_of_adjectives(source.around, source.language) for source in sources)
    return frozenset(found).union(*adjectives)


def is_named(word: str, known: str, language: str) -> bool:
    """Tell whether ``known`` has the word, inflected, in a compound, or in another script."""
    first, *others = word.split("-")
    if others and not acronyms(first):  # Saint-Malo is not Saint-Aubin
        return fold(word) in fold(known) or all(
            is_ordinary(part, language) or is_named(part, known, language)
            for part in (first, *others)
            if part
        )
    if not missing_names([word], known) or same_sound(word, known):
        return True
    folded = fold(word)
    for token in map(fold, WORD.findall(known)):
        short = len(token) >= _SHORTEST_NAME and folded.startswith(token)
        if short and len(folded) - len(token) <= _LONGEST_ENDING:
            return True  # Jana, of Jan
        if len(folded) > _SHORTEST_STEM and token.startswith(folded):
            return True  # Ilmtal, in Ilmtalbrücke
        if language in _FLEETING_VOWELS and _without_fleeting(token) == _without_ending(folded):
            return True  # Nobla, of Nobel
    return False


def _without_fleeting(name: str) -> str:
    """Return a name without the e before its last consonant, which Slavic endings drive out."""
    return _FLEETING.sub("", name)


def _without_ending(word: str) -> str:
    return _ENDING.sub("", word)


def _other_first_names(claim: Claim, sources: Sequence[Source], known: str) -> list[str]:
    """Return first words of names whose second word follows another name in the sources.

    A sentence's first word may be anything ("Lawyer Peter Lang"), but where the sources say
    "Henrik Lund", "Erik Lund" is somebody else.
    """
    found = []
    for run in runs_of_capitals(claim.text, claim.language):
        if (
            len(run) == 1
            or find_places(run[0][0], claim.language)
            or follows_an_article(claim.text, run[0].start(), claim.language)
            or is_named(run[0][0], known, claim.language)
            or is_ordinary(run[0][0], claim.language)
        ):
            continue
        before = [word for source in sources for word in _words_before(run[1][0], source)]
        if before and all(before):
            found.append(run[0][0])
    return found


def _roles(claim: Claim, known: str) -> frozenset[str]:
    """Return words before a whole name, first and last as the sources have it: they are titles.

    "Alderwoman Femke Hoekstra" for "wethouder Femke Hoekstra".
    """
    pairs = {
        (fold(first[0]), fold(last[0]))
        for first, last in pairwise(WORD.finditer(known))
        if first[0][0].isupper() and last[0][0].isupper() and last.start() - first.end() == 1
    }
    found: set[str] = set()
    for run in runs_of_capitals(claim.text, claim.language):
        for number, (first, last) in enumerate(pairwise(run)):
            if (fold(first[0]), fold(last[0])) in pairs:
                found |= {match[0] for match in run[max(0, number - 1) : number]}
                break
    return frozenset(found)


def _words_before(name: str, source: Source) -> Iterator[bool]:
    """Yield whether what stands before each mention of ``name`` is a name too."""
    words = list(WORD.finditer(source.around))
    for earlier, word in pairwise(words):
        if fold(word[0]) == fold(name):
            touches = source.around[earlier.end() : word.start()].strip() in {"", "."}
            yield (
                touches and earlier[0][0].isupper() and not is_ordinary(earlier[0], source.language)
            )


def _marked(claim: Claim) -> tuple[str, ...]:
    """Return what is a name by its letters alone: DFKI, 3IA; in Chinese all Latin words."""
    if claim.language in UNSPACED:
        return tuple(_LATIN.findall(claim.text))
    return acronyms(claim.text)


def _borrowed(claim: Claim, elsewhere: frozenset[str]) -> list[str]:
    common = FUNCTION_WORDS.get(claim.language, frozenset())
    foreign = [fold(name) for name in elsewhere]
    return [
        word
        for word in capitalised(claim.text)
        if word.casefold() not in common
        and not is_ordinary(word, claim.language)
        and any(_is_form_of(fold(word), name) for name in foreign)
    ]


def _is_form_of(word: str, name: str) -> bool:
    """Tell whether a word is a name but for its ending: Brandta of Brandt, but not Branche."""
    kept = name[: max(_SHORTEST_STEM, len(name) - 1)]
    return word.startswith(kept) and abs(len(word) - len(name)) <= _LONGEST_ENDING


def _kinds(claim: Claim) -> Iterator[tuple[str, str]]:
    for term in lexicon("kinds").find(claim.text, claim.language):
        yield term.concept, claim.text[term.start : term.end]


def _held_kinds(source: Source) -> frozenset[str]:
    return frozenset(term.concept for term in lexicon("kinds").find(source.around, source.language))
