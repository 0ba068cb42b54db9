"""Front matter: the YAML block at the top of a file that says what its text cannot."""

import re
from datetime import UTC, date, datetime
from typing import Any

import yaml

from documents.details import Details
from documents.errors import ReleaseUnreadable
from documents.records import Status

_BLOCK = re.compile(
    r"\A\ufeff?---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
_LONGEST = 64_000


def split_front_matter(text: str, document: str) -> tuple[Details, str]:
    """Return the front matter of ``text`` and the rest.

    A text that doesn't begin with a line ``---`` has none. Unknown keys are left alone. Raises
    ``ReleaseUnreadable`` where the block is no YAML mapping or a known key has a wrong value.
    """
    text = text.replace("\r\n", "\n")
    match = _BLOCK.match(text)
    if match is None:
        return Details(), text
    if len(match["yaml"]) > _LONGEST:
        raise _malformed(document, "is far too long")
    try:
        values = yaml.safe_load(match["yaml"])
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as exc:
        raise _malformed(document, "is not valid YAML") from exc
    if values is None:
        return Details(), text[match.end() :]
    if not isinstance(values, dict):
        if isinstance(values, str):
            return Details(), text  # a text between two rules, not metadata
        raise _malformed(document, "is a list, not names with values")
    fields = {str(key).lower(): value for key, value in values.items()}
    return _read(fields, document), text[match.end() :]


def _read(fields: dict[str, Any], document: str) -> Details:
    language = _line(fields, "language", document) or _line(fields, "lang", document)
    if language is not None and not _LANGUAGE.fullmatch(language):
        raise _malformed(document, f"names the language {language!r}, not a code such as de")
    status = _line(fields, "status", document)
    if status is not None and status.lower() not in set(Status):
        raise _malformed(document, f"gives the status {status!r}, not one of {', '.join(Status)}")
    embargoed_until = _moment(fields, "embargoed_until", document)
    if embargoed_until and not status:
        status = Status.EMBARGOED
    return Details(
        title=_line(fields, "title", document),
        published=_date(fields, "date", document) or _date(fields, "published", document),
        language=language[:2].lower() if language else None,
        issuer=_line(fields, "issuer", document),
        url=_line(fields, "url", document),
        status=Status(status.lower()) if status else None,
        embargoed_until=embargoed_until,
        place=_line(fields, "place", document),
        contacts=_lines(fields, "contacts", document) or _lines(fields, "contact", document),
        subjects=_lines(fields, "subjects", document),
    )


def _line(fields: dict[str, Any], name: str, document: str) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str | int | float | date):
        raise _malformed(document, f"has no single value for {name}")
    return " ".join(str(value).split()) or None


def _lines(fields: dict[str, Any], name: str, document: str) -> tuple[str, ...]:
    value = fields.get(name)
    if not isinstance(value, list):
        line = _line(fields, name, document)
        return (line,) if line else ()
    lines = (_line({name: item}, name, document) for item in value)
    return tuple(line for line in lines if line)


def _date(fields: dict[str, Any], name: str, document: str) -> date | None:
    value = fields.get(name)
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError as exc:
            raise _malformed(document, f"has the {name} {value!r}, not YYYY-MM-DD") from exc
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    raise _malformed(document, f"has the {name} {value!r}, not YYYY-MM-DD")


def _moment(fields: dict[str, Any], name: str, document: str) -> datetime | None:
    value = fields.get(name)
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError as exc:
            raise _malformed(document, f"has the {name} {value!r}, not a date and time") from exc
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=UTC)
    if value is None:
        return None
    if not isinstance(value, datetime):
        raise _malformed(document, f"has the {name} {value!r}, not a date and time")
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _malformed(document: str, how: str) -> ReleaseUnreadable:
    return ReleaseUnreadable(
        f"The front matter of {document} {how}.",
        "Correct the lines between the two --- at its top, or remove them.",
    )
