"""Asked boilerplate: what a question asks of that which every release of a house repeats.

Told by its words, in all languages at once: whom to call, who took the picture, what a house is
(``boilerplate_words.yaml``), and which form of address is wanted (``address_words.yaml``).
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from documents.records import Role

_WORDS = Path(__file__).parent / "boilerplate_words.yaml"
_ADDRESS_WORDS = Path(__file__).parent / "address_words.yaml"
_A_NAME = r"\S+(?:\s+\S+){0,4}"  # what a question such as "What is …?" is about
_UNSPACED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\u0600-\u06ff]")


class Address(StrEnum):
    """A form of address that shows in how it is written."""

    EMAIL = "email"
    TELEPHONE = "telephone"
    WEBSITE = "website"


_WRITTEN = {
    Address.EMAIL: re.compile(r"\w@[\w-]+(?:\.[\w-]+)+"),
    Address.TELEPHONE: re.compile(r"(?:\+|\b0|\(0)\d[\d\s()/.\u00a0-]{5,}\d"),
    Address.WEBSITE: re.compile(r"https?://\S|\bwww\.\w|(?<![@\w.-])(?:[\w-]+\.)+[a-z]{2,}/\S"),
}


def boilerplate_named(question: str) -> frozenset[Role]:
    """Return the kinds of boilerplate that the words of a question may mean, in any language."""
    return frozenset(role for role, pattern in _patterns().items() if pattern.search(question))


def asked_address(question: str) -> Address | None:
    """Return which form of address a question asks for, ``None`` where not one alone."""
    asked = [form for form, pattern in _address_patterns().items() if pattern.search(question)]
    return asked[0] if len(asked) == 1 else None


def has_address(text: str, form: Address) -> bool:
    """Tell whether a text has an address of that form."""
    return bool(_WRITTEN[form].search(text))


@cache
def _patterns() -> dict[Role, re.Pattern[str]]:
    listed: dict[str, dict[str, list[str]]] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    patterns = {}
    for role, by_language in listed.items():
        any_of = _any_of(word for words in by_language.values() for word in words)
        whole = rf"^\W*(?:{any_of})\s*{_A_NAME}\W*$" if role == "about" else any_of
        patterns[Role(role)] = re.compile(whole, re.IGNORECASE)
    return patterns


@cache
def _address_patterns() -> dict[Address, re.Pattern[str]]:
    listed: dict[str, list[str]] = yaml.safe_load(_ADDRESS_WORDS.read_text(encoding="utf-8"))
    return {
        Address(form): re.compile(_any_of(words), re.IGNORECASE) for form, words in listed.items()
    }


def _any_of(words: Iterable[str]) -> str:
    patterns = {_pattern(word) for word in words}
    return "|".join(sorted(patterns, key=lambda pattern: (-len(pattern), pattern)))


def _pattern(word: str) -> str:
    letters = r"\w*".join(re.escape(part) for part in word.split("*"))
    letters = letters.replace(r"\ ", r"\s+").replace("'", "['’]")
    if _UNSPACED.match(word):
        return letters
    return rf"\b{letters}" + (r"\b" if word[-1].isalnum() else "")
