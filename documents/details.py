"""Details: what is known about a release besides its text, from whichever source knows it."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Self

from documents.records import Status


@dataclass(frozen=True, slots=True)
class Details:
    """What one source says about a release; ``None`` and empty where it is silent."""

    title: str | None = None
    published: date | None = None
    language: str | None = None
    issuer: str | None = None
    url: str | None = None
    status: Status | None = None
    embargoed_until: datetime | None = None
    place: str | None = None
    contacts: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()

    def or_else(self, other: Self) -> Self:
        """Return these details, completed by ``other`` where they are silent."""
        return type(self)(
            **{
                field.name: getattr(self, field.name) or getattr(other, field.name)
                for field in fields(self)
            }
        )
