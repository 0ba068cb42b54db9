"""What a reader sees: every part of the page, drawn from a conversation and the releases."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from documents.records import PressRelease
from ui.conversation import Conversation, Library
from ui.library_panel import library_panel, newest_first
from ui.masthead import empty_library, masthead, remark, welcome
from ui.release_panel import cited_release, whole_release
from ui.sources_panel import quotes_panel
from ui.transcript import transcript
from ui.wording import Wording, wording

if TYPE_CHECKING:
    from assistant import Assistant

NO_MODEL = "none"


@dataclass(frozen=True, slots=True)
class Views:
    """The page after something happened.

    ``running`` says that an answer is being made, ``accepted`` that a question has just been
    taken, so that the box it was typed into may be emptied.
    """

    masthead: Markup
    talk: Markup
    sources: Markup
    remark: Markup
    running: bool
    wording: Wording
    accepted: bool = False


def draw(conversation: Conversation, assistant: "Assistant") -> Views:
    """Return the page as it stands for this conversation."""
    words = wording(conversation.language)
    releases = assistant.releases()
    if conversation.exchanges:
        talk = transcript(conversation, words)
    elif releases:
        talk = welcome(_suggestions(releases, words), words)
    else:
        talk = empty_library(assistant.settings.documents, words)
    return Views(
        masthead=masthead(len(releases), words),
        talk=talk,
        sources=_panel(conversation, assistant, words),
        remark=remark(assistant.settings.chat_model != NO_MODEL, words),
        running=any(exchange.running for exchange in conversation.exchanges),
        wording=words,
    )


def _panel(conversation: Conversation, assistant: "Assistant", words: Wording) -> Markup:
    shown = conversation.shown
    if isinstance(shown, Library):
        read = assistant.release(shown.document) if shown.document else None
        if read:
            return whole_release(read, words)
        return library_panel(assistant.releases(), shown, words)
    exchange = conversation.exchanges[shown.exchange]
    if shown.quote not in exchange.quotes:
        return quotes_panel(shown.exchange, exchange, words)
    document = exchange.quotes[shown.quote].document
    return cited_release(shown, exchange, assistant.release(document), words)


def _suggestions(releases: Sequence[PressRelease], words: Wording) -> list[str]:
    newest = newest_first(releases)[:3]
    return [words.suggestion.format(title=release.title) for release in newest]
