"""Copied words: an answer in one language is not mixed with words of its source's.

"Lefevre publicó su französische Übersetzung" is no Spanish, nor is "la Beulenpest" or "una
geringer consumnachfrage". Small models write so. Names of the source stay as they are, also those
with small letters in them ("Institut für angewandte Optik"). Dictionaries tell words of one
language from those of another; without one, a word's letters. Which German nouns are names, their
articles tell, and a tagger.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from assistant.checks.dictionary import is_form_of, is_inflected, is_word, knows
from assistant.checks.german_words import is_noun
from assistant.checks.named import find_names
from assistant.checks.places import find_places
from assistant.checks.records import Claim, Finding, Source
from assistant.checks.titles import CAPITALISES_NOUNS, follows_an_article, is_ordinary
from assistant.checks.units import find_units
from assistant.languages import language_name
from assistant.names import acronyms
from documents.function_words import FUNCTION_WORDS
from documents.language import LANGUAGES, likelihood

# Of some 900 true statements in another language than their source (tests/assistant/
# statement_pairs) one has a word that dictionaries take for a copy: "collèges", in Italian.
#
# By letters alone, of 77 words that true statements in one language share with a source in another,
# one would be; "insgesamt" and "außerhalb" are at 0 and above .95.
_OF_THE_SOURCE, _OF_THE_CLAIM = 0.8, 0.05  # probabilities, by a word's letters
_GERMAN = "de"
_SHORTEST = 4  # letters; shorter words are alike in many languages
# A word of no language is a copy that the model bent if it is that long, and that much alike.
_SHORTEST_BENT, _ALIKE = 7, 0.85
# Who else has a word: "robot", "terminal" and "dengue" are at home everywhere.
_OTHERS, _AT_HOME = ("en", "fr", "de", "es"), 2
_WORD = re.compile(r"[^\W\d_]+")
# German words that tell of one or some of a kind.
_ANY_OF = re.compile(r"(?:k?ein|jed|dies|viel|wenig|mehrer|einig|ander|manch)(?:e[mnrs]?)?")
# Before a town, and seldom before a noun without an article.
_BEFORE_TOWNS = frozenset(("in", "nach", "bei"))
_HYPHENS = ("-", "–", "\u2011")
_QUOTED = re.compile(r"[„“«\"].*?[“”»\"]")


def check_copied(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Hold that no word is copied from a source in another language, but in names and quotes."""
    asked = {word.casefold() for word in _WORD.findall(claim.question)}
    words = list(_WORD.finditer(claim.text))
    quoted = [quote.span() for quote in _QUOTED.finditer(claim.text)]
    copied: dict[str, str] = {}
    for source in sources:
        if source.language == claim.language or not {source.language, claim.language} <= LANGUAGES:
            continue
        compared = _Compared(claim, source)
        for place, word in enumerate(words):
            if (
                word[0].casefold() not in asked
                and not any(start < word.start() < end for start, end in quoted)
                and compared.is_copied(word[0])
                and not any(_is_in_a_name(claim.text, words, place, each) for each in sources)
            ):
                copied[word[0]] = f"“{word[0]}” is {language_name(source.language)}"
    return Finding((), tuple(copied), tuple(copied.values()))


