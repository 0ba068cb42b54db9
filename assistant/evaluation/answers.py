"""How right, how well cited and in which language answers are."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from babel.dates import get_month_names

from assistant.evaluation.questions import Question
from assistant.evaluation.statistics import interval, mean, median
from assistant.languages import answered_in
from assistant.records import Answer, Citation, Composer
from documents.records import PressRelease

if TYPE_CHECKING:
    from assistant.evaluation.retrieval import Figures, Intervals

_MARK = re.compile(r"\[\d+\]")
_GROUPED = re.compile(r"(?<=\d)[.,' \u00a0\u202f](?=\d{3}\b)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[\w’'-]+")
_MONTHS = "|".join(get_month_names("wide", locale="en").values()).casefold()
_MONTH_FIRST = re.compile(rf"\b({_MONTHS}) (\d{{1,2}})\b")  # "February 8, 2007", without signs
_JUDGED_FROM = 4  # words; shorter texts are names and numbers, in no language
_ON_SCREEN = 2  # quotes that are seen without scrolling
Detector = Callable[[str], str]  # a text to its ISO 639-1 code
ReleaseOf = Callable[[str], PressRelease | None]


@dataclass(frozen=True, slots=True)
class Answered:
    """One question, Beleg's answer, and the quotes that were on the screen first."""

    question: Question
    answer: Answer
    quotes: tuple[Citation, ...]


def answer_figures(
    answered: Sequence[Answered], release_of: ReleaseOf, detector: Detector | None = None
) -> "tuple[Figures, Intervals]":
    """Return each measure over the answers.

    Of answerable questions: ``correct`` is the share whose answer's text holds an accepted form of
    the answer (of every item, if it is a list); ``written_correct`` the share where the model wrote
    it itself, not among the source's words beside what it wrote; ``on_screen`` the share where it
    stands in the text or in the first two quotes shown.
    ``citation_precision`` is the share of citations, over all answers given, that overlap the known
    evidence; ``citation_recall`` the share of known evidence that is cited, over answered
    questions. Of all answers: ``language_kept`` is the share whose own words (quotes, marks and
    names that stand in the quotes aside, at least four) a detector that the product does not use
    finds in the question's language;
    ``unsupported_statements`` counts statements without a citation, with a quote that is not
    verbatim, with a number that no cited quote has, or marked as unsupported.
    """
    answerable = [each for each in answered if each.question.gold]
    given = [each for each in answerable if each.answer.answered]
    right = [float(holds(each.question, each.answer.text)) for each in answerable]
    shares = {
        "correct": [r * each.answer.answered for r, each in zip(right, answerable, strict=True)],
        "written_correct": [
            float(_is_written(each) and holds(each.question, _without_originals(each.answer)))
            for each in answerable
        ],
        "on_screen": [
            float(bool(r and each.answer.answered) or _quoted(each))
            for r, each in zip(right, answerable, strict=True)
        ],
        "citation_precision": [
            float(_overlaps(each.question, citation))
            for each in given
            for citation in each.answer.citations
        ],
        "citation_recall": [_recall(each) for each in given],
        "language_kept": language_kept(answered, detector or other_detector()),
    }
    figures: Figures = {name: mean(values) for name, values in shares.items()}
    figures["unsupported_statements"] = float(
        sum(_unsupported(each.answer, release_of) for each in answered)
    )
    figures["total_ms_p50"] = median([each.answer.timings.total_ms for each in answered])
    return figures, {name: interval(values) for name, values in shares.items()}


def holds(question: Question, text: str) -> bool:
    """Tell whether a text has an accepted form of the answer, or of every item of a list."""
    folded = fold(text)
    wanted = question.items or (question.forms,)
    return all(any(f" {fold(form)} " in f" {folded} " for form in forms) for forms in wanted)


def fold(text: str) -> str:
    """Return the words of a text without case, accents, punctuation and digit grouping.

    English writes a day before its month or behind it: here it always stands before.
    """
    ungrouped = _GROUPED.sub("", text)
    decomposed = unicodedata.normalize("NFKD", ungrouped.casefold())
    kept = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return _MONTH_FIRST.sub(r"\2 \1", " ".join(re.findall(r"\w+", kept)))


def language_kept(answered: Sequence[Answered], detector: Detector) -> list[float]:
    """Return 1 or 0 for each answer with enough words of its own to have a language."""
    kept = []
    for each in answered:
        text = _own_words(each.answer)
        if len(re.findall(r"\w+", text)) >= _JUDGED_FROM:
            kept.append(float(detector(text) == each.question.language))
    return kept


def _own_words(answer: Answer) -> str:
    """Return an answer without quotes and their marks, and without names taken from them.

    "Pierre Alliez leads the cluster 3IA Côte d'Azur" is English, whatever its names are.
    """
    text = _MARK.sub(" ", _without_originals(answer))
    for citation in answer.citations:
        text = text.replace(f"«{citation.quote}»", " ").replace(citation.quote, " ")
    quoted = {word for citation in answer.citations for word in _WORD.findall(citation.quote)}
    return _WORD.sub(
        lambda word: " " if word[0] in quoted and not word[0][0].islower() else word[0], text
    )


def _is_written(answered: Answered) -> bool:
    return answered.answer.answered and answered.answer.composer is Composer.MODEL


def _without_originals(answer: Answer) -> str:
    """Return an answer's text without the source's words that stand beside their translation."""
    text = answer.text
    for statement in answer.statements:
        text = text.replace(statement.with_original, statement.text)
    return text


@cache
def other_detector() -> Detector:
    """Return py3langid narrowed to the languages Beleg answers in; the product uses another."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([code for code in answered_in() if code in identifier.labels])
    return lambda text: str(identifier.classify(text)[0])


def _quoted(answered: Answered) -> bool:
    shown = " ".join(quote.quote for quote in answered.quotes[:_ON_SCREEN])
    return holds(answered.question, shown) or any(
        _overlaps(answered.question, quote) for quote in answered.quotes[:_ON_SCREEN]
    )


def _overlaps(question: Question, citation: Citation) -> bool:
    return question.is_answered_at(citation.document, citation.start, citation.end)


def _recall(answered: Answered) -> float:
    """Return the share of evidence that is cited; SQuAD's many answers are one piece each."""
    cited = [
        any(gold.overlaps(c.document, c.start, c.end) for c in answered.answer.citations)
        for gold in answered.question.gold
    ]
    return sum(cited) / len(cited)


def _unsupported(answer: Answer, release_of: ReleaseOf) -> int:
    if not answer.answered:
        return 0
    by_number = {citation.number: citation for citation in answer.citations}
    count = 0
    for statement in answer.statements:
        cited = [by_number[number] for number in statement.citations if number in by_number]
        verbatim = all(_is_verbatim(citation, release_of) for citation in cited)
        quotes = _GROUPED.sub("", " ".join(citation.quote for citation in cited))
        numbers = _NUMBER.findall(_GROUPED.sub("", _MARK.sub(" ", statement.text)))
        invented = answer.composer is Composer.MODEL and _invented(numbers, quotes)
        count += not (statement.supported and cited and verbatim) or invented
    return count


def _is_verbatim(citation: Citation, release_of: ReleaseOf) -> bool:
    release = release_of(citation.document)
    return release is not None and release.text[citation.start : citation.end] == citation.quote


def _invented(numbers: Sequence[str], quotes: str) -> bool:
    """Tell whether a number of two digits or more stands in no quote: few are written as words."""
    held = {number.replace(",", ".") for number in _NUMBER.findall(quotes)}
    return any(len(number) > 1 and number.replace(",", ".") not in held for number in numbers)
