"""Offer the other versions of a release: in other languages, from other days or houses."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from assistant.languages import language_name
from documents.records import PressRelease
from ui.export import long_date
from ui.visible_text import escaped
from ui.wording import Wording

Versions = Callable[[str], Sequence[PressRelease]]
"""From a release's id to its other versions."""


def none_known(_document: str) -> Sequence[PressRelease]:
    """Return no version of any release."""
    return ()


def versions_line(language: str, versions: Sequence[PressRelease], wording: Wording) -> Markup:
    """Return a button for each other version of a release that is in ``language``."""
    if not versions:
        return Markup("")
    buttons = Markup("").join(
        Markup(
            '<button type="button" class="plain" data-event="read" data-document="{id}"'
            ' title="{title}">{label}</button>'
        ).format(
            id=version.id,
            title=escaped(version.title),
            label=escaped(_label(language, version, wording)),
        )
        for version in versions
    )
    return Markup('<div class="row versions">{}</div>').format(buttons)


def _label(language: str, version: PressRelease, wording: Wording) -> str:
    """Return what sets this version apart: its language, or else its house and day."""
    if version.language != language:
        return wording.also_in.format(language=language_name(version.language, wording.code))
    day = long_date(version.published, wording)
    return wording.other_version.format(which=", ".join(filter(None, (version.issuer, day))))
