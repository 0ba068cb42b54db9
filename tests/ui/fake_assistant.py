"""A hand-checkable assistant: it quotes the sentences that share the most words with a question.

For states that are hard to reach with the real one, and for tests that need none of its wisdom.
"""

import hashlib
import os
import re
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

from assistant.chain import Found
from assistant.records import (
    Answer,
    AnswerFinished,
    CheckHeld,
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
from assistant.understand import Inquiry
from documents.records import Passage, PressRelease, Sentence
from index.records import Evidence, IndexHealth, IndexStatus, ReindexReport


def release(name, text, **known):
    """Return a release of ``text`` whose first line is its title."""
    told = {
        "published": date(2026, 3, 2),
        "issuer": "Stadtwerke Talheim",
        "language": "de",
        "url": "https://presse.example/a?b=1&c=2",
    }
    return PressRelease(
        id=name,
        title=text.split("\n")[0],
        text=text,
        source=f"/releases/{name}",
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
        **(told | known),
    )


BRIDGE = release(
    "bruecke.de.txt",
    "Neue Brücke über die Saar eröffnet\n"
    "Am 3. Mai 2026 wurde in Talheim die neue Brücke eröffnet.\n"
    "Sie kostete 12,5 Millionen Euro. Bauleiterin war Ada Krämer.\n"
    + "Der Verkehr rollt wieder in beide Richtungen.\n" * 30
    + "Die alte Brücke wird 2027 abgerissen.\n",
)
CHOIR = release(
    "chorale.fr.txt",
    "La chorale de Talheim chante à Nancy\nLe concert aura lieu le 14 juin 2026.\n",
    language="fr",
    issuer="Chorale de Talheim",
    url=None,
)
RELEASES = (BRIDGE, CHOIR)
VERSIONS = {BRIDGE.id: (CHOIR.id,), CHOIR.id: (BRIDGE.id,)}
NOWHERE = Path(os.devnull) / "data"  # a test that keeps something names a folder of its own
WRITTEN = "Das steht da"
REFUSAL = "Das steht nicht in den Mitteilungen."


def words(text):
    return set(re.findall(r"\w{4,}", text.lower()))


class FakeAssistant:
    """Answers from ``releases``; waits ``pace`` seconds between the events of a stream."""

    def __init__(  # noqa: PLR0913 - each state that is hard to reach has its own
        self,
        releases=RELEASES,
        *,
        pace=0.0,
        settings=None,
        statement=WRITTEN,
        error=None,
        versions=None,
    ):
        self._releases = tuple(releases)
        self._pace = pace
        self._statement = statement
        self._error = error
        self._versions = versions or {}
        self.settings = settings or Settings(documents=Path("/releases"), data=NOWHERE)
        self.closed = False
        self._ended = threading.Event()
        self.histories = []

    def was_cancelled(self, within=5.0):
        return self._ended.wait(within)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.closed = True

    def warm_up(self):
        return None

    def read_ahead(self, stop):
        stop.wait()

    def releases(self):
        return self._releases

    def release(self, document_id):
        return next((one for one in self._releases if one.id == document_id), None)

    def versions(self, document_id):
        return self._versions.get(document_id, ())

    def search(self, question, *, limit=None, documents=None):  # noqa: ARG002
        """Find the same quotes as an answer does, the nearer the more words they share."""
        evidence = []
        for place, citation in enumerate(self._citations(question)):
            one = self.release(citation.document)
            passage = Passage(one, 0, len(one.text))
            near = bool(words(citation.quote) & words(question))
            evidence.append(
                Evidence(
                    Sentence(passage, citation.start, citation.end),
                    score=1 - place / 10,
                    sentence_similarity=0.97 if near else 0.7,
                    passage_similarity=0.95,
                )
            )
        return Found(Inquiry(question, question, "de"), tuple(evidence), (), 1.0)

    @property
    def writes(self):
        return self.settings.chat_model != "none"

    def translate(self, quote, language):  # noqa: ARG002
        """Translate every quote into the same words, or break off where told to."""
        if self._error:
            raise self._error
        return TranslatedQuote(f"{language}: translated", language, "fake")

    def check(self):
        return None

    def health(self):
        return IndexHealth(ReindexReport(unchanged=tuple(one.id for one in self._releases)))

    def status(self):
        return IndexStatus(
            "/index", len(self._releases), 4, 40, "fake", 1, {"de": 1, "fr": 1}, 5_000_000
        )

    def reindex(self, on_progress=None, rebuild=False):  # noqa: ARG002
        return ReindexReport(unchanged=tuple(one.id for one in self._releases), seconds=0.01)

    def ask(self, question, history=None, language=None, *, quotes_only=False):
        *_, last = self.stream(question, history, language, quotes_only=quotes_only)
        return last.answer

    def stream(
        self,
        question: str,
        history: Sequence[Turn] | None = None,
        language: str | None = None,
        *,
        quotes_only: bool = False,
        documents: Collection[str] | None = None,
    ) -> Iterator[StreamEvent]:
        self.histories.append(tuple(history or ()))
        if self._error:
            raise self._error
        language = language or "de"
        citations = self._citations(question, documents)
        try:
            time.sleep(self._pace)
            yield QuotesFound(citations, language)
            answered = bool(citations and words(citations[0].quote) & words(question))
            statements = ()
            if answered:
                text = citations[0].quote if quotes_only else self._statement
                checks = () if quotes_only else (CheckHeld("dates", ("3. Mai 2026",)),)
                statements = (Statement(text, (1,), supported=True, checks=checks),)
                time.sleep(self._pace)
                yield StatementVerified(statements[0], citations)
            time.sleep(self._pace)
            yield AnswerFinished(
                Answer(
                    question=question,
                    language=language,
                    answered=answered,
                    text=f"{statements[0].text} [1]" if answered else REFUSAL,
                    statements=statements,
                    citations=citations if answered else citations[:2],
                    composer=Composer.QUOTES if quotes_only else Composer.MODEL,
                    confidence=0.9 if answered else 0.1,
                    timings=Timings(5.0, None, 10.0),
                )
            )
        except GeneratorExit:
            self._ended.set()
            raise

    def _citations(self, question, documents=None):
        found = []
        for one in self._releases:
            if documents is not None and one.id not in documents:
                continue
            for match in re.finditer(r"[^\n.]+\.(?=\s|$)(?:[^\n.]*\d[^\n.]*\.)?", one.text):
                quote = match[0].strip()
                start = one.text.index(quote)
                shared = len(words(quote) & words(question))
                found.append((-shared, one.id, start, quote, one))
        found.sort(key=lambda entry: entry[:3])
        return tuple(
            Citation(
                number=number,
                document=one.id,
                title=one.title,
                language=one.language,
                date=one.published,
                issuer=one.issuer,
                url=one.url,
                quote=quote,
                start=start,
                end=start + len(quote),
                content_hash=one.content_hash,
            )
            for number, (_, _, start, quote, one) in enumerate(found[:4], 1)
        )
