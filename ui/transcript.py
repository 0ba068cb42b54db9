"""Draw a conversation: questions, verified statements with their chips, refusals, what is running.

Everything is one HTML string; every text in it has gone through ``escaped``.
"""

from markupsafe import Markup

from assistant.languages import quotes_introduction
from assistant.records import Answer, Citation, Composer, Statement
from ui.checks_line import checks_line
from ui.citation_line import status_label
from ui.conversation import Conversation, Exchange, Stage
from ui.export import days
from ui.masthead import library_size, suggested
from ui.quoted_text import quoted, speaker_line
from ui.tools import conversation_tools, exchange_tools
from ui.visible_text import escaped
from ui.wording import Wording


def transcript(
    conversation: Conversation, wording: Wording, keep_hours: float | None = None
) -> Markup:
    """Return the conversation, oldest first, and what a screen reader should hear of its end.

    ``keep_hours`` is how long a reader's verdicts are kept at most.
    """
    last = conversation.exchanges[-1]
    exchanges = Markup("").join(
        _exchange(place, one, wording, keep_hours, last=one is last)
        for place, one in enumerate(conversation.exchanges)
    )
    said = _announcement(conversation, wording)
    return Markup(
        '<p class="unseen" role="status">{}</p><div class="exchanges">{}{}{}</div>'
    ).format(
        escaped(said),
        exchanges,
        _following(conversation, wording),
        conversation_tools(conversation, wording),
    )


def _exchange(
    place: int, exchange: Exchange, wording: Wording, keep_hours: float | None, *, last: bool
) -> Markup:
    return Markup(
        '<article class="exchange {stage}" data-exchange="{place}">'
        '<h2 class="question" dir="auto">{heading}{question}</h2>'
        "{among}{quotes}{body}{tools}</article>"
    ).format(
        stage=exchange.stage.value,
        place=place,
        heading=_interface("span", "unseen", f"{wording.question_heading}: ", wording),
        question=escaped(exchange.question),
        quotes=_quotes_on_the_way(place, exchange, wording),
        body=_body(place, exchange, wording),
        among=_among(exchange, wording),
        tools=exchange_tools(place, exchange, wording, keep_hours, last=last),
    )


def _among(exchange: Exchange, wording: Wording) -> Markup:
    """Return of how many releases it was asked, and of which days, where that was not all."""
    period = exchange.answer.period if exchange.answer else None
    among = period.releases if period else exchange.among
    if among is None:
        return Markup("")
    said = wording.asked_of.format(count=library_size(among, wording))
    if period:
        said = f"{said}, {days(period, wording)}"
    return Markup('<p class="among">{}</p>').format(said)


def _following(conversation: Conversation, wording: Wording) -> Markup:
    """Return the questions offered after the last answer."""
    last = conversation.exchanges[-1]
    if last.answer is None or not last.following:
        return Markup("")
    language = last.answer.language
    offered = suggested(wording.following, last.following, language)
    return Markup('<section class="following">{}</section>').format(offered)


def _body(place: int, exchange: Exchange, wording: Wording) -> Markup:
    """Return the answer as far as it is there, and in words what is still missing."""
    answer = exchange.answer
    if answer is not None and exchange.refused:
        return _refusal(place, answer, wording)
    statements = answer.statements if answer is not None else exchange.statements
    body = Markup("").join(_statement(place, one, exchange, wording) for one in statements)
    if answer is not None and answer.composer is Composer.QUOTES:
        introduction = quotes_introduction(answer.language)
        body = Markup('<p class="introduction" dir="auto">{}</p>').format(introduction) + body
    if answer is not None and not statements:
        body = Markup('<p class="statement" dir="auto">{}</p>').format(escaped(answer.text))
    if exchange.stage is Stage.SEARCHING:
        body += _remark("running", wording.searching)
    elif exchange.stage is Stage.ANSWERING:
        body += _remark("running", wording.reading)
    elif exchange.stage is Stage.STOPPED:
        body += _remark("stopped", wording.stopped)
    elif exchange.stage is Stage.FAILED:
        body += _problem(exchange.problem or "", wording)
    language = escaped(answer.language if answer else exchange.language or "")
    text = Markup('<div class="answer" lang="{}">{}</div>').format(language, body)
    if answer is None:
        return text
    return text + _verdict(answer, wording)


def _statement(place: int, statement: Statement, exchange: Exchange, wording: Wording) -> Markup:
    cited = [quote for quote in exchange.cited if quote.number in statement.citations]
    chips = Markup("").join(_chip(place, quote, wording) for quote in cited)
    doubt = (
        ""
        if statement.supported
        else _interface("strong", "doubt", wording.unverified, wording) + " "
    )
    text = _said(statement, cited, wording)
    if cited and cited[0].quote == statement.text:
        text = quoted(cited[0])
    kind = "statement" if statement.supported else "statement unproven"
    if exchange.answer is not None and exchange.answer.composer is Composer.QUOTES:
        kind = f"{kind} verbatim"
        text = escaped(wording.quotation_marks).format(text)
        chips += Markup("").join(speaker_line(quote, wording) for quote in cited)
    statuses = dict.fromkeys(status_label(quote.status, wording) for quote in cited)
    return Markup('<p class="{}" dir="auto">{}{}{}{}{}</p>').format(
        kind, doubt, text, chips, Markup("").join(statuses), checks_line(statement, wording)
    )


