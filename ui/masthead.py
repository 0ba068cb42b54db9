"""Draw what stands above and before the conversation: name, library size, language, welcome."""

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from ui.visible_text import escaped
from ui.wording import WORDINGS, Wording


def masthead(releases: int, wording: Wording) -> Markup:
    """Return the line at the top: the name, how many releases there are, the languages."""
    choices = Markup("").join(
        Markup(
            '<button type="button" data-event="language" data-language="{code}" lang="{code}"'
            ' aria-pressed="{pressed}" title="{name}">{code}</button>'
        ).format(
            code=code,
            name=LANGUAGE_NAMES[code],
            pressed="true" if code == wording.code else "false",
        )
        for code in WORDINGS
    )
    return Markup(
        '<header class="masthead" lang="{code}"><h1>Beleg</h1><p class="tagline">{tagline}</p>'
        '<button type="button" class="count" data-event="library">{count}</button>'
        '<div class="languages" role="group" aria-label="{label}">{choices}</div></header>'
    ).format(
        code=wording.code,
        tagline=wording.tagline,
        count=library_size(releases, wording),
        label=wording.interface_language,
        choices=choices,
    )


def library_size(releases: int, wording: Wording) -> str:
    """Return so many releases, in words."""
    return wording.library_one if releases == 1 else wording.library_many.format(count=releases)


LANGUAGE_NAMES = {"de": "Deutsch", "fr": "Français", "en": "English"}


def welcome(suggestions: Sequence[str], wording: Wording) -> Markup:
    """Return what stands there before the first question, with questions to start from."""
    return Markup('<section class="welcome"><h2>{}</h2><p>{}</p>{}</section>').format(
        wording.welcome,
        wording.welcome_text,
        suggested(wording.suggestions, suggestions, wording.code),
    )


def suggested(heading: str, questions: Sequence[str], language: str) -> Markup:
    """Return questions to click, under a heading; nothing where there are none."""
    if not questions:
        return Markup("")
    offered = Markup("").join(
        Markup(
            '<li><button type="button" data-event="suggest" data-question="{question}"'
            ' data-language="{language}" dir="auto">{question}</button></li>'
        ).format(question=escaped(question), language=escaped(language))
        for question in questions
    )
    return Markup('<h3>{}</h3><ul class="suggestions">{}</ul>').format(heading, offered)


def empty_library(folder: Path, wording: Wording) -> Markup:
    """Return what to do when there is no release to ask about."""
    return Markup(
        '<section class="welcome empty"><h2>{}</h2><p>{}</p><p><code>{}</code></p></section>'
    ).format(wording.empty, wording.empty_text, escaped(str(folder)))


def remark(composing: bool, wording: Wording) -> Markup:
    """Return the small lines under the question box: what a reader may rely on.

    Before it is room for what the page says by itself: that something takes its time, or that the
    server is not there.
    """
    return Markup(
        '<p class="notice" role="status" lang="{code}" data-waiting="{waiting}" data-busy="{busy}"'
        ' data-lost="{lost}" data-failed="{failed}"></p><p>{said}</p>'
    ).format(
        code=wording.code,
        waiting=wording.waiting,
        busy=wording.busy,
        lost=wording.lost,
        failed=wording.failed,
        said=wording.note_model if composing else wording.note_quotes,
    )
