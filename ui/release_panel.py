"""Draw one whole release, with a quote highlighted in it where a reader came from a citation."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from assistant.records import Citation
from documents.records import PressRelease
from ui.citation_line import citation_line, copy_button
from ui.conversation import Exchange, Shown
from ui.quoted_text import quoted, speaker_line, with_answer
from ui.versions_line import Versions, none_known, versions_line
from ui.visible_text import escaped
from ui.wording import Wording

Span = tuple[int, int, bool]
"""Start and end of a quote in the release's text, and whether it is the one to look at."""


def cited_release(
    shown: Shown,
    exchange: Exchange,
    release: PressRelease | None,
    wording: Wording,
    versions: Versions = none_known,
) -> Markup:
    """Return the release behind ``shown.quote``, highlighted, with its neighbours marked.

    A release that is gone, or no longer holds the quote where it stood, is said to be so, and the
    quote stands as it was found.
    """
    active = exchange.quotes[shown.quote or ""]
    if release is not None and release.text[active.start : active.end] == active.quote:
        title, text = _paragraphs(release, _spans(active, exchange.cited), active.answer)
        warning = Markup("")
    else:
        title = escaped(active.title)
        text = Markup('<p><mark class="active">{}</mark></p>').format(quoted(active))
        sentence = wording.gone if release is None else wording.changed
        warning = Markup('<p class="warning" role="note">{}</p>').format(sentence)
    line = citation_line(active, active.date, wording)
    below = speaker_line(active, wording) + copy_button(active, wording) + warning
    below += versions_line(active.language, versions(active.document), wording)
    key = f"{shown.exchange} {shown.quote}"
    return _panel(key, active.document, active.language, title, line, below, text, wording)


def whole_release(
    release: PressRelease, wording: Wording, versions: Versions = none_known
) -> Markup:
    """Return a release as the library opens it, with nothing highlighted."""
    title, text = _paragraphs(release, ())
    line = citation_line(release, release.published, wording)
    key = f"library {release.id}"
    below = versions_line(release.language, versions(release.id), wording)
    return _panel(key, release.id, release.language, title, line, below, text, wording)


def _panel(  # noqa: PLR0913, PLR0917 - the one place that knows the panel's form
    key: str,
    file: str,
    language: str,
    title: Markup,
    line: Markup,
    below: Markup,
    text: Markup,
    wording: Wording,
) -> Markup:
    return Markup(
        '<div class="panel" data-view="release" data-key="{key}">'
        '<header class="top"><button type="button" class="plain back" data-event="back">{back}'
        '</button><h2 class="heading" tabindex="-1" lang="{language}" dir="auto">{title}</h2>'
        '{line}</header><p class="file" dir="auto">{file}</p>{below}'
        '<div class="text" lang="{language}" dir="auto">{text}</div></div>'
    ).format(
        key=escaped(key),
        back=wording.back,
        language=escaped(language),
        title=title,
        line=line,
        file=escaped(file),
        below=below,
        text=text,
    )


def _spans(active: Citation, quotes: Iterable[Citation]) -> list[Span]:
    """Return what to mark, in text order: the active quote, then others that do not overlap."""
    spans = [(active.start, active.end, True)]
    for other in quotes:
        same = (other.document, other.content_hash) == (active.document, active.content_hash)
        if same and all(other.end <= start or end <= other.start for start, end, _ in spans):
            spans.append((other.start, other.end, False))
    return sorted(spans)


def _paragraphs(
    release: PressRelease, spans: Sequence[Span], answer: tuple[int, int] | None = None
) -> tuple[Markup, Markup]:
    """Return title and text, each line of the text one paragraph, both with their marks.

    Where the text opens with its own title, that line is the title and is not shown twice.
    """
    title: Markup | None = None
    paragraphs: list[Markup] = []
    start = 0
    for line in release.text.split("\n"):
        end = start + len(line)
        if line.strip():
            marked = marked_text(release.text, start, end, spans, answer)
            if title is None and not paragraphs and line.lstrip("# ").strip() == release.title:
                title = marked
            else:
                paragraphs.append(Markup("<p>{}</p>").format(marked))
        start = end + 1
    return title or escaped(release.title), Markup("").join(paragraphs)


def marked_text(
    text: str,
    start: int,
    end: int,
    spans: Sequence[Span],
    answer: tuple[int, int] | None = None,
) -> Markup:
    """Return ``text[start:end]`` escaped, with every span's part in it inside ``<mark>``.

    ``spans`` are in text order and do not overlap; ``answer`` is marked within the active one.
    """
    pieces: list[Markup] = []
    place = start
    for first, last, active in spans:
        begin, stop = max(first, start), min(last, end)
        if begin >= stop:
            continue
        pieces.append(escaped(text[place:begin]))
        kind = "active" if active else "other"
        inside = with_answer(text, begin, stop, answer if active else None)
        pieces.append(Markup('<mark class="{}">{}</mark>').format(kind, inside))
        place = stop
    pieces.append(escaped(text[place:end]))
    return Markup("").join(pieces)
