"""Answering: a question becomes a cited, verified answer, or the finding that it isn't there."""

from assistant.assistant import Assistant
from assistant.records import (
    Answer,
    AnswerFinished,
    Citation,
    Composer,
    QuotesFound,
    Statement,
    StatementVerified,
    StreamEvent,
    Timings,
    TranslatedQuote,
    Turn,
)
from assistant.settings import Settings

__all__ = [
    "Answer",
    "AnswerFinished",
    "Assistant",
    "Citation",
    "Composer",
    "QuotesFound",
    "Settings",
    "Statement",
    "StatementVerified",
    "StreamEvent",
    "Timings",
    "TranslatedQuote",
    "Turn",
]