def _said(statement: Statement, cited: list[Citation], wording: Wording) -> Markup:
    """Return a statement with the words of its source that it translates, in their language."""
    if not statement.original or not cited:
        return escaped(statement.text)
    body, end = statement.body_and_end
    words = escaped(wording.quotation_marks).format(escaped(statement.original))
    original = Markup(' <span class="original" lang="{}" dir="auto">({})</span>').format(
        cited[0].language, words
    )
    return escaped(body) + original + escaped(end)


def _interface(tag: str, kind: str, words: str, wording: Wording) -> Markup:
    """Return words of ours in somebody's text; with a direction of their own they don't set its."""
    return Markup('<{tag} class="{kind}" lang="{language}" dir="ltr">{words}</{tag}>').format(
        tag=tag, kind=kind, language=wording.code, words=words
    )


def _chip(place: int, citation: Citation, wording: Wording) -> Markup:
    """Return the numbered button that opens the quote, with the quote to peek at."""
    name = wording.source_chip.format(number=citation.number, title=citation.title)
    return Markup(
        '&#8288;<button type="button" class="chip" data-event="cite" data-exchange="{place}"'
        ' data-quote="c{number}" aria-label="{name}">{number}</button>'
        '<span class="peek" aria-hidden="true" lang="{language}" dir="auto">{quote}{speaker}'
        "{status}</span>"
    ).format(
        place=place,
        number=citation.number,
        name=escaped(name),
        language=escaped(citation.language),
        quote=quoted(citation),
        speaker=speaker_line(citation, wording),
        status=status_label(citation.status, wording),
    )


def _quote(place: int, key: str, citation: Citation, wording: Wording) -> Markup:
    """Return one quote as a line in the conversation, with a button that opens it."""
    return Markup(
        '<li lang="{language}" dir="auto">{quote} <button type="button" class="plain"'
        ' data-event="cite" data-exchange="{place}" data-quote="{key}">{read}</button></li>'
    ).format(
        language=escaped(citation.language),
        quote=quoted(citation) + speaker_line(citation, wording),
        place=place,
        key=key,
        read=Markup('<span lang="{}">{}</span>').format(wording.code, wording.open_release),
    )


def _quotes_on_the_way(place: int, exchange: Exchange, wording: Wording) -> Markup:
    """Return the quotes under the question while no statement is there yet (narrow windows)."""
    if exchange.stage is not Stage.ANSWERING or exchange.statements:
        return Markup("")
    quotes = (_quote(place, key, found, wording) for key, found in exchange.quotes.items())
    return Markup('<ul class="found">{}</ul>').format(Markup("").join(quotes))


def _refusal(place: int, answer: Answer, wording: Wording) -> Markup:
    """Return the finding that the releases do not say, and the quotes that come nearest.

    Wide windows have those quotes in the panel beside it, narrow ones right here.
    """
    label = Markup("")
    if answer.language != wording.code:
        label = Markup('<p class="label">{}</p>').format(wording.refused)
    chips = Markup(" ").join(_chip(place, quote, wording) for quote in answer.citations)
    quotes = Markup("").join(
        _quote(place, f"c{quote.number}", quote, wording) for quote in answer.citations
    )
    return Markup(
        '<div class="refusal">{label}<p class="statement" lang="{language}" dir="auto">{text}</p>'
        '<p class="nearest">{heading} {chips}</p><ul class="found">{quotes}</ul></div>'
    ).format(
        label=label,
        language=escaped(answer.language),
        text=escaped(answer.text),
        heading=wording.nearest if answer.citations else wording.sources_none,
        chips=chips,
        quotes=quotes,
    )


def _verdict(answer: Answer, wording: Wording) -> Markup:
    """Return how far the answer is proven, and the assistant's note if it has one."""
    if not all(statement.supported for statement in answer.statements):
        kind, said = "unproven", wording.unverified
    elif answer.composer is Composer.QUOTES:
        kind, said = "verbatim", wording.quoted
    else:
        kind, said = "proven", wording.checked
    verdict = Markup('<p class="verdict {}">{}</p>').format(kind, said)
    if answer.note:
        # What a service says of itself is English, whatever the interface.
        before = f"{wording.without_model} " if answer.composer is Composer.QUOTES else ""
        verdict += Markup('<p class="note">{}<span lang="en" dir="ltr">{}</span></p>').format(
            before, escaped(answer.note)
        )
    return verdict


def _remark(kind: str, text: str) -> Markup:
    return Markup('<p class="remark {}">{}</p>').format(kind, escaped(text))


def _problem(sentence: str, wording: Wording) -> Markup:
    return Markup('<p class="remark failed"><strong>{}</strong> {}</p>').format(
        wording.failed, escaped(sentence)
    )


def _announcement(conversation: Conversation, wording: Wording) -> str:
    """Return what a screen reader hears: the state of the last exchange, then its answer."""
    if not conversation.exchanges:
        return ""
    last = conversation.exchanges[-1]
    if last.answer is not None:
        return last.answer.text
    return {
        Stage.SEARCHING: wording.searching,
        Stage.STOPPED: wording.stopped,
        Stage.FAILED: f"{wording.failed} {last.problem}",
    }.get(last.stage, wording.sources)
