"""Step 1, understand: what is asked, in which language, and what to search for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from assistant.follow_up import Context, context_of
from assistant.leaning import without_opening
from assistant.period import SaidPeriod, period_of
from assistant.records import Turn
from documents.errors import QuestionUnusable
from documents.function_words import FUNCTION_WORDS
from documents.language import guess_language
from documents.normalise import normalise

_COMMON_WORDS = tuple(FUNCTION_WORDS.values())


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question understood.

    ``question`` is what was asked, cleaned; ``search_text`` what to look for. ``language`` is the
    one to answer in (ISO 639-1). ``context`` is what a question leans on that cannot be understood
    alone, ``period`` of which days it wants the releases.
    """

    question: str
    search_text: str
    language: str
    context: Context | None = None
    period: SaidPeriod | None = None

    @property
    def asked(self) -> str:
        """The question as somebody understands it who has not heard the conversation."""
        return f"{self.context.earlier} {self.question}" if self.context else self.question

    @property
    def matter(self) -> str:
        """The same without the words that only say of which days the releases shall be."""
        return self.period.rest if self.period and not self.context else self.asked


def understand(
    question: str,
    history: Sequence[Turn] | None = None,
    language: str | None = None,
    *,
    limit: int,
    today: date | None = None,
) -> Inquiry:
    """Return what is asked; raise ``QuestionUnusable`` for nothing or more than ``limit`` signs.

    ``language`` names the language to answer in; without it, it is the question's own, for which
    the conversation's language counts as a prior. Weeks and months are counted from ``today``.
    """
    clean = " ".join(normalise(question).split())
    if not any(sign.isalnum() for sign in clean):
        raise QuestionUnusable("The question is empty.", "Type what you would like to know.")
    if len(clean) > limit:
        raise QuestionUnusable(
            f"The question has {len(clean):,} characters; at most {limit:,} can be read.",
            "Ask it in a few sentences, without the text it is about.",
        )
    spoken = history[-1].language if history else None
    if spoken is None or not _has_only_names(clean):
        spoken = guess_language(clean, prior=spoken).language
    context = context_of(clean, spoken, history or ())
    search_text = clean
    if history:
        search_text = context.resolved if context else without_opening(clean, spoken)
    period = period_of(clean, spoken, today or datetime.now(UTC).date())
    if period and context is None and any(sign.isalnum() for sign in period.rest):
        search_text = period.rest  # its words are the calendar's, not those of any release
    return Inquiry(clean, search_text, (language or spoken).lower(), context, period)


def _has_only_names(text: str) -> bool:
    """Tell whether a text is names and figures alone ("Inria 2018?"): it has no language."""
    words = re.findall(r"\w+", text)
    named = all(word[0].isupper() or not word[0].isalpha() for word in words)
    return named and not any(word.lower() in known for word in words for known in _COMMON_WORDS)
