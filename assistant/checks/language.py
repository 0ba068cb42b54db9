"""Language: a statement is in the language that was asked for.

What is made of names and numbers is in any language; only what is surely in another one fails.
"""

import re

from assistant.checks.records import Claim, Finding
from assistant.languages import language_name
from documents.language import LANGUAGES, guess_language

# Of 967 statements none was taken for another language than its own, however unsure the guess;
# asked for in one of five other languages, 97.5 % were this surely not in it; of 1,325 that came
# later too, asked for in German, 94.5 %.
SURE = 0.9
FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]+")
# Too alike to tell them apart by one sentence.
_ALIKE = ({"da", "no"}, {"cs", "sk"}, {"hr", "sl"}, {"bg", "ru", "uk"})


def check_language(claim: Claim) -> Finding:
    """Hold that the claim is not surely in another language than its own."""
    small = [word for word in _WORD.findall(claim.text) if not word[0].isupper()]
    if claim.language not in LANGUAGES or len(small) < FEWEST_WORDS:
        return Finding()
    guess = guess_language(claim.text, prior=claim.language)
    if guess.language == claim.language or guess.confidence < SURE:
        return Finding()
    if any({guess.language, claim.language} <= alike for alike in _ALIKE):
        return Finding()
    why = f"it is not written in {language_name(claim.language)}"
    return Finding((), (claim.text,), (why,))
