"""The web chat's page in Gradio: its components, and which event changes which of them.

The page's texts are HTML made by us and escaped (``ui.visible_text``); Gradio's own Markdown and
chat components, which interpret what they show, are not used.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.settings import Settings
from ui.chat_events import ChatEvents
from ui.views import Views

# The page's own script and style come from this server. The script must be there before Gradio's
# are (``TOP``), the styles come after Gradio's, which they outweigh (``HEAD``). Browsers keep them
# for a year, so their addresses change with them.
DESK = Path(__file__).parent / "desk"
_VERSION = hashlib.sha256(b"".join(map(Path.read_bytes, sorted(DESK.glob("*.*"))))).hexdigest()[:16]
STYLES = (f"./desk/desk.css?v={_VERSION}", f"./desk/answers.css?v={_VERSION}")
FONTS = ("./desk/fonts/source-serif-4-latin-wght-normal.woff2",)
TOP = (
    f'<script defer src="./desk/desk.js?v={_VERSION}"></script>'
    f'<link rel="icon" type="image/svg+xml" href="./desk/favicon.svg?v={_VERSION}">'
)
HEAD = "".join(f'<link rel="stylesheet" href="{style}">' for style in STYLES)

# Gradio runs this once per component. `trigger` sends an event to Python, `watch` calls back when
# the component has been redrawn; the quoted names are the events Python may listen to.
EVENTS = [
    *("cite", "back", "suggest", "retry", "clear", "language"),
    *("library", "find", "read", "reindex", "rate", "edit"),
    *("uploaded", "keep", "choose", "unchoose", "since", "until", "anytime", "translate"),
    "overtaken",
]
WIRE = f"window.desk.wire(element, trigger, watch, {EVENTS})"
ARRIVE = "() => window.desk.arrive()"

Update = list[Any]
Listener = Callable[..., Any]
Handler = Callable[..., Update | Iterator[Update]]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components of the page, in reading order."""

    masthead: gr.HTML
    talk: gr.HTML
    limits: gr.HTML
    question: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    remark: gr.HTML
    sources: gr.HTML
    turn: gr.HTML

    @property
    def moving(self) -> list[Any]:
        """What changes while an answer is made; ``_moved`` fills it."""
        box = [self.question, self.ask, self.stop]
        return [self.talk, self.sources, self.limits, *box, self.turn]

    @property
    def all(self) -> list[Any]:
        """What changes with the language; ``_drawn`` fills it."""
        return [self.masthead, self.remark, *self.moving]


def build(events: ChatEvents, settings: Settings) -> gr.Blocks:
    """Return the page over ``events``, with the operator's limits on answers at a time."""
    page = gr.Blocks(title="Beleg", analytics_enabled=False, fill_width=True)
    with page:
        identity = gr.State("")
        browser = [gr.Textbox(visible=False), gr.Textbox(visible=False)]
        parts = _lay_out()
        _listen(page, identity, browser, parts, events, settings.answers_at_once)
    page.queue(max_size=settings.queue_limit)
    return page


def _lay_out() -> _Parts:
    drawn = partial(gr.HTML, apply_default_css=False, js_on_load=WIRE)
    masthead = drawn(elem_id="masthead")
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="talk", min_width=0):
            talk = drawn(elem_id="transcript")
            limits = drawn(elem_id="limits")
            with gr.Row(elem_id="composer"):
                question = gr.Textbox(
                    elem_id="question", max_lines=6, autofocus=True, container=False
                )
                ask = gr.Button(elem_id="ask", variant="primary", min_width=0)
                stop = gr.Button(elem_id="stop", visible=False, min_width=0)
            remark = drawn(elem_id="remark")
        sources = drawn(elem_id="sources")
    turn = drawn(elem_id="turn")
    return _Parts(masthead, talk, limits, question, ask, stop, remark, sources, turn)


