"""Draw the library: the releases, newest first, to search, to read and to bring up to date."""

from collections.abc import Sequence

from markupsafe import Markup

from documents.records import PressRelease
from ui.citation_line import citation_line
from ui.conversation import Library
from ui.export import long_date
from ui.visible_text import escaped
from ui.wording import Wording

MOST_SHOWN = 50


def library_panel(releases: Sequence[PressRelease], shown: Library, wording: Wording) -> Markup:
    """Return the releases that fit the query; the first ``MOST_SHOWN`` of them.

    The search box carries no value: it is the reader's while the list below it changes.
    """
    fitting = [release for release in newest_first(releases) if fits(release, shown.query, wording)]
    entries = Markup("").join(_entry(release, wording) for release in fitting[:MOST_SHOWN])
    below = Markup("")
    if not fitting:
        below = Markup('<p class="hint">{}</p>').format(wording.library_none)
    elif len(fitting) > MOST_SHOWN:
        more = wording.library_more.format(count=len(fitting) - MOST_SHOWN)
        below = Markup('<p class="hint">{}</p>').format(more)
    return Markup(
        '<div class="panel" data-view="{view}" data-key="library">'
        '<header class="top"><button type="button" class="plain back" data-event="back">{back}'
        '</button><h2 class="heading" tabindex="-1">{heading}</h2></header>'
        '<input type="search" class="search" data-input="find" aria-label="{search}"'
        ' placeholder="{search}"><ol class="library">{entries}</ol>{below}'
        '<p class="report" role="status">{report}</p>'
        '<button type="button" class="plain" data-event="reindex">{reindex}</button></div>'
    ).format(
        view="library" if shown.chosen else "start",
        back=wording.back,
        heading=wording.library,
        search=wording.library_search,
        entries=entries,
        below=below,
        report=escaped(shown.report or ""),
        reindex=wording.reindex,
    )


def _entry(release: PressRelease, wording: Wording) -> Markup:
    return Markup(
        '<li><button type="button" class="entry" data-event="read" data-document="{id}"'
        ' lang="{language}" dir="auto">{title}</button>{line}</li>'
    ).format(
        id=release.id,
        language=escaped(release.language),
        title=escaped(release.title),
        line=citation_line(release, release.published, wording),
    )


def newest_first(releases: Sequence[PressRelease]) -> list[PressRelease]:
    """Return the releases by date, the newest first, those without a date last."""
    return sorted(
        releases,
        key=lambda release: (release.published is not None, str(release.published), release.title),
        reverse=True,
    )


def fits(release: PressRelease, query: str, wording: Wording) -> bool:
    """Tell whether every word of the query stands somewhere in what is known of the release."""
    known = " ".join(
        (
            release.title,
            release.issuer or "",
            release.id,
            release.language,
            str(release.published or ""),
            long_date(release.published, wording),
            release.text,
        )
    ).casefold()
    return all(word in known for word in query.casefold().split())
