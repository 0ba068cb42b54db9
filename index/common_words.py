"""Common words, told from names by the vocabulary of the embedding model.

XLM-R's pieces are in the order of how often they are, in a hundred languages. "Ministère" is there
in small letters as well, before the form with a capital; "Krüger" is not.
"""

from typing import TYPE_CHECKING

from documents.language import likelihood

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_START = "▁"  # SentencePiece's mark for the beginning of a word
# "Garden" and "Puerto" come twice as early as in small letters, "Victor" and "Anne" from 2.5 times.
_RARER = 2.2
# Where surnames are adjectives (Kamińska, Černý), or all nouns have capitals.
_NAMES_LIKE_WORDS = frozenset({"bg", "cs", "de", "hr", "lb", "pl", "ru", "sk", "sl", "uk"})
_OWN_WORD = 0.5  # of probability that a word is of the language, by its letters
_MOST_PIECES = 2


def is_common_word(tokenizer: "Tokenizer", word: str, language: str) -> bool:
    """Tell whether ``word``, in a text in ``language``, is of the dictionary rather than a name.

    A rare word is, if it looks like one of the language; where nothing tells, the answer is no.
    """
    small = tokenizer.token_to_id(f"{_START}{word.lower()}")
    if small is None:
        return language not in _NAMES_LIKE_WORDS and _is_made_of_pieces(tokenizer, word, language)
    written = tokenizer.token_to_id(f"{_START}{word}")
    return written is None or small <= _RARER * written


def _is_made_of_pieces(tokenizer: "Tokenizer", word: str, language: str) -> bool:
    """Tell whether a rarer word ("ecological") looks like one of the language: no names do."""
    small, written = (
        tokenizer.encode(each, add_special_tokens=False) for each in (word.lower(), word)
    )
    return (
        sum(small.attention_mask) <= min(_MOST_PIECES, sum(written.attention_mask))
        and likelihood(word.lower(), language) >= _OWN_WORD
    )
