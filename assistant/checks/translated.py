"""Translated names: "Red Cross" stands for "Cruz Roja", "Coach Lund" for "Trainer Lund".

Such names are made of words of the dictionary, which the embedding model's vocabulary knows in
small letters too. Their meaning must be near some words of the source; names of people, cities and
brands are in no dictionary, and are compared by their letters alone.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.checks.contrast import Similarity
from assistant.checks.named import WORD, find_names
from assistant.checks.phrases import LONGEST_PHRASE, ends_alike, find_phrases
from assistant.checks.records import Claim, Source
from assistant.checks.titles import CAPITALISES_NOUNS, follows_an_article, is_ordinary
from assistant.names import acronyms, fold, missing_names, same_word
from documents.function_words import FUNCTION_WORDS
from documents.language import likelihood

WordTest = Callable[[str, str], bool]
"""Tells whether a word of a language is one of the dictionary; no where it is not known."""

# Cosine of a name of several words with the nearest words of the source, by multilingual-e5-small.
# Of 17 that XQuAD's English paragraphs have and the German ones translate 16 lay above; of other
# sentences of the same article 11 in 100 have something as near, and 57 at .865. Most names of one
# kind (a lower and a higher court, say) are: it only stops what is about something else.
NEAR_IN_MEANING = 0.89
# Names that are a lone word of some language lie up to .87 ("Real"), translated ones from .88.
NEAR_ALONE = 0.875
# A word that the vocabulary doesn't know must be nearer, the more so where no other of the
# dictionary stands with it, and nearest to words that are no names: "Labour Inspectorate" to
# "Inspekcja Pracy", while "Jansen" is nearest to "Thomsen", at .90.
NEAR_RARE = 0.91
NEAR_RARE_ALONE = 0.93
_OWN_WORD = 0.5  # of probability that a word is of its language, by its letters
# Of 32 names of two words or more beside others, alike ("Summer School", "Autumn School") or the
# same, twelve of the fifteen same ones lie above, no other: whatever stands beside, it is the one.
SURELY_TRANSLATED = 0.93
# Of a word before a name with what stands before it in the source: Coach, Trainer; Solenn, Marco.
SAME_ROLE = 0.88

_AROUND = 1  # words of a phrase in the passage around, as there are so many
_ADJECTIVE = re.compile(r".{2,}(?:e|en|es|em)$")
# "dem Biologen Kranz", "der Experte Lund": weak nouns for people end like adjectives.
_PERSON = re.compile(r".*(?:og|eg|ert|os|ist|ant|ent|at|et)en?$")
_CITY_ADJECTIVE = re.compile(r".{3,}er$")


def nothing_is_common(_word: str, _language: str) -> bool:
    """Stand in for the vocabulary where there is none: every name goes by its letters."""
    return False


@dataclass(frozen=True, slots=True)
class Translation:
    """Judges whether names of ``claim`` that are not in the sources may be translations."""

    claim: Claim
    sources: Sequence[Source]
    similarity: Similarity
    is_common: WordTest

    def accounts_for(self, word: str) -> bool:
        """Tell whether ``word``, a name that no source has by its letters, stands for another."""
        places = [match for match in WORD.finditer(self.claim.text) if word in match[0]]
        return bool(places) and all(self._holds(word, place) for place in places)

    def _holds(self, word: str, place: re.Match[str]) -> bool:
        before, after = self._beside(place)
        phrase = self._phrase_around(place)
        if self._is_surely_translated(phrase, f"{before} {word} {after}".strip()):
            return True
        common = self._is_of_the_dictionary(word, place, before)
        if not common and (self.claim.language in CAPITALISES_NOUNS or acronyms(word)):
            return False
        if before and self._is_somebody(before) and self._is_contested(before, after=True):
            return False  # a surname's place: "Otávio Costa" for "Otávio Prado"
        if common and after and self._is_somebody(after):
            rivals = list(self._rivals(after, after=False))
            return not rivals or max(self.similarity(word, rivals)) >= SAME_ROLE
        beside = " ".join(part for part in (before, word) if part == word or self._is_open(part))
        wanted = [part for part in dict.fromkeys((phrase, beside)) if part != word]
        if not common or not any(self._is_one_of_many(word, part) for part in wanted):
            wanted.append(word)
        return self._is_near(word, wanted, common=common)

    def _is_surely_translated(self, phrase: str, beside: str) -> bool:
        """Tell whether words of which one is of the dictionary are surely some words of a source.

        ``phrase`` may be any; ``beside``, with what other names may share, one compound: "Summer
        Theatre" is "Sommertheater", though another "Theater" has its own name before it.
        """
        for words, longest in ((phrase, LONGEST_PHRASE), (beside, 1)):
            parts, language = WORD.findall(words), self.claim.language
            if len(parts) < 2 or not any(self.is_common(each, language) for each in parts):  # noqa: PLR2004
                continue
            told = [
                part for s in self.sources for part in find_phrases(s.text, s.language, longest)
            ]
            if told and max(self.similarity(words, [*dict.fromkeys(told)])) >= SURELY_TRANSLATED:
                return True
        return False

    def _beside(self, place: re.Match[str]) -> tuple[str, str]:
        """Return the capitalised words that touch the one at ``place``, or ``""``."""
        text = self.claim.text
        earlier = re.search(r"([^\W\d_][\w’'-]*)\.?\s$", text[: place.start()])
        later = re.match(r"\s([^\W\d_][\w’'-]*)", text[place.end() :])
        found = [match[1] if match else "" for match in (earlier, later)]
        starts = earlier is not None and not text[: earlier.start()].strip()
        small = FUNCTION_WORDS.get(self.claim.language, frozenset())
        if starts and found[0].lower() in small:
            found[0] = ""
        return (
            found[0] if found[0][:1].isupper() else "",
            found[1] if found[1][:1].isupper() else "",
        )

    def _phrase_around(self, place: re.Match[str]) -> str:
        """Return the word with the capitalised ones around it that the sources lack as well.

        A function word may lie between: "Agenzia delle Entrate".
        """
        words = list(WORD.finditer(self.claim.text))
        here = next(i for i, match in enumerate(words) if match.span() == place.span())
        small = FUNCTION_WORDS.get(self.claim.language, frozenset())

        def reach(step: int) -> int:
            last = at = here
            while 0 <= at + step < len(words) and abs(at + step - last) <= 2:  # noqa: PLR2004
                at += step
                word = words[at][0]
                if word[0].isupper() and (word.lower() not in small or at) and self._is_open(word):
                    last = at
                elif word.lower() not in small:
                    break
            return last

        first, last = words[reach(-1)], words[reach(1)]
        return self.claim.text[first.start() : last.end()]

    def _is_one_of_many(self, word: str, phrase: str) -> bool:
        """Tell whether other words of a phrase have a capital, and not as a sentence's first.

        One of many is near much by itself: "Medical" is to "Medikamente".
        """
        capitals = [each for each in WORD.findall(phrase) if each[0].isupper()]
        opens = self.claim.text.startswith(phrase)
        return any(each != word for each in capitals[opens:])

    def _is_of_the_dictionary(self, word: str, place: re.Match[str], before: str) -> bool:
        if self.claim.language not in CAPITALISES_NOUNS:
            parts = [part for part in word.split("-") if part]
            known = all(self.is_common(part, self.claim.language) for part in parts)
            return known and not acronyms(word)
        # Every German noun has a capital; but only a noun follows an article and an adjective.
        if not before or _PERSON.match(before.casefold()):
            return False
        if _CITY_ADJECTIVE.match(before):
            return not missing_names([before], self._known())
        start = self.claim.text.rindex(before, 0, place.start())
        noun = follows_an_article(self.claim.text, start, self.claim.language)
        return noun and _ADJECTIVE.match(before) is not None

    def _is_somebody(self, word: str) -> bool:
        """Tell whether a neighbour is a name that the sources have, and no word of a title."""
        return not (
            is_ordinary(word, self.claim.language)
            or self.is_common(word, self.claim.language)
            or acronyms(word)
            or missing_names([word], self._known())
        )

    def _is_contested(self, name: str, *, after: bool) -> bool:
        return any(self._rivals(name, after=after))

    def _rivals(self, name: str, *, after: bool) -> Iterator[str]:
        """Yield the capitalised words that stand beside ``name`` in the sources."""
        for source in self.sources:
            for first, second in pairwise(WORD.finditer(source.around)):
                here, other = (first, second) if after else (second, first)
                touches = source.around[first.end() : second.start()].strip() in {"", "."}
                if touches and other[0][0].isupper() and same_word(fold(here[0]), fold(name)):
                    yield other[0]

    def _is_open(self, word: str) -> bool:
        """Tell whether a word says something that the sources don't say by its letters."""
        return bool(word) and bool(missing_names([word], self._known()))

    def _is_near(self, word: str, phrases: Sequence[str], *, common: bool) -> bool:
        """Tell whether a word, or a phrase with it, is near some words of the sources.

        A word of the dictionary that only repeats the question may stand around them.
        """
        told = [(part, s) for s in self.sources for part in find_phrases(s.text, s.language)]
        if self._is_near_one_of(told, word, phrases, common=common):
            return True
        if not common or fold(word) not in map(fold, WORD.findall(self.claim.question)):
            return False
        around = [
            (part, s) for s in self.sources for part in find_phrases(s.around, s.language, _AROUND)
        ]
        return self._is_near_one_of(around, word, [*dict.fromkeys((*phrases, word))], common=common)

    def _is_near_one_of(
        self,
        parts: Sequence[tuple[str, Source]],
        word: str,
        phrases: Sequence[str],
        *,
        common: bool,
    ) -> bool:
        candidates = dict.fromkeys(parts)
        if not candidates:
            return False
        texts = [part for part, _ in candidates]
        for wanted in phrases:
            cosines = self.similarity(wanted, texts)
            if common:
                if max(cosines) >= (NEAR_ALONE if wanted == word else NEAR_IN_MEANING):
                    return True
                continue
            best = max(zip(cosines, candidates, strict=True), key=lambda pair: pair[0])
            enough = NEAR_RARE if self._has_a_title(wanted) else NEAR_RARE_ALONE
            if (
                best[0] >= enough
                and self._names_nobody(*best[1])
                and not ends_alike(word, best[1][0])
            ):
                return True
        return False

    def _has_a_title(self, phrase: str) -> bool:
        language = self.claim.language
        return any(
            is_ordinary(word, language) or self.is_common(word, language)
            for word in WORD.findall(phrase)
        )

    def _names_nobody(self, phrase: str, source: Source) -> bool:
        """Tell whether words of a source are of the dictionary, or all look like the language."""
        named = {name.word for name in find_names(source.text, source.language)}
        rare = [
            word.lower()
            for word in WORD.findall(phrase)
            if word[0].isupper()
            and (word in named or source.language not in CAPITALISES_NOUNS)
            and not self.is_common(word, source.language)
            and not is_ordinary(word, source.language)
        ]
        return not rare or likelihood(" ".join(rare), source.language) >= _OWN_WORD

    def _known(self) -> str:
        return "\n".join(f"{source.around} {source.speaker or ''}" for source in self.sources)
