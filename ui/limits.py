"""Limits: questions asked only of chosen releases, or of those from certain days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from documents.records import PressRelease
from ui.export import long_date
from ui.masthead import library_size
from ui.visible_text import escaped
from ui.wording import Wording

_NAMED = 3  # releases that have a chip each; more of them share one


@dataclass(frozen=True, slots=True)
class Limits:
    """Which releases a reader asks: the chosen ones, published from ``since`` to ``until``.

    Nothing chosen and no day named is every release.
    """

    chosen: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None

    def toggled(self, document: str) -> "Limits":
        """Return the limits with a release chosen, or no longer."""
        return replace(self, chosen=self.chosen ^ {document})

    @property
    def dated(self) -> bool:
        """Whether the day of a release counts."""
        return self.since is not None or self.until is not None

    def among(self, releases: Sequence[PressRelease]) -> tuple[str, ...] | None:
        """Return the ids of the releases to ask, ``None`` for all; undated ones have no day."""
        if not self.chosen and not self.dated:
            return None
        return tuple(release.id for release in releases if self._holds(release))

    def _holds(self, release: PressRelease) -> bool:
        return self.in_days(release) and (not self.chosen or release.id in self.chosen)

    def in_days(self, release: PressRelease) -> bool:
        """Tell whether the release is from the days named, if any are."""
        if not self.dated:
            return True
        day = release.published
        return day is not None and (self.since or day) <= day <= (self.until or day)


def day_named(text: object) -> date | None:
    """Return the day a date field sends (2026-03-02), ``None`` for anything else."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def limits_bar(
    limits: Limits, releases: Sequence[PressRelease], wording: Wording, *, editing: bool
) -> Markup:
    """Return the chips above the question box, each with what takes it away again."""
    chips: list[Markup] = []
    if editing:
        chips.append(_chip(wording.editing, "keep", "", wording))
    chosen = [release for release in releases if release.id in limits.chosen]
    if len(chosen) > _NAMED:
        said = wording.only_many.format(count=len(chosen))
        chips.append(_chip(said, "unchoose", "", wording))
    else:
        chips += [
            _chip(wording.only_one.format(title=one.title), "choose", one.id, wording)
            for one in chosen
        ]
    if limits.dated:
        count = len(limits.among(releases) or ())
        said = f"{_days(limits, wording)} ({library_size(count, wording)})"
        chips.append(_chip(said, "anytime", "", wording))
    if not chips:
        return Markup("")
    return Markup('<ul class="limits">{}</ul>').format(Markup("").join(chips))


def date_fields(limits: Limits, wording: Wording) -> Markup:
    """Return the two fields that name the days to ask about."""
    field = Markup('<label>{} <input type="date" data-input="{}" value="{}"></label>')
    return Markup('<div class="row days">{}{}</div>').format(
        field.format(wording.since, "since", limits.since or ""),
        field.format(wording.until, "until", limits.until or ""),
    )


def choice(limits: Limits, document: str, wording: Wording) -> Markup:
    """Return the button that limits questions to a release, pressed where it does."""
    return Markup(
        '<button type="button" class="plain choice" data-event="choose" data-document="{}"'
        ' aria-pressed="{}">{}</button>'
    ).format(document, "true" if document in limits.chosen else "false", wording.ask_only_this)


def _chip(said: str, event: str, document: str, wording: Wording) -> Markup:
    return Markup(
        '<li><span class="limit" dir="auto">{said}</span><button type="button" data-event="{event}"'
        ' data-document="{document}" aria-label="{remove}: {said}">✕</button></li>'
    ).format(said=escaped(said), event=event, document=document, remove=wording.remove)


def _days(limits: Limits, wording: Wording) -> str:
    if limits.since is None:
        return f"{wording.until} {long_date(limits.until, wording)}"
    if limits.until is None:
        return f"{wording.since} {long_date(limits.since, wording)}"
    return f"{long_date(limits.since, wording)} – {long_date(limits.until, wording)}"