def _listen(  # noqa: PLR0913, PLR0917 - the one place where all of these meet
    page: gr.Blocks,
    identity: gr.State,
    browser: list[gr.Textbox],
    parts: _Parts,
    events: ChatEvents,
    answers_at_once: int,
) -> None:
    """Connect what a reader does with ``events``: answers in the queue, all else at once."""

    def arrive(name: str | None, languages: str | None) -> Update:
        return [name or "", *_drawn(events.arrive(name or "", languages or ""))]

    def answer(name: str, asked: str) -> Iterator[Update]:
        yield from map(_moved, events.ask(name, asked))

    offer = partial(
        _then,
        handle=lambda name: _moved(events.offer(name)),
        inputs=[identity],
        outputs=parts.moving,
    )
    arriving = page.load(
        arrive,
        browser,
        [identity, *parts.all],
        js=ARRIVE,
        queue=False,
        show_progress="hidden",
    )
    offer(arriving)
    answers: tuple[tuple[Listener, Handler, list[Any]], ...] = (
        (parts.question.submit, answer, [identity, parts.question]),
        (parts.ask.click, answer, [identity, parts.question]),
        (parts.talk.suggest, _stream(events.suggest, _moved, "question", "language"), [identity]),
        (parts.talk.retry, _stream(events.retry, _moved, "exchange"), [identity]),
    )
    running = [
        listen(
            handle,
            inputs,
            parts.moving,
            show_progress="hidden",
            concurrency_id="answers",
            concurrency_limit=answers_at_once,
            trigger_mode="multiple",  # the last answer may still be looking for what to ask next
        )
        for listen, handle, inputs in answers
    ]
    reread = _stream(events.reindex, _drawn)
    parts.sources.reindex(reread, [identity], parts.all, show_progress="hidden")
    uploaded = _stream(events.uploaded, _drawn, "query")
    parts.sources.uploaded(uploaded, [identity], parts.all, show_progress="hidden")
    parts.sources.translate(
        _stream(events.translate, _moved, "exchange", "quote"),
        [identity],
        parts.moving,
        show_progress="hidden",
        concurrency_limit=answers_at_once,
        trigger_mode="multiple",  # several quotes one after the other
    )
    at_once: tuple[tuple[Listener, Handler, list[Any]], ...] = (
        (partial(parts.stop.click, cancels=running), _once(events.stop, _moved), parts.moving),
        (parts.talk.cite, _once(events.cite, _moved, "exchange", "quote"), parts.moving),
        (parts.sources.cite, _once(events.cite, _moved, "exchange", "quote"), parts.moving),
        (parts.sources.back, _once(events.back, _moved), parts.moving),
        (parts.sources.find, _once(events.find, _moved, "query"), parts.moving),
        (parts.sources.read, _once(events.read, _moved, "document"), parts.moving),
        (parts.talk.rate, _once(events.rate, _moved, "exchange", "verdict", "query"), parts.moving),
        (parts.talk.edit, _once(events.edit, _moved), parts.moving),
        (parts.limits.keep, _once(events.keep, _moved), parts.moving),
        (parts.sources.choose, _once(events.choose, _moved, "document"), parts.moving),
        (parts.limits.choose, _once(events.choose, _moved, "document"), parts.moving),
        (parts.limits.unchoose, _once(events.unchoose, _moved), parts.moving),
        (parts.sources.since, _once(events.since, _moved, "query"), parts.moving),
        (parts.sources.until, _once(events.until, _moved, "query"), parts.moving),
        (parts.limits.anytime, _once(events.anytime, _moved), parts.moving),
        (parts.masthead.library, _once(events.library, _moved), parts.moving),
        (parts.turn.overtaken, _once(events.overtaken, _moved), parts.moving),
    )
    for listen, handle, changed in at_once:
        listen(handle, [identity], changed, queue=False, show_progress="hidden")
    welcoming: tuple[tuple[Listener, Handler, list[Any]], ...] = (
        (parts.talk.clear, _once(events.clear, _moved), parts.moving),
        (parts.masthead.language, _once(events.language, _drawn, "language"), parts.all),
    )
    for listen, handle, changed in welcoming:
        offer(listen(handle, [identity], changed, queue=False, show_progress="hidden"))


def _then(
    done: Any,  # noqa: ANN401 - Gradio makes the type as it goes
    handle: Handler,
    inputs: list[Any],
    outputs: list[Any],
) -> None:
    """Call ``handle`` once the page has shown what was ``done``."""
    done.then(handle, inputs, outputs, queue=False, show_progress="hidden")


def _once(change: Callable[..., Views], put: Callable[[Views], Update], *fields: str) -> Handler:
    """Return a handler that calls ``change`` with the reader's id and these fields of the event."""

    def handle(name: str, event: gr.EventData) -> Update:
        return put(change(name, *(getattr(event, field) for field in fields)))

    return handle


def _stream(
    change: Callable[..., Iterator[Views]], put: Callable[[Views], Update], *fields: str
) -> Handler:
    """Return the like of ``_once`` for a change that goes on for a while."""

    def handle(name: str, event: gr.EventData) -> Iterator[Update]:
        yield from map(put, change(name, *(getattr(event, field) for field in fields)))

    return handle


def _moved(views: Views) -> Update:
    words = views.wording
    box = gr.Textbox(label=words.ask_label, placeholder=words.ask_placeholder)
    if views.accepted:
        box = gr.Textbox("", label=words.ask_label, placeholder=words.ask_placeholder)
    elif views.box is not None:
        box = gr.Textbox(views.box, label=words.ask_label, placeholder=words.ask_placeholder)
    return [
        str(views.talk),
        str(views.sources),
        str(views.limits),
        box,
        gr.Button(words.ask, visible=not views.running),
        gr.Button(words.stop, visible=views.running),
        f'<p data-turn="{views.turn}"></p>',
    ]


def _drawn(views: Views) -> Update:
    return [str(views.masthead), str(views.remark), *_moved(views)]
