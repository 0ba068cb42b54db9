"""What a reader does in the panel: open a quote, read in the library, choose what to ask.

No Gradio type is in here; ``ui.web_chat`` puts the views on the page.
"""

import logging
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.records import Citation, TranslatedQuote
from documents.errors import BelegError
from index.records import ReindexProgress, ReindexReport
from ui.conversation import Conversation, Conversations, Library, Shown, place_of
from ui.limits import day_named
from ui.offered_questions import OfferedQuestions
from ui.reread import reread
from ui.ticking import ticking
from ui.views import Views, draw
from ui.wording import Wording, wording

if TYPE_CHECKING:
    from assistant import Assistant

logger = logging.getLogger(__name__)

_LONGEST_REPORT = 5_000


class PanelEvents:
    """The events of the panel over one assistant; shared by all readers, safe between threads.

    Every method takes the id of the reader's conversation and returns the views to show.
    """

    def __init__(self, assistant: "Assistant", conversations: Conversations | None = None) -> None:
        self._assistant = assistant
        self._conversations = conversations or Conversations.kept(assistant.settings.keep_hours)
        self._offered = OfferedQuestions(assistant)

    def choose(self, identity: str, document: object) -> Views:
        """Limit questions to a release, besides others so chosen, or no longer."""
        conversation = self._conversations.of(identity)
        limits = conversation.limits
        if isinstance(document, str) and (
            document in limits.chosen or self._assistant.release(document)
        ):
            conversation.limits = limits.toggled(document)
        return self._views(conversation)

    def unchoose(self, identity: str) -> Views:
        """Ask all releases again, whatever was chosen."""
        conversation = self._conversations.of(identity)
        conversation.limits = replace(conversation.limits, chosen=frozenset())
        return self._views(conversation)

    def since(self, identity: str, day: object) -> Views:
        """Limit questions to releases from this day on; no day lifts that limit."""
        conversation = self._conversations.of(identity)
        conversation.limits = replace(conversation.limits, since=day_named(day))
        return self._views(conversation)

    def until(self, identity: str, day: object) -> Views:
        """Limit questions to releases up to this day; no day lifts that limit."""
        conversation = self._conversations.of(identity)
        conversation.limits = replace(conversation.limits, until=day_named(day))
        return self._views(conversation)

    def anytime(self, identity: str) -> Views:
        """Ask releases of any day again."""
        conversation = self._conversations.of(identity)
        conversation.limits = replace(conversation.limits, since=None, until=None)
        return self._views(conversation)

    def cite(self, identity: str, exchange: object, quote: object) -> Views:
        """Show the release behind a quote; a key that is not there changes nothing."""
        conversation = self._conversations.of(identity)
        cited = conversation.exchange(exchange)
        if cited and isinstance(quote, str) and quote in cited.quotes:
            conversation.shown = Shown(conversation.exchanges.index(cited), quote)
        return self._views(conversation)

    def translate(self, identity: str, exchange: object, quote: object) -> Iterator[Views]:
        """Have a quote translated into the answer's language; junk changes nothing.

        Yields the views with a word that it is being done, and with what became of it.
        """
        conversation = self._conversations.of(identity)
        asked = conversation.exchange(exchange)
        cited = asked.quotes.get(quote) if asked and isinstance(quote, str) else None
        if asked is None or cited is None or not asked.language:
            yield self._views(conversation)
            return
        place, language = place_of(cited), asked.language
        if place in asked.translations or cited.language == language:
            yield self._views(conversation)
            return
        asked.translations[place] = None
        yield self._views(conversation)
        made = TranslatedQuote(None, language, None)
        try:
            with closing(
                ticking(partial(_translated, self._assistant, cited, language))
            ) as results:
                made = next(result for result in results if result is not None)
        except BelegError as error:
            made = replace(made, problems=(str(error),))
        except Exception:
            logger.exception("A quote could not be translated.")
        finally:
            asked.translations[place] = made
        yield self._views(conversation)

    def overtaken(self, identity: str) -> Views:
        """Show the page as it stands, after older views of it have come later than newer ones."""
        return self._views(self._conversations.of(identity))

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
        """Show one release of the library, or a version of a cited one; junk changes nothing."""
        conversation = self._conversations.of(identity)
        if isinstance(document, str) and self._assistant.release(document):
            shown = conversation.shown
            library = shown if isinstance(shown, Library) else Library(before=shown)
            conversation.shown = replace(library, document=document)
        return self._views(conversation)

    def reindex(self, identity: str) -> Iterator[Views]:
        """Read the folder again; yield the views while it goes on."""
        return self._reread(identity, "")

    def uploaded(self, identity: str, problems: object) -> Iterator[Views]:
        """Take up what a reader has sent; ``problems`` says what was refused, a line for each."""
        said = problems[:_LONGEST_REPORT] if isinstance(problems, str) else ""
        return self._reread(identity, said)

    def _reread(self, identity: str, problems: str) -> Iterator[Views]:
        conversation = self._conversations.of(identity)
        words = wording(conversation.language)

        def report(told: str) -> Library:
            return Library(report="\n".join(filter(None, (told, problems))))

        try:
            for news in reread(self._assistant):
                conversation.shown = report(_told(news, words))
                yield self._views(conversation)
        except BelegError as error:
            conversation.shown = report(str(error))
        except Exception:
            logger.exception("The folder could not be read again.")
            conversation.shown = report(words.failed)
        yield self._views(conversation)

    def back(self, identity: str) -> Views:
        """Go back: from a release to its sources or the library, from there to the answer."""
        conversation = self._conversations.of(identity)
        match conversation.shown:
            case Shown(exchange):
                conversation.shown = Shown(exchange)
            case Library(document=str(), before=Shown() as cited):
                conversation.shown = cited
            case Library(document=str()) as library:
                conversation.shown = replace(library, document=None)
            case _ if conversation.exchanges:
                conversation.shown = Shown(len(conversation.exchanges) - 1)
            case _:
                conversation.shown = Library(chosen=False)
        return self._views(conversation)

    def _views(self, conversation: Conversation) -> Views:
        first = self._offered.first_known(conversation.language)
        return draw(conversation, self._assistant, first)


def _translated(
    assistant: "Assistant", quote: Citation, language: str
) -> Generator[TranslatedQuote]:
    yield assistant.translate(quote, language)


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
