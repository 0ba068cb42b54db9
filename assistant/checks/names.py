"""Names: nobody and nothing is named that the sources do not name.

Names keep their identity through inflection, script and, for places, translation.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from babel.numbers import list_currencies

from assistant.checks.lexicon import UNSPACED, lexicon
from assistant.checks.months import month_pattern
from assistant.checks.named import WORD, find_names, runs_of_capitals
from assistant.checks.peoples import find_peoples, is_of, other_peoples
from assistant.checks.places import HOME, countries_of_adjectives, find_places
from assistant.checks.records import Claim, Finding, Source
from assistant.checks.same_name import is_named, is_short_for_another
from assistant.checks.titles import follows_an_article, is_ordinary
from assistant.checks.units import find_units
from assistant.names import acronyms, capitalised, fold
from documents.function_words import FUNCTION_WORDS

_SHORTEST_STEM = 4
_SHORTEST_NAME = 3
_LONGEST_ENDING = 2
_LATIN = re.compile(r"(?<![A-Za-z])[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9&.'’-]*[A-Za-zÀ-ɏ0-9]")
_LONE_LETTER = re.compile(r"(?<=[\w] )[A-Z](?![\w'’&+-]|\.\s*\w)")

_Judged = tuple[str, str | None]  # what was compared, as written, and why it does not hold


def check_names(
    claim: Claim,
    sources: Sequence[Source],
    elsewhere: frozenset[str],
    translated: Callable[[str], bool] = lambda _: False,
) -> Finding:
    """Every name, acronym, place and kind of institution of the claim must be the sources'.

    A name that only repeats the question may stand anywhere in the sources' releases.
    ``elsewhere`` are names that are known but not the sources' own: a capitalised word that is
    one of them counts as a name wherever it stands. ``translated`` tells of a name that no source
    has by its letters whether it stands for one that a source has.
    """
    known = "\n".join(f"{source.around}\n{source.speaker or ''}" for source in sources)
    known = "\n".join((known, *_asked(claim, sources)))
    countries = _places_of(sources)
    judged = dict.fromkeys(
        (
            *_names(claim, sources, known, elsewhere, translated),
            *_letters(claim, sources),
            *_places(claim, sources, known, countries),
            *_peoples(claim, sources, countries),
            *_kinds(claim, sources),
        )
    )
    failed = [(word, why) for word, why in judged if why]
    return Finding(
        tuple(dict.fromkeys(word for word, _ in judged)),
        tuple(word for word, _ in failed),
        tuple(why for _, why in failed),
    )


def _asked(claim: Claim, sources: Sequence[Source]) -> tuple[str, ...]:
    """Return the question's names that the release of a source has, wherever."""
    asked = [name.word for name in find_names(claim.question, claim.language)]
    asked += [claim.question[p.start : p.end] for p in find_places(claim.question, claim.language)]
    return tuple(
        name
        for name in dict.fromkeys(asked)
        if any(is_named(name, source.whole, claim.language) for source in sources)
    )


def _names(
    claim: Claim,
    sources: Sequence[Source],
    known: str,
    elsewhere: frozenset[str],
    translated: Callable[[str], bool],
) -> Iterator[_Judged]:
    countries = _places_of(sources)
    own = [name.word for name in find_names(claim.text, claim.language)]
    own += _other_first_names(claim, sources, known)
    roles = _roles(claim, known)
    own = [word for word in own if word not in roles]
    for word in dict.fromkeys([*_marked(claim), *own, *_borrowed(claim, elsewhere)]):
        held = (
            is_named(word, known, claim.language)
            or is_of(word, claim.language, countries)
            or is_short_for_another(word, claim, sources)
            or translated(word)
        )
        yield word, None if held else f"{word} is named in no source"


def _letters(claim: Claim, sources: Sequence[Source]) -> Iterator[_Judged]:
    """Judge letters that tell one of a kind from another: "line B", "hall 3 A"."""
    held = [letter for s in sources for letter in _lone_letters(s.text, s.language)]
    for letter in _lone_letters(claim.text, claim.language) if held else ():
        yield letter, None if letter in held else f"{letter} is in no source, only {held[0]}"


def _places(
    claim: Claim, sources: Sequence[Source], known: str, countries: frozenset[str]
) -> Iterator[_Judged]:
    months = {start for start, _, _ in month_pattern(claim.language).find(claim.text)}
    home = {HOME.get(source.language) for source in sources}
    for place in find_places(claim.text, claim.language):
        written = claim.text[place.start : place.end]
        if find_units(written, claim.language) or place.start in months:
            continue
        adjective = place.key in home and bool(find_peoples(written, claim.language))
        held = place.key in countries or adjective or is_named(written, known, claim.language)
        yield written, None if held else f"the place {written} is in no source"


def _peoples(
    claim: Claim, sources: Sequence[Source], countries: frozenset[str]
) -> Iterator[_Judged]:
    for people, written in other_peoples(claim, sources, countries):
        yield written, f"nobody and nothing in the sources is {written} ({people})"


def _kinds(claim: Claim, sources: Sequence[Source]) -> Iterator[_Judged]:
    kinds = lexicon("kinds")
    held = {
        term.concept for source in sources for term in kinds.find(source.around, source.language)
    }
    for term in kinds.find(claim.text, claim.language):
        written = claim.text[term.start : term.end]
        why = f"the sources name no {term.concept} ({written})"
        yield written, None if term.concept in held else why


def _places_of(sources: Sequence[Source]) -> frozenset[str]:
    """Return the keys of all places around the sources, also of those named by adjectives."""
    found = {
        place.key for source in sources for place in find_places(source.around, source.language)
    }
    adjectives = (countries_of_adjectives(source.around, source.language) for source in sources)
    return frozenset(found).union(*adjectives)


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


def _lone_letters(text: str, language: str) -> list[str]:
    small = FUNCTION_WORDS.get(language, frozenset())
    return [
        match[0]
        for match in _LONE_LETTER.finditer(text)
        if match[0].lower() not in small and not (language == "en" and match[0] in "AI")
    ]


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
    return tuple(
        word
        for word in acronyms(claim.text)
        if word not in list_currencies() and not find_units(word, claim.language)
    )


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
