"""Draw what a reader can do with an answer: take it along, say whether it is right, ask again."""

from markupsafe import Markup

from assistant.records import Answer
from ui.conversation import Conversation, Exchange
from ui.export import (
    answer_as_html,
    answer_as_markdown,
    answer_as_text,
    conversation_as_markdown,
)
from ui.feedback import LONGEST_CORRECTION
from ui.visible_text import escaped
from ui.wording import Wording


def exchange_tools(
    place: int, exchange: Exchange, wording: Wording, keep_hours: float | None, *, last: bool
) -> Markup:
    """Return what can be done with an exchange that is over: a row of tools, and its verdict.

    ``keep_hours`` is how long a verdict is kept at most, ``None`` until the operator deletes it;
    ``last`` says whether no other exchange follows.
    """
    if exchange.running:
        return Markup("")
    row = Markup('<div class="tools">{}</div>')
    answer = exchange.answer
    again = _again(place, exchange, wording, last=last)
    if answer is None:
        return row.format(again)
    verdict = _verdict(place, exchange, wording, keep_hours)
    return row.format(_copies(answer, wording) + again) + row.format(verdict)


def _copies(answer: Answer, wording: Wording) -> Markup:
    """Return the buttons that take the answer along, each carrying what it copies."""
    return Markup(
        '<button type="button" data-copy="{text}" data-copy-html="{html}" data-done="{done}">'
        '{copy}</button><button type="button" data-copy="{markdown}" data-done="{done}">'
        "{as_markdown}</button>"
    ).format(
        text=answer_as_text(answer, wording),
        html=str(answer_as_html(answer, wording)),
        markdown=answer_as_markdown(answer, wording),
        done=wording.copied,
        copy=wording.copy_answer,
        as_markdown=wording.as_markdown,
    )


def _verdict(place: int, exchange: Exchange, wording: Wording, keep_hours: float | None) -> Markup:
    """Return how a reader says whether an answer is right, and what becomes of what they say."""
    if exchange.verdict == "kept":
        return Markup('<p class="said" role="status">{}</p>').format(wording.kept)
    if exchange.verdict == "failed":
        return Markup('<p class="said" role="status">{}</p>').format(
            escaped(exchange.problem or "")
        )
    button = Markup(
        '<button type="button" data-event="rate" data-exchange="{}" data-verdict="{}">{}</button>'
    )
    told = wording.keeps
    if keep_hours is not None:
        told = wording.keeps_hours.format(hours=f"{keep_hours:g}")
    keeps = Markup('<span class="keeps">{}</span>').format(told)
    if exchange.verdict == "wrong":
        asked = Markup('<input class="correction" aria-label="{}" placeholder="{}" maxlength="{}">')
        return (
            Markup('<div class="said">')
            + asked.format(wording.correction, wording.correction, LONGEST_CORRECTION)
            + button.format(place, "wrong", wording.send)
            + Markup("</div>")
            + keeps
        )
    buttons = button.format(place, "right", wording.right)
    return buttons + button.format(place, "wrong", wording.wrong) + keeps


def _again(place: int, exchange: Exchange, wording: Wording, *, last: bool) -> Markup:
    """Return what asks again: any question without an answer, the last one also in other words."""
    button = Markup('<button type="button" data-event="{}" data-exchange="{}">{}</button>')
    buttons = Markup("")
    if last or exchange.answer is None:
        buttons += button.format("retry", place, wording.retry)
    if last:
        buttons += button.format("edit", place, wording.edit)
    return buttons


def conversation_tools(conversation: Conversation, wording: Wording) -> Markup:
    """Return what can be done with the whole conversation once nothing is running."""
    if conversation.running:
        return Markup("")
    answers = [exchange.answer for exchange in conversation.exchanges if exchange.answer]
    return Markup(
        '<div class="tools whole"><button type="button" data-event="clear">{new}</button>'
        '<button type="button" data-download="{markdown}">{download}</button></div>'
    ).format(
        new=wording.new,
        markdown=conversation_as_markdown(answers, wording),
        download=wording.download,
    )
