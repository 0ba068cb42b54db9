"""What happens in the web chat: each thing a reader does, and the views it changes.

No Gradio type is in here; ``ui.web_chat`` puts the views on the page.
"""

import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.records import AnswerFinished, QuotesFound, StatementVerified, StreamEvent
from documents.errors import BelegError
from index.records import ReindexProgress, ReindexReport
from ui.conversation import Conversation, Conversations, Exchange, Library, Shown, Stage
from ui.feedback import Feedback
from ui.reread import reread
from ui.ticking import ticking
from ui.views import Views, draw
from ui.wording import Wording, wording

if TYPE_CHECKING:
    from assistant import Assistant

logger = logging.getLogger(__name__)


class ChatEvents:
    """The events of the web chat over one assistant; shared by all readers, safe between threads.

    Every method takes the id of the reader's conversation and returns the views to show.
    """

    def __init__(self, assistant: "Assistant", conversations: Conversations | None = None) -> None:
        self._assistant = assistant
        self._conversations = conversations or Conversations()
        self._feedback = Feedback(assistant.settings.data)

    def arrive(self, identity: str, preferred: str) -> Views:
        """Show the page to a reader whose browser prefers these languages."""
        conversation = self._conversations.of(identity)
        conversation.language = wording(preferred).code
        return self._views(conversation)

    def ask(self, identity: str, asked: object, language: str | None = None) -> Iterator[Views]:
        """Answer a question; yield the views whenever there is more to see.

        Closing the iterator cancels the answer. A blank question changes nothing.
        """
        conversation = self._conversations.of(identity)
        question = str(asked or "").encode("utf-8", "replace").decode().strip()
        if not question or any(exchange.running for exchange in conversation.exchanges):
            yield self._views(conversation)
            return
        history = conversation.history()
        exchange = conversation.begin(question)
        yield replace(self._views(conversation), accepted=True)
        try:
            start = partial(self._assistant.stream, question, history, language)
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

    def suggest(self, identity: str, asked: object) -> Iterator[Views]:
        """Answer a question that we offered, in the language we offered it in.

        Its headline may be in another language and would otherwise decide.
        """
        return self.ask(identity, asked, self._conversations.of(identity).language)

    def retry(self, identity: str, exchange: object) -> Iterator[Views]:
        """Ask the question of an earlier exchange once more."""
        conversation = self._conversations.of(identity)
        earlier = conversation.exchange(exchange)
        return self.ask(identity, earlier.question if earlier else "")

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

    def cite(self, identity: str, exchange: object, quote: object) -> Views:
        """Show the release behind a quote; a key that is not there changes nothing."""
        conversation = self._conversations.of(identity)
        cited = conversation.exchange(exchange)
        if cited and isinstance(quote, str) and quote in cited.quotes:
            conversation.shown = Shown(conversation.exchanges.index(cited), quote)
        return self._views(conversation)

    def library(self, identity: str) -> Views:
        """Show the releases."""
        conversation = self._conversations.of(identity)
        conversation.shown = Library()
        return self._views(conversation)

    def find(self, identity: str, query: object) -> Views:
        """Show the releases that fit the query."""
        conversation = self._conversations.of(identity)
        if isinstance(query, str) and isinstance(conversation.shown, Library):
            conversation.shown = replace(conversation.shown, query=query)
        return self._views(conversation)

    def read(self, identity: str, document: object) -> Views:
        """Show one release of the library; one that is not there changes nothing."""
        conversation = self._conversations.of(identity)
        if isinstance(document, str) and self._assistant.release(document):
            shown = conversation.shown
            library = shown if isinstance(shown, Library) else Library()
            conversation.shown = replace(library, document=document)
        return self._views(conversation)

    def reindex(self, identity: str) -> Iterator[Views]:
        """Read the folder again; yield the views while it goes on."""
        conversation = self._conversations.of(identity)
        words = wording(conversation.language)
        try:
            for news in reread(self._assistant):
                conversation.shown = replace(Library(), report=_told(news, words))
                yield self._views(conversation)
        except BelegError as error:
            conversation.shown = replace(Library(), report=str(error))
        except Exception:
            logger.exception("The folder could not be read again.")
            conversation.shown = replace(Library(), report=words.failed)
        yield self._views(conversation)

    def back(self, identity: str) -> Views:
        """Go back: from a release to its sources or the library, from there to the answer."""
        conversation = self._conversations.of(identity)
        match conversation.shown:
            case Shown(exchange):
                conversation.shown = Shown(exchange)
            case Library(document=str()) as library:
                conversation.shown = replace(library, document=None)
            case _ if conversation.exchanges:
                conversation.shown = Shown(len(conversation.exchanges) - 1)
            case _:
                conversation.shown = Library(chosen=False)
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

    def _views(self, conversation: Conversation) -> Views:
        return draw(conversation, self._assistant)


def _told(news: ReindexProgress | ReindexReport, words: Wording) -> str:
    """Return in one line how far the folder is read, or what it brought."""
    if isinstance(news, ReindexProgress):
        return words.reindexing.format(done=news.done, total=news.total)
    counts = words.reindexed.format(
        added=len(news.added),
        changed=len(news.changed),
        removed=len(news.removed),
        failed=len(news.failed),
    )
    return "\n".join((counts, *(f"{one.document}: {one.reason}" for one in news.failed)))


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
