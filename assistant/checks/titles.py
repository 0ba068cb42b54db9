"""Titles: capitalised words that are translated with what they belong to, and so are no names.

"Mayor", "Université", "Regional Court": they stand in ``words/titles.yaml`` and, for countries,
languages, months and weekdays, in CLDR.
"""

import re
from functools import cache

import yaml

from assistant.checks.lexicon import WORDS, lexicon
from assistant.checks.units import find_units
from assistant.names import fold, translated_names

CAPITALISES_NOUNS = frozenset({"de", "lb"})
# German ones, also drawn together with a preposition.
_ARTICLES = frozenset(
    [
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "beim",
        "vom",
        "zum",
        "zur",
        "im",
        "am",
        "ins",
        "ans",
    ]
)
_SHORTEST_STEM = 4
_ANY_ENDING = 8
_LONGEST_ENDING = 3
_LONG = 5  # letters; a longer word may lose its last one to an ending
_NOUN_LETTERS = 7  # shorter words with a noun's ending may be surnames: Renz, Thum
_NOUN = re.compile(
    r".*(?:ung|heit|keit|schaft|tion|ismus|tät|nis|tum|ment|chen|lein|ling|eur|ik|ie|anz|enz|ler|stelle"
    r"|bahnhof|gebühr|stoff|steuer|werk|haus|park|platz|jahr|geld|recht|kosten|preis|zeit|weg|bau|arbeit|zahl|plan)(?:en|s|e|es|n)?$"
)


def is_ordinary(word: str, language: str) -> bool:
    """Tell whether a capitalised word is one that is translated, or no name at all."""
    folded = fold(word)
    if len(folded) == 1:
        return True
    if (
        language in CAPITALISES_NOUNS
        and len(word) >= _NOUN_LETTERS
        and _NOUN.match(word.casefold())
    ):
        return True
    if is_title(word, language):
        return True
    if find_units(word, language) or lexicon("weekdays").find(word, language):
        return True
    common = translated_names(language).get(folded[:_SHORTEST_STEM], ())
    return any(_is_form_of(folded, known) for known in common)


def _is_form_of(folded: str, known: str) -> bool:
    """Tell whether a word is one of CLDR's with an ending: "polskiego", but Langdon is no Lango."""
    stem = known[:-1] if len(known) > _LONG else known
    return folded.startswith(stem) and len(folded) - len(known) <= _LONGEST_ENDING


def follows_an_article(text: str, start: int, language: str) -> bool:
    """Tell whether the word at ``start`` has an article before it, as German nouns do, not names.

    No in languages that write no noun with a capital.
    """
    before = text[:start].split()
    return language in CAPITALISES_NOUNS and bool(before) and before[-1].lower() in _ARTICLES


def is_title(word: str, language: str) -> bool:
    """Tell whether each part of a word is one of the titles, in whatever inflection."""
    return all(_is_form_of_title(part, language) for part in fold(word).split("-"))


def _is_form_of_title(folded: str, language: str) -> bool:
    """Tell whether a word is one of the titles: short ones whole, longer ones as its beginning."""
    return any(
        folded.startswith(stem)
        and len(folded) - len(stem)
        <= (_ANY_ENDING if len(stem) > _SHORTEST_STEM else len(stem) // 2)
        for stem in _title_stems(language).get(folded[:2], ())
        if len(stem) >= _SHORTEST_STEM or stem == folded
    )


@cache
def _title_stems(language: str) -> dict[str, tuple[str, ...]]:
    """Return the titles of a language, folded, by their first two letters."""
    titles: dict[str, str] = yaml.safe_load((WORDS / "titles.yaml").read_text(encoding="utf-8"))
    words = titles.get(language) or " ".join(titles.values())  # titles are much alike in Europe
    stems: dict[str, list[str]] = {}
    for stem in dict.fromkeys(map(fold, words.split())):
        stems.setdefault(stem[:2], []).append(stem)
    return {start: tuple(each) for start, each in stems.items()}
