"""What happens in the conversation: each thing a reader does, and the views it changes.

No Gradio type is in here; ``ui.web_chat`` puts the views on the page.
"""

import logging
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.records import (
    Answer,
    AnswerFinished,
    QuotesFound,
    StatementVerified,
    StreamEvent,
)
from documents.errors import BelegError
from ui.conversation import Conversation, Conversations, Exchange, Stage
from ui.feedback import Feedback
from ui.offered_questions import FIRST_SECONDS, UNHURRIED_SECONDS
from ui.panel_events import PanelEvents
from ui.ticking import ticking
from ui.views import Views
from ui.wording import WORDINGS, wording

if TYPE_CHECKING:
    from assistant import Assistant

logger = logging.getLogger(__name__)


class ChatEvents(PanelEvents):
    """The events of the web chat: those of the panel and those of the conversation.

    Every method takes the id of the reader's conversation and returns the views to show.
    """

    def __init__(self, assistant: "Assistant", conversations: Conversations | None = None) -> None:
        super().__init__(assistant, conversations)
        settings = assistant.settings
        self._feedback = Feedback(settings.data, settings.keep_hours)

    def arrive(self, identity: str, preferred: str) -> Views:
        """Show the page to a reader whose browser prefers these languages."""
        conversation = self._conversations.of(identity)
        conversation.language = wording(preferred).code
        return self._views(conversation)

    def forget(self) -> None:
        """Let go of conversations and verdicts that have been kept as long as they may be."""
        self._conversations.forget()
        with suppress(BelegError):  # said where a verdict cannot be kept
            self._feedback.forget()

    def offer(self, identity: str) -> Views:
        """Show questions to begin with, as soon as they are found."""
        conversation = self._conversations.of(identity)
        if not conversation.exchanges:
            self._first_questions(conversation.language)
        return self._views(conversation)

    def prepare(self) -> None:
        """Find the questions to begin with before the first reader comes."""
        for code in WORDINGS:
            self._first_questions(code, UNHURRIED_SECONDS)

    def ask(
        self, identity: str, asked: object, language: str | None = None, *, alone: bool = False
    ) -> Iterator[Views]:
        """Answer a question; yield the views whenever there is more to see.

        Closing the iterator cancels the answer. A blank question changes nothing. ``alone`` asks
        without what went before.
        """
        conversation = self._conversations.of(identity)
        question = str(asked or "").encode("utf-8", "replace").decode().strip()
        if not question or conversation.running:
            yield self._views(conversation)
            return
        if conversation.editing:
            conversation.drop_last()
            conversation.editing = False
        history = () if alone else conversation.history()
        exchange = conversation.begin(question)
        exchange.wished, exchange.alone = language, alone
        among = conversation.limits.among(self._assistant.releases())
        exchange.among = None if among is None else len(among)
        yield replace(self._views(conversation), accepted=True)
        try:
            start = partial(self._assistant.stream, question, history, language, documents=among)
            with closing(ticking(start)) as events:
                for event in events:
                    if event is not None:
                        _apply(event, exchange)
                    if not exchange.running:
                        break
                    yield self._views(conversation)
        except BelegError as error:
            exchange.stage, exchange.problem = Stage.FAILED, str(error)
        except Exception:
            logger.exception("A question could not be answered.")
            exchange.stage, exchange.problem = Stage.FAILED, ""
        finally:
            if exchange.running:
                exchange.stage = Stage.STOPPED
        yield self._views(conversation)
        if exchange.answer is not None and self._offer_more(conversation, exchange.answer):
            yield self._views(conversation)

    def suggest(self, identity: str, asked: object, language: object) -> Iterator[Views]:
        """Answer a question that we offered, as it was checked: alone, in the language it is in.

        A headline in it may be in another language and would otherwise decide.
        """
        spoken = self._conversations.of(identity).language
        if isinstance(language, str) and language in WORDINGS:
            spoken = language
        return self.ask(identity, asked, spoken, alone=True)

    def retry(self, identity: str, exchange: object) -> Iterator[Views]:
        """Ask the question of an earlier exchange once more; the last one's answer is replaced."""
        conversation = self._conversations.of(identity)
        earlier = conversation.exchange(exchange)
        if earlier is None or conversation.running:
            return iter((self._views(conversation),))
        conversation.editing = earlier is conversation.exchanges[-1]
        return self.ask(identity, earlier.question, earlier.wished, alone=earlier.alone)

    def edit(self, identity: str) -> Views:
        """Put the last question back into the box; the next one asked takes its place."""
        conversation = self._conversations.of(identity)
        if not conversation.exchanges or conversation.running:
            return self._views(conversation)
        conversation.editing = True
        return replace(self._views(conversation), box=conversation.exchanges[-1].question)

    def keep(self, identity: str) -> Views:
        """Leave the last question as it is after all."""
        conversation = self._conversations.of(identity)
        conversation.editing = False
        return replace(self._views(conversation), box="")

    def stop(self, identity: str) -> Views:
        """Mark the running answer as stopped; the page cancels its iterator."""
        conversation = self._conversations.of(identity)
        conversation.stop()
        return self._views(conversation)

    def clear(self, identity: str) -> Views:
        """Forget the conversation and start anew."""
        conversation = self._conversations.of(identity)
        conversation.clear()
        return self._views(conversation)

    def language(self, identity: str, code: object) -> Views:
        """Switch the interface to another language."""
        conversation = self._conversations.of(identity)
        if isinstance(code, str):
            conversation.language = wording(code).code
        return self._views(conversation)

    def rate(self, identity: str, exchange: object, verdict: object, correction: object) -> Views:
        """Keep the reader's verdict on an answer: right, or wrong with what would be right."""
        conversation = self._conversations.of(identity)
        rated = conversation.exchange(exchange)
        if rated is None or rated.answer is None or verdict not in {"right", "wrong"}:
            return self._views(conversation)
        said = correction.strip() if isinstance(correction, str) else ""
        try:
            if verdict == "right" or said:
                self._feedback.add(rated.answer, verdict == "right", said)
                rated.verdict = "kept"
            else:
                rated.verdict = "wrong"
        except BelegError as error:
            rated.verdict, rated.problem = "failed", str(error)
        return self._views(conversation)

    def _first_questions(self, language: str, seconds: float = FIRST_SECONDS) -> None:
        try:
            self._offered.first(language, seconds)
        except Exception:
            logger.exception("No questions could be offered.")

    def _offer_more(self, conversation: Conversation, answer: Answer) -> bool:
        """Find questions to follow the last answer; tell whether there are any."""
        asked = [exchange.question for exchange in conversation.exchanges]
        found = [q for one in conversation.exchanges if one.answer is answer for q in one.found]
        try:
            following = self._offered.following(answer, asked, conversation.language, found)
        except Exception:
            logger.exception("No questions could be offered.")
            return False
        for exchange in conversation.exchanges:
            exchange.following = following if exchange.answer is answer else ()
        return bool(following)


def _apply(event: StreamEvent, exchange: Exchange) -> None:
    """Take what the assistant sent into the exchange, unless the reader has stopped it."""
    if not exchange.running:
        return
    match event:
        case QuotesFound():
            exchange.found, exchange.language = event.citations, event.language
            exchange.stage = Stage.ANSWERING
        case StatementVerified():
            exchange.statements += (event.statement,)
            known = {quote.number for quote in exchange.cited}
            exchange.cited += tuple(new for new in event.citations if new.number not in known)
        case AnswerFinished():
            exchange.answer = event.answer
            exchange.cited = event.answer.citations
            exchange.stage = Stage.FINISHED
