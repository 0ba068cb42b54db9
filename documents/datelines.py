"""Datelines: where and when a release says that it was issued."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from documents.dates import DATE, parse_date
from documents.records import Block, Kind

_BLOCKS_AT_THE_TOP = 8
_BLOCKS_AT_THE_END = 3
_WEEKDAY = (
    r"(?:(?:mon|diens|donners|frei|sams)tag|mittwoch|sonnabend|sonntag"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_WHEN = rf"(?:(?:den|der|le|on|the|am|vom|du)\s+)?(?:{_WEEKDAY},?\s+)?(?:(?:den|le|the)\s+)?"
_PLACE = (
    r"(?P<place>[^\W\d_a-zà-ÿ][\w.’'-]+(?:(?:\s|\s?/\s?)[^\W\d_][\w.’'-]*){0,4}?"
    r"(?:,\s[^\W\d_a-zà-ÿ][\w.’'-]+){0,2}?)(?:\s?\([^)]{1,40}\))?"
)
_TIME = (
    r"(?:,?\s+(?:um\s|à\s|at\s)?\d{1,2}(?:[:.h]\s?\d{2})?"
    r"(?:\s?(?:Uhr|h|a\.?m\.?|p\.?m\.?|[A-Z]{3,4}))?)?"
)
_END = r"(?:\s?r\.)?(?:\s*$|\s?\.[-–—]+\s|\s?[.:]\s|\s*[–—|·•/]+\s?|\s--?\s|[)\]]\s?)"
_ISSUED = re.compile(
    r"(?i:(?:presse|medien)(?:mitteilung|information|meldung)|pressenotiz|veröffentlicht|datum"
    r"|erschienen|communiqué(?:\sde\spresse)?|publié|paru|diffusé"
    r"|date(?:\sde\s(?:publication|parution))?|(?:press|news|media)\srelease|published|released"
    r"|issued|posted|for\simmediate\srelease|publication\sdate|date\sof\spublication)"
    r"(?i:\s(?:nr\.?|n°|no\.?)\s?[\w/.-]+)?[\s,:|–—-]*"
    rf"(?:{_PLACE},\s+)?(?i:{_WHEN})(?P<date>{DATE}){_TIME}{_END}"
)
_PLACE_FIRST = re.compile(rf"{_PLACE}(?:,|\s?[–—|·•-])\s*(?i:{_WHEN})(?P<date>{DATE}){_TIME}{_END}")
_DATE_FIRST = re.compile(
    rf"[\[(]?(?i:{_WHEN})(?P<date>{DATE}){_TIME}[\])]?"
    rf"(?:,\s*{_PLACE}(?:\s*$|\s*[–—|·•:]\s|\s--?\s|\.\s)|\s*$|\s*[–—|·-]+\s)"
)
_NO_PLACE = re.compile(
    r"(?i)(?:.*\b(?:workshop|konferenz|tagung|messe|termin|kongress|seminar|vortrag|konzert|beginn|ende"
    r"|frist|anmeldeschluss|stand|colloque|congrès|conférence|atelier|salon|séminaire|début|fin"
    r"|conference|fair|congress|talk|lecture|deadline|start|end|update|updated|aktualisiert"
    r"|version)|(?:seit|ab|bis|depuis|since|until|am|im|in|le|en|on|vom))\b"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A place and a date of issue, and up to where in its block they are written."""

    place: str | None
    published: date


def find_dateline(text: str, blocks: tuple[Block, ...], language: str) -> Dateline | None:
    """Return the first dateline near the top, or a label with a date there or at the end.

    A date that only says when something happens is none: better unknown than wrong.
    """
    top = blocks[:_BLOCKS_AT_THE_TOP]
    for block in top:
        for dateline in _datelines(text[block.start : block.end], block, language):
            return dateline
    for block in blocks[len(top) :][-_BLOCKS_AT_THE_END:]:
        match = _ISSUED.match(text[block.start : block.end])
        if match and (published := parse_date(match["date"], language)):
            return Dateline(None, published)
    return None


def _datelines(line: str, block: Block, language: str) -> Iterator[Dateline]:
    """Yield what the start of one block says, if it says so."""
    if block.kind is Kind.LIST_ITEM:
        return
    for match, published in _dated(line, language):
        place = match["place"] and match["place"].strip()
        if not (place and _NO_PLACE.match(place)):
            yield Dateline(_tidy(place), published)


def _dated(line: str, language: str) -> Iterator[tuple[re.Match[str], date]]:
    """Yield what opens a line like a dateline, with its date, by each pattern that fits."""
    for pattern in (_ISSUED, _PLACE_FIRST, _DATE_FIRST):
        match = pattern.match(line)
        if match and (published := parse_date(match["date"], language)):
            yield match, published


def after_dateline(text: str, published: date, language: str) -> int:
    """Return where the news begins in a text that opens with the dateline of ``published``, or 0.

    ``published`` is the release's own date of issue: another day at the start is no dateline.
    """
    return next((match.end() for match, day in _dated(text, language) if day == published), 0)


def _tidy(place: str | None) -> str | None:
    if not place:
        return None
    return place.title() if place.isupper() else place
