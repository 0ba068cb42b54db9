"""Status: embargoed, corrected, withdrawn, as the text of a release says of itself."""

import re
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from documents.dates import DATE, parse_date
from documents.records import Block, PressRelease, Status

_BLOCKS_AT_THE_TOP = 8
_EMBARGO = re.compile(
    r"\W*(?:(?:bitte )?(?:beachten sie die )?sperrfrist|gesperrt bis|(?:frei|freigegeben) ab"
    r"|nicht vor dem|sous embargo|ne pas diffuser avant|(?:strictly |under )?embargo(?:ed)?"
    r"(?=\s*(?:[:–—-]|$|until\b|till\b|jusqu|bis\b))|under embargo|not for (?:publication|release)"
    r"|hold for release)\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LIFTED = re.compile(
    r"\b(?:keine|aufgehoben|abgelaufen|levé|lifted|expired|none|aucun)\b", re.IGNORECASE
)
_TIME = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-3])(?:[:.h]\s?(?P<minute>[0-5]\d))?\s?"
    r"(?P<unit>uhr|h\b|heures|a\.?m\b|p\.?m\b|noon|(?=(?:CES?T|MES?Z|GMT|BST|UTC)\b))"
    r"|\b(?P<clock>[01]?\d|2[0-3])[:h](?P<past>[0-5]\d)\b",
    re.IGNORECASE,
)
_ZONES = {
    r"\b(?:CES?T|MES?Z)\b": "Europe/Berlin",
    r"\b(?:GMT|UTC)\b": "UTC",
    r"\b(?:BST|UK time|London time)\b": "Europe/London",
    r"\bE[SD]?T\b": "America/New_York",
    r"\bP[SD]?T\b": "America/Los_Angeles",
}
_ZONE_OF_LANGUAGE = {"de": "Europe/Berlin", "fr": "Europe/Paris"}
_CORRECTED = re.compile(
    r"\W*(?:(?:korrektur|berichtigung|korrigendum|rectificatif|correctif|erratum|correction"
    r"|corrigendum)\s*(?:[:–—!.|\])]|-\s|$|zu[rm]?\b|to\b|au communiqué)"
    r"|(?:korrigierte|berichtigte) (?:fassung|version|meldung|mitteilung)|version corrigée"
    r"|corrected (?:version|release)|corrects\b)",
    re.IGNORECASE,
)
_WITHDRAWN = re.compile(
    r"\W*(?:zurückgezogen|rücknahme|widerruf|retiré|annulé|annule|retrait|withdrawn|retracted"
    r"|retraction|kill notice)\s*(?:[:–—.!\]-]|$)"
    r"|(?:diese|dieser|die folgende) (?:meldung|mitteilung|pressemitteilung|text)\b.{0,40}"
    r"\bzurückgezogen"
    r"|(?:ce|le présent) communiqué\b.{0,40}\b(?:retiré|annulé)"
    r"|this (?:press )?(?:release|statement)\b.{0,40}\b(?:withdrawn|retracted)",
    re.IGNORECASE,
)


def find_status(
    text: str, blocks: tuple[Block, ...], language: str
) -> tuple[Status | None, datetime | None]:
    """Return the status that the top of the text declares, and until when an embargo holds.

    An embargo without a readable date has no end. A date without a time means its first minute,
    in the time zone that is named, else that of the language's capital, else UTC.
    """
    lines = [" ".join(text[b.start : b.end].split()) for b in blocks[:_BLOCKS_AT_THE_TOP]]
    if any(_WITHDRAWN.match(line) for line in lines):
        return Status.WITHDRAWN, None
    for line in lines:
        embargo = _EMBARGO.match(line)
        if embargo and not _LIFTED.search(embargo["rest"]):
            return Status.EMBARGOED, _end_of(embargo["rest"], language)
    if any(_CORRECTED.match(line) for line in lines):
        return Status.CORRECTED, None
    return None, None


def is_quotable(release: PressRelease, now: datetime) -> bool:
    """Say whether ``release`` may be quoted at ``now`` (with a time zone): no embargo holds."""
    if release.status is not Status.EMBARGOED:
        return True
    return release.embargoed_until is not None and now >= release.embargoed_until


def _end_of(rest: str, language: str) -> datetime | None:
    match = re.search(DATE, rest)
    day = parse_date(match.group(), language) if match else None
    if match is None or day is None:
        return None
    around = rest[: match.start()] + " " + rest[match.end() :]
    zone = next((name for pattern, name in _ZONES.items() if re.search(pattern, around)), None)
    zone = zone or _ZONE_OF_LANGUAGE.get(language, "UTC")
    moment = datetime.combine(day, _time_of(around), tzinfo=ZoneInfo(zone))
    return moment.astimezone(UTC)


def _time_of(text: str) -> time:
    match = _TIME.search(text)
    if match is None:
        return time()
    hour = int(match["hour"] or match["clock"])
    minute = int(match["minute"] or match["past"] or 0)
    unit = (match["unit"] or "").lower().replace(".", "")
    noon = 12
    if unit == "pm" and hour < noon:
        hour += noon
    if unit == "am" and hour == noon:
        hour = 0
    return time(hour, minute)
