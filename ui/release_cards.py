"""What was found in each release, as cards for a terminal and as JSON."""

import textwrap
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from rich.text import Text

from documents.records import Role, Status
from ui.visible_text import visible

if TYPE_CHECKING:
    from index.records import DescribedRelease

UNKNOWN = "unknown"
_WIDTH, _NAME_WIDTH = 80, 11


def card(described: "DescribedRelease") -> Text:
    """Return a release as rows of a name and a value; what nobody says is said to be unknown."""
    release = described.release
    published = release.published.isoformat() if release.published else None
    rows = (
        ("Title", release.title),
        ("Issuer", release.issuer),
        ("Place", release.place),
        ("Published", published),
        ("Language", release.language),
        ("Address", release.url),
        ("Contacts", "\n".join(release.contacts)),
        ("Subjects", ", ".join(release.subjects)),
        ("Status", _status(described)),
        ("Versions", "\n".join(described.versions) or "none"),
        ("Passages", _counts(described.passages)),
        ("Sentences", _counts(described.sentences)),
    )
    text = Text(visible(release.id), style="bold")
    for name, value in rows:
        text.append(f"\n{name:<{_NAME_WIDTH}}", style="dim")
        text.append(_in_column(value or UNKNOWN), style="" if value else "dim")
    return text


def _in_column(value: str) -> str:
    """Return a value wrapped beside its name; an address stays whole, so that it can be copied."""
    lines = [
        line
        for part in value.split("\n")
        for line in textwrap.wrap(
            visible(part),
            _WIDTH - _NAME_WIDTH,
            break_long_words=False,
            break_on_hyphens=False,
        )
    ]
    return f"\n{' ' * _NAME_WIDTH}".join(lines)


def as_json(described: "DescribedRelease") -> dict[str, Any]:
    """Return a release as JSON-ready values; ``None`` is unknown."""
    release = described.release
    until = release.embargoed_until
    return {
        "document": release.id,
        "title": release.title,
        "issuer": release.issuer,
        "place": release.place,
        "published": release.published.isoformat() if release.published else None,
        "language": release.language,
        "url": release.url,
        "contacts": release.contacts,
        "subjects": release.subjects,
        "status": release.status,
        "embargoed_until": until.isoformat() if until else None,
        "replaced_by": described.replaced_by,
        "versions": described.versions,
        "passages": described.passages,
        "sentences": described.sentences,
    }


def _status(described: "DescribedRelease") -> str:
    release = described.release
    if release.status is Status.EMBARGOED:
        return f"embargoed until {_moment(release.embargoed_until)}"
    if described.replaced_by:
        return f"superseded by {', '.join(described.replaced_by)}"
    return release.status.value


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if moment else f"an {UNKNOWN} time"


def _counts(counts: Mapping[Role, int]) -> str:
    told: Iterable[str] = (f"{counts[role]} {role.value}" for role in Role if role in counts)
    return ", ".join(told)
