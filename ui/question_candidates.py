"""Read questions out of a release: about the people, days, amounts and headings it names.

No model writes them. Each comes with the place that should answer it; whether search finds that
place is another step's (``ui.offered_questions``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date, format_skeleton

from assistant.checks.dates import SaidDate, find_dates
from assistant.checks.titles import is_ordinary
from documents.blocks import blocks_of
from documents.records import Block, Kind, PressRelease, Role
from documents.speakers import find_quotations

_TEMPLATES = Path(__file__).with_name("question_templates.yaml")
_GIVEN = r"[A-ZÀ-Þ][a-zß-ÿ]+(?:-[A-ZÀ-Þ][a-zß-ÿ]+)?"
_NAME = rf"(?P<name>{_GIVEN}(?: (?:von|van|de|du|der))?(?: {_GIVEN}){{1,2}})"
_SOON = 60  # characters after a name in which its role may stand
_LONGEST_HEADING = 80
_LEAP_YEAR = 2000  # in which every day exists


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question of a ``kind`` and where in which release's text its answer should stand."""

    kind: str
    question: str
    document: str
    start: int
    end: int


def languages_offered() -> tuple[str, ...]:
    """Return the languages that questions can be offered in (ISO 639-1)."""
    return tuple(_templates()["questions"])


def candidates(release: PressRelease, language: str) -> Iterator[Candidate]:
    """Yield questions about a release in ``language``, the kinds of question taking turns.

    ``language`` is one of ``languages_offered()``.
    """
    news = [block for block in blocks_of(release) if block.role is Role.NEWS]
    said = _templates()["questions"][language]
    kinds = (
        _people(release, news, said),
        _speakers(release, news, said),
        _amounts(release, news, said),
        _days(release, news, said, language),
        _headings(release, news, said),
    )
    asked: set[str] = set()
    for turn in zip_longest(*kinds):
        for candidate in turn:
            if candidate is not None and candidate.question not in asked:
                asked.add(candidate.question)
                yield candidate


def _people(release: PressRelease, news: list[Block], said: dict[str, str]) -> Iterator[Candidate]:
    """Yield "Who is …?" for a name with a title before it, or a role before or after it."""
    for block in news:
        if block.kind is Kind.HEADING:
            continue
        for pattern in _person(release.language):
            for found in pattern.finditer(release.text, block.start, block.end):
                if is_ordinary(found["name"].split()[-1], release.language):
                    continue  # "Künstlicher Intelligenz" is nobody
                question = said["who"].format(name=found["name"])
                yield Candidate("who", question, release.id, found.start("name"), found.end("name"))


def _speakers(
    release: PressRelease, news: list[Block], said: dict[str, str]
) -> Iterator[Candidate]:
    for quotation in find_quotations(release.text, news, release.language):
        if quotation.speaker:
            question = said["said"].format(name=quotation.speaker)
            yield Candidate("said", question, release.id, quotation.start, quotation.end)


def _amounts(release: PressRelease, news: list[Block], said: dict[str, str]) -> Iterator[Candidate]:
    for block in news:
        for found in _amount().finditer(release.text, block.start, block.end):
            question = said["amount"].format(amount=found[0])
            yield Candidate("amount", question, release.id, found.start(), found.end())


def _days(
    release: PressRelease, news: list[Block], said: dict[str, str], language: str
) -> Iterator[Candidate]:
    """Yield "What happened on …?" for the days a release names, its own day aside."""
    for block in news:
        text = release.text[block.start : block.end]
        for found in find_dates(text, release.language):
            day = _day(found, release.published, language)
            if day:
                question = said["day"].format(day=day)
                yield Candidate("day", question, release.id, block.start, block.end)


def _headings(
    release: PressRelease, news: list[Block], said: dict[str, str]
) -> Iterator[Candidate]:
    """Yield a question about each part that has a heading and at least a paragraph."""
    for place, block in enumerate(news):
        heading = release.text[block.start : block.end].lstrip("# ").strip()
        titled = block.kind is Kind.HEADING and heading != release.title
        if not titled or len(heading) > _LONGEST_HEADING:
            continue
        below = []
        for part in news[place + 1 :]:
            if part.kind is Kind.HEADING:
                break
            below.append(part)
        if below:
            question = said["heading"].format(heading=heading)
            yield Candidate("heading", question, release.id, below[0].start, below[-1].end)


def _day(found: SaidDate, published: date | None, language: str) -> str | None:
    """Return a date as a reader of ``language`` writes it; ``None`` if it is no whole day."""
    if found.day is None or found.month is None:
        return None
    if published and (found.day, found.month) == (published.day, published.month):
        return None
    locale = {"en": "en_GB"}.get(language, language)
    if found.year is None:
        return format_skeleton("MMMMd", date(_LEAP_YEAR, found.month, found.day), locale=locale)
    return format_date(date(found.year, found.month, found.day), "long", locale=locale)


@cache
def _templates() -> dict[str, Any]:
    return dict(yaml.safe_load(_TEMPLATES.read_text(encoding="utf-8")))


@cache
def _person(language: str) -> tuple[re.Pattern[str], ...]:
    titles = "|".join(map(re.escape, _templates()["titles"]))
    known = _templates()["roles"]
    roles = "|".join(map(re.escape, known.get(language, known["en"])))
    before = rf"(?:\b(?:{titles}) |\b\w*(?i:{roles})\w* )"
    soon = rf",(?=[^.!?\n]{{0,{_SOON}}}(?i:{roles}))"
    return (re.compile(rf"{before}{_NAME}\b"), re.compile(rf"\b{_NAME}{soon}"))


@cache
def _amount() -> re.Pattern[str]:
    scales, units = ("|".join(_templates()[name]) for name in ("scales", "units"))
    return re.compile(
        rf"\b\d+(?:[.,\u202f\u00a0 ]\d+)*[\u202f\u00a0 ]?"
        rf"(?:(?:{scales}) )?(?:d[’'])?(?:{units})(?!\w)"
    )
