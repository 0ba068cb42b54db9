"""Draw the library: the releases, newest first, to search, to read and to bring up to date."""

from collections.abc import Sequence

from markupsafe import Markup

from documents.folder import SUPPORTED
from documents.records import PressRelease
from ui.citation_line import citation_line
from ui.conversation import Library
from ui.export import long_date
from ui.limits import Limits, choice, date_fields
from ui.versions_line import Versions, none_known, versions_line
from ui.visible_text import escaped
from ui.wording import Wording

MOST_SHOWN = 50


def library_panel(  # noqa: PLR0913 - most of these have their defaults
    releases: Sequence[PressRelease],
    shown: Library,
    wording: Wording,
    versions: Versions = none_known,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    *,
    uploads: bool = False,
) -> Markup:
    """Return the releases that fit the query; the first ``MOST_SHOWN`` of them.

    The search box carries no value: it is the reader's while the list below it changes.
    """
    fitting = [
        release
        for release in newest_first(releases)
        if limits.in_days(release) and fits(release, shown.query, wording)
    ]
    entries = Markup("").join(
        _entry(release, wording, versions(release.id), limits) for release in fitting[:MOST_SHOWN]
    )
    below = Markup("")
    if not fitting and releases:
        below = Markup('<p class="hint">{}</p>').format(wording.library_none)
    elif len(fitting) > MOST_SHOWN:
        more = wording.library_more.format(count=len(fitting) - MOST_SHOWN)
        below = Markup('<p class="hint">{}</p>').format(more)
    return Markup(
        '<div class="panel" data-view="{view}" data-key="library">'
        '<header class="top"><button type="button" class="plain back" data-event="back">{back}'
        '</button><h2 class="heading" tabindex="-1">{heading}</h2></header>'
        '{finding}<ol class="library">{entries}</ol>{below}'
        '<p class="report" role="status">{report}</p>'
        '<div class="row"><button type="button" class="plain" data-event="reindex">{reindex}'
        "</button>{upload}</div></div>"
    ).format(
        view="library" if shown.chosen else "start",
        back=wording.back,
        heading=wording.library,
        finding=_finding(limits, wording) if releases else "",
        entries=entries,
        below=below,
        report=escaped(shown.report or ""),
        reindex=wording.reindex,
        upload=_upload(wording) if uploads else "",
    )


def _finding(limits: Limits, wording: Wording) -> Markup:
    """Return what narrows the list down: a search box, and the days to ask about."""
    return Markup(
        '<input type="search" class="search" data-input="find" aria-label="{search}"'
        ' placeholder="{search}">{days}'
    ).format(search=wording.library_search, days=date_fields(limits, wording))


def _upload(wording: Wording) -> Markup:
    """Return the field that sends files; the page shows how far they have come."""
    return Markup(
        '<label class="plain upload" tabindex="0" role="button">{}<input type="file" multiple'
        ' data-upload="{}" accept="{}"></label>'
    ).format(wording.upload, wording.uploading, ",".join(sorted(SUPPORTED)))


def _entry(
    release: PressRelease, wording: Wording, versions: Sequence[PressRelease], limits: Limits
) -> Markup:
    return Markup(
        '<li><button type="button" class="entry" data-event="read" data-document="{id}"'
        ' lang="{language}" dir="auto">{title}</button>{line}'
        '<div class="row">{choice}</div>{versions}</li>'
    ).format(
        id=release.id,
        language=escaped(release.language),
        title=escaped(release.title),
        line=citation_line(release, release.published, wording),
        choice=choice(limits, release.id, wording),
        versions=versions_line(release.language, versions, wording),
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
    wanted = query.casefold().split()
    if not wanted:
        return True
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
    return all(word in known for word in wanted)
