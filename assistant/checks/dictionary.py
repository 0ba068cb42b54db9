"""Words of the dictionary in some fifty languages, by simplemma's lists of inflected forms."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from simplemma.strategies import DictionaryLookupStrategy

# Codes that simplemma has otherwise: Croatian and Serbian share a list, Norwegian has two.
_THEIRS: Final = {"hr": "hbs", "sr": "hbs", "no": "nb"}
_LANGUAGES_KEPT = 64  # all there are: each takes a few megabytes, and a second to read anew
_WORDS_KEPT = 65_536


def knows(language: str) -> bool:
    """Tell whether there is a dictionary of a language (ISO 639-1)."""
    return _theirs(language) in _languages()


def is_word(word: str, language: str) -> bool:
    """Tell whether ``word`` is one of the language, in whatever form; no where it isn't known.

    A dictionary is read when it is first needed, mostly in less than a second.
    """
    written = dict.fromkeys((word, word.lower(), word.capitalize()))
    return any(_basic_form(each, language) is not None for each in written)


def is_inflected(word: str, language: str) -> bool:
    """Tell whether a word of the language has another basic form: "Waldes", of "Wald"."""
    basic = _basic_form(word, language)
    return basic is not None and basic.casefold() != word.casefold()


def is_form_of(word: str, other: str, language: str) -> bool:
    """Tell whether two words of the language have one basic form: "Anwälte", "Anwalts"."""
    basic = _basic_form(word, language)
    return basic is not None and basic == _basic_form(other, language)


@lru_cache(_WORDS_KEPT)
def _basic_form(word: str, language: str) -> str | None:
    if not word or not knows(language):
        return None
    return _dictionaries().get_lemma(word, _theirs(language))


def _theirs(language: str) -> str:
    return _THEIRS.get(language, language)


@cache
def _dictionaries() -> "DictionaryLookupStrategy":
    from simplemma.strategies import DictionaryLookupStrategy
    from simplemma.strategies.dictionaries import StreamDictionaryFactory

    return DictionaryLookupStrategy(StreamDictionaryFactory(_LANGUAGES_KEPT))


@cache
def _languages() -> frozenset[str]:
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    return frozenset(SUPPORTED_LANGUAGES)
