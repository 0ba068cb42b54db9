"""Signals: what speaks for and against the answer being in the evidence.

Each is a figure that a reader can follow: how close the best sentence is, whether the names of the
question occur, whether a question for a number or a time finds one, what the reader makes of the
passages, and, once the chat model has spoken its first word, how much it prefers "Yes" to "No".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.asked_for import is_untold
from assistant.asked_kind import Kind, question_kind
from assistant.asked_time import asked_time
from assistant.names import fold, missing_names, names, same_word
from assistant.parse_reply import Verdict
from assistant.quantities import find_quantities
from assistant.understand import Inquiry
from documents.function_words import FUNCTION_WORDS
from index.records import Evidence

_WORD = re.compile(r"[^\W\d_]+")
SHORTEST_CONTENT = 4  # letters
YEARS = range(1900, 2101)
_TIMES = range(1000, 2101)  # years of history as well, where a question asks for a time


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer being in the evidence.

    From search: ``closeness`` is the best cosine of question and sentence, ``around`` that of
    question and the best sentence's passage, ``lead`` how far the best score is ahead of the
    last, ``gathered`` the share of the evidence that is in the best one's release, ``matched`` how
    well the question's words find their like in the best sentence for that (``None`` where the
    embedding model does not tell), ``same_language`` 1 where the best evidence is in the question's
    language, else 0.
    From the words: ``names_missing`` is the share of the question's names and numbers that no
    passage of the evidence holds, ``words_missing`` that of its content words where it shares the
    evidence's language, ``kind_missing`` 1 if it asks for a number or a time and no evidence has
    one, or for a number and the chat model copied none, ``time_missing`` 1 if it names a time and
    all evidence belongs to others, ``untold`` 1 if it asks for what comes next, or who leads or
    holds an office, and no evidence tells any. From the reader, where there is one: ``answers``,
    its best log odds that a passage answers, and ``relevance``, its best of a sentence. From the
    chat model: ``margin`` is its log odds of "Yes", ``choice`` the log probability of the source
    that it is to name first (``None`` where it does not tell), ``stated`` its best log odds that a
    source states a draft, ``failed`` 1 if a draft said what no source holds and none was better.
    From both: ``seconded`` is the reader's best relevance of a source that a draft rests on,
    ``outdone`` by how much it finds another sentence better, ``agreed`` 1 if both take the same
    words of the first sentence for the answer.
    """

    closeness: float
    around: float
    lead: float
    same_language: float
    names_missing: float
    words_missing: float
    kind_missing: float
    time_missing: float = 0.0
    untold: float = 0.0
    gathered: float = 0.0
    matched: float | None = None
    answers: float | None = None
    relevance: float | None = None
    margin: float | None = None
    choice: float | None = None
    stated: float | None = None
    failed: float = 0.0
    seconded: float | None = None
    outdone: float = 0.0
    agreed: float = 0.0

    def with_verdict(self, verdict: Verdict) -> "Signals":
        """Return the signals with the chat model's first word among them."""
        return replace(self, margin=verdict.log_odds)

    def with_draft(
        self, stated: float | None, *, failed: bool, seconded: float | None = None
    ) -> "Signals":
        """Return the signals after one more draft: the best over all drafts counts."""
        known = [value for value in (stated, self.stated) if value is not None]
        seconded = _best((seconded, self.seconded))
        outdone = 0.0
        if seconded is not None and self.relevance is not None:
            outdone = max(0.0, self.relevance - seconded)
        return replace(
            self,
            stated=max(known, default=None),
            failed=float(failed and not known),
            seconded=seconded,
            outdone=outdone,
        )


def read_signals(inquiry: Inquiry, evidence: Sequence[Evidence]) -> Signals:
    """Return the signals that search alone gives; ``evidence`` must not be empty."""
    wanted = names(inquiry.matter, inquiry.language)
    asked = find_quantities(inquiry.matter, inquiry.language)
    held = [find_quantities(_around(item), item.release.language) for item in evidence]
    missing = missing_names(wanted, "\n".join(_around(item) for item in evidence))
    numbers = [q for q in asked.numbers if not any(q.readings & each.values for each in held)]
    kind = question_kind(inquiry.question, inquiry.language)
    time = asked_time(inquiry.asked, inquiry.language)
    return Signals(
        closeness=max(item.sentence_similarity for item in evidence),
        around=evidence[0].passage_similarity,
        lead=evidence[0].score - evidence[-1].score,
        same_language=float(evidence[0].release.language == inquiry.language),
        names_missing=(len(missing) + len(numbers)) / max(1, len(wanted) + len(asked.numbers)),
        words_missing=_words_missing(inquiry, evidence),
        kind_missing=float(kind is not None and not any(_holds(item, kind) for item in evidence)),
        time_missing=float(not any(time.fits(item) for item in evidence)),
        untold=float(is_untold(inquiry.asked, inquiry.language, evidence)),
        gathered=_gathered(evidence),
        matched=_best(item.matched for item in evidence),
        answers=_best(item.answers for item in evidence),
        relevance=best_relevance(evidence),
    )


def _gathered(evidence: Sequence[Evidence]) -> float:
    best = evidence[0].release.id
    return sum(item.release.id == best for item in evidence) / len(evidence)


def best_relevance(evidence: Iterable[Evidence]) -> float | None:
    """Return the reader's best relevance of a sentence, ``None`` where it read none of them."""
    return _best(item.relevance for item in evidence)


def _words_missing(inquiry: Inquiry, evidence: Sequence[Evidence]) -> float:
    """Return the share of the question's content words that its own language's evidence lacks.

    None where the best evidence is in another language: what else is there is beside the point.
    In German only nouns count: verbs part ("fand … statt") and change their stems. A compound
    holds its parts: "Zentren" stands in "Kompetenzzentren".
    """
    words = content_words(inquiry.matter, inquiry.language)
    if evidence[0].release.language != inquiry.language or not words:
        return 0.0
    texts = [_around(item) for item in evidence if item.release.language == inquiry.language]
    return len(missing_words(words, texts)) / len(words)


def missing_words(words: Iterable[str], texts: Iterable[str]) -> list[str]:
    """Return the words, folded, that none of the texts holds, whatever their endings."""
    present = {fold(word) for text in texts for word in _WORD.findall(text)}
    return [
        word
        for word in map(fold, words)
        if not any(same_word(word, other) or word in other for other in present)
    ]


def content_words(text: str, language: str) -> tuple[str, ...]:
    """Return the words of a question that say what it is about; in German its nouns."""
    common = FUNCTION_WORDS.get(language, frozenset())
    words = [word for word in _WORD.findall(text) if word.lower() not in common]
    if language == "de":
        return tuple(word for word in words if word[0].isupper())
    return tuple(word for word in words if len(word) >= SHORTEST_CONTENT)


def _best(values: Iterable[float | None]) -> float | None:
    return max((value for value in values if value is not None), default=None)


def _around(item: Evidence) -> str:
    return f"{item.release.title}\n{item.release.published or ''}\n{item.passage.text}"


def _holds(item: Evidence, kind: Kind) -> bool:
    """Tell whether a sentence has a number beyond dates, or a date."""
    quantities = find_quantities(item.sentence.text, item.release.language)
    whole = [int(v) for v in quantities.values if v == v.to_integral_value()]
    if kind is Kind.TIME:
        return bool(quantities.months) or any(year in _TIMES for year in whole)
    years = [year for year in whole if year in YEARS]
    in_dates = len(years) + (len(quantities.numbers) if quantities.months else 0)
    return len(quantities.numbers) > in_dates