class _Compared:
    """A claim beside one source in another language."""

    def __init__(self, claim: Claim, source: Source) -> None:
        self._own = claim.language
        # All that the model read around a sentence may have slipped in.
        self._source, self._other = source.around, source.language
        self._sentence, self._release = source.text, source.whole
        self._words = list(_WORD.finditer(source.around))
        self._told = frozenset(match[0] for match in self._words)
        self._cited = frozenset(_WORD.findall(source.text))
        self._have_dictionaries = knows(claim.language) and knows(source.language)

    def is_copied(self, word: str) -> bool:
        """Tell whether a word of the claim is one of the source's, in the source's language."""
        if word in self._told:
            if not word.islower():
                return self._is_noun(word)
            if len(word) >= _SHORTEST:
                return self._is_foreign(word) or self._looks_foreign(word)
            return self._is_function_word(word)
        if not word.islower():
            return self._is_bent_noun(word)
        small = word.capitalize()  # "zilien", of "Zilien"
        return self._is_bent(word) or (small in self._told and self._is_noun(small))

    def _is_foreign(self, word: str) -> bool:
        if self._have_dictionaries:
            return (
                is_word(word, self._other)
                and not is_word(word, self._own)
                and self._homes(word) < _AT_HOME
            )
        return self._has_foreign_letters(word)

    def _looks_foreign(self, word: str) -> bool:
        """Tell by its letters of a long word that no dictionary has: "afroamerikanischer"."""
        known = any(is_word(word, each) for each in (self._own, self._other, *_OTHERS))
        return len(word) >= _SHORTEST_BENT and not known and self._has_foreign_letters(word)

    def _has_foreign_letters(self, word: str) -> bool:
        return (
            likelihood(word, self._other) >= _OF_THE_SOURCE
            and likelihood(word, self._own) <= _OF_THE_CLAIM
        )

    def _homes(self, word: str) -> int:
        """Return in how many other languages a word is known."""
        return sum(is_word(word, each) for each in _OTHERS if each not in {self._own, self._other})

    def _is_function_word(self, word: str) -> bool:
        """Tell whether a short word of the source ("der") is one of its language alone."""
        return (
            self._have_dictionaries
            and word in FUNCTION_WORDS.get(self._other, frozenset())
            and word not in FUNCTION_WORDS.get(self._own, frozenset())
            and not is_word(word, self._own)
        )

    def _is_bent(self, word: str) -> bool:
        """Tell whether a word of no language is nearly one of the source's."""
        if len(word) < _SHORTEST_BENT or not self._have_dictionaries or is_word(word, self._own):
            return False
        return any(_are_alike(word, told) and self._is_foreign(told) for told in self._cited)

    def _is_bent_noun(self, word: str) -> bool:
        """Tell whether a word with a capital is a form of a noun of the source, or nearly one."""
        if not self._have_dictionaries or is_word(word, self._own):
            return False
        return any(
            (_are_alike(word, told) or is_form_of(word, told, self._other)) and self._is_noun(told)
            for told in self._cited
            if told[0].isupper()
        )

    def _is_noun(self, word: str) -> bool:
        """Tell whether a word with a capital is a noun of a source that gives all nouns one."""
        if self._other not in CAPITALISES_NOUNS or self._own in CAPITALISES_NOUNS:
            return False
        if not self._have_dictionaries or len(word) < _SHORTEST or not self._is_foreign(word):
            return False
        places = [place for place, match in enumerate(self._words) if match[0] == word]
        if self._is_named(word) or any(self._touches_a_name(place) for place in places):
            return False
        if self._is_a_surname(word):
            return False
        is_tagged = self._is_tagged(word)
        if is_ordinary(word, self._other) or is_inflected(word, self._other):
            return is_tagged or self._other != _GERMAN
        # Houses have articles too ("der Bundestag", "die Charité"), and are known abroad.
        starts = [self._words[place].start() for place in places]
        articles = all(follows_an_article(self._source, start, self._other) for start in starts)
        of_many = any(map(self._is_one_of_many, places))
        is_town = any(map(self._may_be_a_town, places))
        return (articles or of_many or (is_tagged and not is_town)) and not self._homes(word)

    def _is_tagged(self, word: str) -> bool:
        """Tell whether a tagger takes the source's word for a noun; in German alone."""
        read = self._sentence if word in self._cited else self._source
        return self._other == _GERMAN and is_noun(word, read)

    def _may_be_a_town(self, place: int) -> bool:
        return place > 0 and self._words[place - 1][0].lower() in _BEFORE_TOWNS

    def _is_a_surname(self, word: str) -> bool:
        """Tell whether the release has the word after another with a capital: "Petra Adler"."""
        small = FUNCTION_WORDS.get(self._other, frozenset())
        return any(
            first[1].lower() not in small and not find_units(first[1], self._other)
            for first in re.finditer(rf"\b(\w+)\s{re.escape(word)}\b", self._release)
            if first[1][0].isupper()
        )

    def _is_one_of_many(self, place: int) -> bool:
        """Tell whether what stands before a noun goes with no name: "eine", "anderen"."""
        return place > 0 and _ANY_OF.fullmatch(self._words[place - 1][0].lower()) is not None

    def _is_named(self, word: str) -> bool:
        """Tell whether the source's word is a name by itself, an acronym or a country's."""
        return (
            bool(acronyms(word))
            or bool(find_places(word, self._other))
            or any(name.word == word for name in find_names(self._source, self._other))
        )

    def _touches_a_name(self, place: int) -> bool:
        """Tell whether the source's word stands beside another: "Land Baden", "Goethe-Institut"."""
        small = FUNCTION_WORDS.get(self._other, frozenset())
        for first, last in ((place - 1, place), (place, place + 1)):
            if first < 0 or last >= len(self._words):
                continue
            between = self._source[self._words[first].end() : self._words[last].start()]
            other = self._words[first if last == place else last][0]
            if between in _HYPHENS or (
                between == " " and other[0].isupper() and other.lower() not in small
            ):
                return True
        return False


def _are_alike(word: str, told: str) -> bool:
    """Tell whether two long words are nearly the same, but not one with an ending more."""
    word, small = word.lower(), told.lower()
    return (
        min(len(word), len(small)) >= _SHORTEST_BENT
        and not (told[0].isupper() and word.startswith(small))  # "stuttgarti"
        and SequenceMatcher(None, word, small, autojunk=False).ratio() >= _ALIKE
    )


def _is_in_a_name(text: str, words: Sequence[re.Match[str]], place: int, source: Source) -> bool:
    """Tell whether words around this one, from a capital to another, are the source's."""
    is_small = words[place][0][0].islower()
    first = _next_capital(words, place, -1)
    last = _next_capital(words, place, 1)
    runs = [(first, last)] if is_small else [(first, place), (place, last)]
    for start, end in runs:
        if start is None or end is None:
            continue
        name = text[words[start].start() : words[end].end()]
        if name not in source.around or re.search(r"[,;:.!?]", name):
            continue
        other = words[end if start == place else start][0]
        if not is_small and end - start > 1 and find_places(other, source.language):
            continue  # "Philosophie in England"
        if not (is_small and _opens_with_adjectives(words[start][0], words[place][0], source)):
            return True
    return False


def _opens_with_adjectives(first: str, small: str, source: Source) -> bool:
    """Tell whether a source opens with two bent words: "Revolutionärer ziviler Ungehorsam".

    The first has a capital for its place alone; in a name the second would have one as well.
    """
    return source.text.startswith(first) and all(
        is_inflected(word, source.language) for word in (first.lower(), small)
    )


def _next_capital(words: Sequence[re.Match[str]], place: int, step: int) -> int | None:
    """Return the place of the next word with a capital in a direction, if there is one."""
    places = range(place + step, len(words) if step > 0 else -1, step)
    return next((each for each in places if words[each][0][0].isupper()), None)
