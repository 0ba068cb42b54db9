"""People in text: names as they stand beside an office, a house or what somebody did."""

from assistant.checks.named import WORD
from assistant.checks.titles import is_ordinary

_ADDRESS = r"(?:(?:Prof|Dr|Ing|Mr|Mrs|Ms|M|Mme)\.?\s){0,3}"
_CAPITAL = r"[^\W\d_a-zß-ÿ](?:[\w’'.-]*\w|\.)?"
_PARTICLE = r"(?:de|du|la|le|van|von|der|den|di|da|dos)\s"
PERSON = rf"{_ADDRESS}(?P<person>{_CAPITAL}(?:\s(?:{_PARTICLE})*{_CAPITAL}){{0,3}})"
"""A pattern: the group ``person`` is who is named, without forms of address."""


def names_in(text: str, language: str) -> tuple[str, ...]:
    """Return the capitalised words of a person or a house that are neither titles nor nouns."""
    return tuple(
        word for word in WORD.findall(text) if word[0].isupper() and not is_ordinary(word, language)
    )


def last_name_of(person: str, language: str) -> str | None:
    """Return the last name in a match of ``PERSON``, ``None`` if its words are titles or nouns."""
    names = names_in(person, language)
    return names[-1] if names else None
