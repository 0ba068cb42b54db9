"""What a reader sees: every part of the page, drawn from a conversation and the releases."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from markupsafe import Markup

from documents.records import PressRelease
from ui.conversation import Conversation, Library
from ui.library_panel import library_panel
from ui.limits import limits_bar
from ui.masthead import empty_library, masthead, remark, welcome
from ui.release_panel import cited_release, whole_release
from ui.sources_panel import quotes_panel
from ui.transcript import transcript
from ui.wording import Wording, wording

if TYPE_CHECKING:
    from assistant import Assistant

NO_MODEL = "none"
_turns = count(1)


@dataclass(frozen=True, slots=True)
class Views:
    """The page after something happened.

    ``running`` says that an answer is being made, ``accepted`` that a question has just been
    taken, so that the box it was typed into may be emptied. ``box`` is what to put into the box,
    ``None`` to leave it to the reader. ``turn`` grows from views to views of this process: those
    with a lower number may know less, should they reach the page later.
    """

    masthead: Markup
    talk: Markup
    sources: Markup
    remark: Markup
    limits: Markup
    turn: int
    running: bool
    wording: Wording
    accepted: bool = False
    box: str | None = None


def draw(
    conversation: Conversation, assistant: "Assistant", first_questions: Sequence[str]
) -> Views:
    """Return the page as it stands for this conversation."""
    turn = next(_turns)  # before anything is looked at, so that no later turn has seen less
    words = wording(conversation.language)
    releases = assistant.releases()
    if conversation.exchanges:
        talk = transcript(conversation, words, assistant.settings.keep_hours)
    elif releases:
        talk = welcome(first_questions, words)
    else:
        talk = empty_library(assistant.settings.documents, words)
    return Views(
        masthead=masthead(len(releases), words),
        talk=talk,
        sources=_panel(conversation, assistant, words),
        remark=remark(assistant.settings.chat_model != NO_MODEL, words),
        limits=limits_bar(conversation.limits, releases, words, editing=conversation.editing),
        turn=turn,
        running=conversation.running,
        wording=words,
    )


def _panel(conversation: Conversation, assistant: "Assistant", words: Wording) -> Markup:
    shown = conversation.shown

    def versions(document: str) -> list[PressRelease]:
        found = (assistant.release(other) for other in assistant.versions(document))
        return [release for release in found if release]

    if isinstance(shown, Library):
        read = assistant.release(shown.document) if shown.document else None
        if read:
            return whole_release(read, words, versions)
        return library_panel(
            assistant.releases(),
            shown,
            words,
            versions,
            limits=conversation.limits,
            uploads=assistant.settings.uploads,
        )
    exchange = conversation.exchanges[shown.exchange]
    if shown.quote not in exchange.quotes:
        return quotes_panel(shown.exchange, exchange, words, versions, translates=assistant.writes)
    document = exchange.quotes[shown.quote].document
    return cited_release(shown, exchange, assistant.release(document), words, versions)
