"""Draw the sources panel: the quotes of an answer, or one quote highlighted in its release."""

from collections.abc import Callable, Iterable, Sequence

from markupsafe import Markup

from assistant.records import Citation
from documents.records import PressRelease
from ui.citation_line import citation_line
from ui.conversation import Conversation, Exchange, Shown
from ui.visible_text import escaped
from ui.wording import Wording

Span = tuple[int, int, bool]
"""Start and end of a quote in the release's text, and whether it is the one to look at."""


def sources_panel(
    conversation: Conversation,
    release: Callable[[str], PressRelease | None],
    wording: Wording,
) -> Markup:
    """Return what the panel shows now; ``release`` looks a release up by its id."""
    shown = conversation.shown
    if shown is None:
        return _panel(
            wording.sources, Markup('<p class="hint">{}</p>').format(wording.sources_text)
        )
    exchange = conversation.exchanges[shown.exchange]
    if shown.quote not in exchange.quotes:
        return _quotes(shown.exchange, exchange, wording)
    active = exchange.quotes[shown.quote]
    return _release(shown, active, exchange, release(active.document), wording)


def _panel(heading: str, body: Markup) -> Markup:
    return Markup(
        '<div class="panel" data-view="quotes"><h2 class="heading" tabindex="-1">{}</h2>{}</div>'
    ).format(heading, body)


def _quotes(place: int, exchange: Exchange, wording: Wording) -> Markup:
    """Return the quotes the answer rests on, numbered, then those that were found besides."""
    if not exchange.quotes:
        hint = wording.searching if exchange.running else wording.sources_none
        return _panel(wording.sources, Markup('<p class="hint">{}</p>').format(hint))
    cards = {key: _card(place, key, quote, wording) for key, quote in exchange.quotes.items()}
    cited = Markup("").join(card for key, card in cards.items() if key.startswith("c"))
    found = Markup("").join(card for key, card in cards.items() if key.startswith("f"))
    listed = Markup('<ol class="sources">{}</ol>')
    heading = wording.nearest if exchange.refused else wording.sources
    if not cited:
        return _panel(heading, listed.format(found))
    body = listed.format(cited)
    if found and not exchange.refused:
        body += Markup('<h3 class="besides">{}</h3>').format(wording.besides)
        body += listed.format(found)
    return _panel(heading, body)


def _card(place: int, key: str, quote: Citation, wording: Wording) -> Markup:
    number = Markup("")
    name = wording.open_release
    if key.startswith("c"):
        number = Markup('<span class="number" aria-hidden="true">{}</span>').format(quote.number)
        name = f"{wording.open_release}: {wording.show_quote.format(number=quote.number)}"
    return Markup(
        '<li class="source">{number}<blockquote lang="{language}" dir="auto">{quote}</blockquote>'
        '<p class="title" lang="{language}" dir="auto">{title}</p>{line}'
        '<button type="button" class="plain" data-event="cite" data-exchange="{place}"'
        ' data-quote="{key}" aria-label="{name}">{read}</button></li>'
    ).format(
        number=number,
        language=escaped(quote.language),
        quote=escaped(quote.quote),
        title=escaped(quote.title),
        line=citation_line(quote, quote.date, wording),
        place=place,
        key=key,
        name=name,
        read=wording.open_release,
    )


def _release(
    shown: Shown,
    active: Citation,
    exchange: Exchange,
    release: PressRelease | None,
    wording: Wording,
) -> Markup:
    """Return the whole release with the active quote highlighted and its neighbours marked.

    A release that is gone, or no longer holds the quote where it stood, is said to be so, and the
    quote stands as it was found.
    """
    warning = Markup("")
    title, text = escaped(active.title), Markup("")
    if release is None:
        warning = _warning(wording.gone)
    elif release.text[active.start : active.end] != active.quote:
        warning = _warning(wording.changed)
    else:
        title, text = _paragraphs(release, _spans(active, exchange.quotes.values()))
    if not text:
        text = Markup('<p><mark class="active" tabindex="-1">{}</mark></p>').format(
            escaped(active.quote)
        )
    return Markup(
        '<div class="panel" data-view="release" data-exchange="{place}" data-quote="{quote}">'
        '<button type="button" class="plain back"'
        ' data-event="back">{back}</button>'
        '<header lang="{language}"><h2 class="heading" tabindex="-1" dir="auto">{title}</h2>'
        '</header>{line}<p class="file" dir="auto">{file}</p>{warning}'
        '<div class="text" lang="{language}" dir="auto">{text}</div></div>'
    ).format(
        place=shown.exchange,
        quote=shown.quote,
        back=wording.back,
        language=escaped(active.language),
        title=title,
        line=citation_line(active, active.date, wording),
        file=escaped(active.document),
        warning=warning,
        text=text,
    )


def _warning(sentence: str) -> Markup:
    return Markup('<p class="warning" role="note">{}</p>').format(sentence)


def _spans(active: Citation, quotes: Iterable[Citation]) -> list[Span]:
    """Return what to mark, in text order: the active quote, then others that do not overlap."""
    spans = [(active.start, active.end, True)]
    for other in quotes:
        same = (other.document, other.content_hash) == (active.document, active.content_hash)
        if same and all(other.end <= start or end <= other.start for start, end, _ in spans):
            spans.append((other.start, other.end, False))
    return sorted(spans)


def _paragraphs(release: PressRelease, spans: Sequence[Span]) -> tuple[Markup, Markup]:
    """Return title and text, each line of the text one paragraph, both with their marks.

    Where the text opens with its own title, that line is the title and is not shown twice.
    """
    title: Markup | None = None
    paragraphs: list[Markup] = []
    start = 0
    for line in release.text.split("\n"):
        end = start + len(line)
        if line.strip():
            marked = marked_text(release.text, start, end, spans)
            if title is None and not paragraphs and line.lstrip("# ").strip() == release.title:
                title = marked
            else:
                paragraphs.append(Markup("<p>{}</p>").format(marked))
        start = end + 1
    return title or escaped(release.title), Markup("").join(paragraphs)


def marked_text(text: str, start: int, end: int, spans: Sequence[Span]) -> Markup:
    """Return ``text[start:end]`` escaped, with every span's part in it inside ``<mark>``.

    ``spans`` are in text order and do not overlap.
    """
    pieces: list[Markup] = []
    place = start
    for first, last, active in spans:
        begin, stop = max(first, start), min(last, end)
        if begin >= stop:
            continue
        pieces.append(escaped(text[place:begin]))
        kind = "active" if active else "other"
        pieces.append(Markup('<mark class="{}">{}</mark>').format(kind, escaped(text[begin:stop])))
        place = stop
    pieces.append(escaped(text[place:end]))
    return Markup("").join(pieces)
