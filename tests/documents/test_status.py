from datetime import UTC, datetime, timedelta

import pytest

from documents.blocks import find_blocks
from documents.records import Status
from documents.status import find_status, is_quotable
from tests.documents.making import release_of

NINE = datetime(2025, 3, 8, 9, tzinfo=UTC)
BODY = "Die Beispiel AG hat heute in Nancy ein neues Labor eröffnet, und viele kamen dorthin."


def status_of(first: str, language: str) -> tuple[Status | None, datetime | None]:
    text = f"{first}\nEin Titel steht hier\n{BODY}"
    return find_status(text, find_blocks(text), language)


@pytest.mark.parametrize(
    ("language", "line", "until"),
    [
        ("de", "Sperrfrist: 8. März 2025, 10:00 Uhr", NINE),
        ("de", "SPERRFRIST: Samstag, 8. März 2025, 10 Uhr", NINE),
        ("de", "Gesperrt bis 08.03.2025, 10.00 Uhr MEZ", NINE),
        ("de", "Frei ab 8. März 2025, 10 Uhr", NINE),
        ("de", "Sperrfrist: 8. Juli 2025, 10 Uhr", datetime(2025, 7, 8, 8, tzinfo=UTC)),
        ("de", "Sperrfrist: 8. März 2025", datetime(2025, 3, 7, 23, tzinfo=UTC)),
        ("fr", "Sous embargo jusqu’au 8 mars 2025 à 10 h", NINE),
        ("fr", "SOUS EMBARGO jusqu’au samedi 8 mars 2025, 10h00", NINE),
        ("fr", "Embargo : 8 mars 2025, 10 heures", NINE),
        ("en", "EMBARGOED UNTIL 09:00 GMT, 8 March 2025", NINE),
        ("en", "Strictly embargoed until 8 March 2025, 10:00 CET", NINE),
        ("en", "Embargo: 9am London time, 8 March 2025", NINE),
        ("en", "Under embargo until March 8, 2025, 4 a.m. EST", NINE),
        ("en", "Not for release before 8 March 2025, 9 a.m. UTC", NINE),
        ("en", "EMBARGOED", None),
        ("de", "Sperrfrist: bis zum Ende der Pressekonferenz", None),
    ],
)
def test_an_embargo_and_its_end_are_found(language: str, line: str, until: datetime | None) -> None:
    assert status_of(line, language) == (Status.EMBARGOED, until)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("Korrektur: Neues Labor in Nancy", Status.CORRECTED),
        ("Korrigierte Fassung vom 9. März 2025", Status.CORRECTED),
        ("Berichtigung zur Meldung vom 7. März", Status.CORRECTED),
        ("CORRECTION – New laboratory in Nancy", Status.CORRECTED),
        ("Corrected version: new laboratory in Nancy", Status.CORRECTED),
        ("Rectificatif : un laboratoire à Nancy", Status.CORRECTED),
        ("Version corrigée du communiqué", Status.CORRECTED),
        ("ZURÜCKGEZOGEN", Status.WITHDRAWN),
        ("Diese Pressemitteilung wurde am 3. Mai 2025 zurückgezogen.", Status.WITHDRAWN),
        ("WITHDRAWN: new laboratory in Nancy", Status.WITHDRAWN),
        ("This press release has been withdrawn by its issuer.", Status.WITHDRAWN),
        ("Ce communiqué a été retiré le 3 mai 2025.", Status.WITHDRAWN),
        ("Korrekturlesen mit KI wird leichter", None),
        ("Correction of climate models improves forecasts", None),
        ("Embargo gegen Beispielland verlängert", None),
        ("Embargo on chips extended", None),
        ("Sperrfrist: keine", None),
        ("Embargo: lifted", None),
        ("Zurückgezogen lebende Tiere filmt jetzt eine Drohne", None),
        ("Corrected eyesight for all", None),
    ],
)
def test_corrections_and_withdrawals_are_found_and_news_about_such_things_is_not(
    line: str, status: Status | None
) -> None:
    assert status_of(line, "de") == (status, None)


def test_an_embargoed_release_is_not_quoted_before_its_time() -> None:
    release = release_of(BODY, status=Status.EMBARGOED, embargoed_until=NINE)
    assert not is_quotable(release, NINE - timedelta(seconds=1))
    assert is_quotable(release, NINE)


def test_an_embargo_without_end_holds_until_it_is_lifted() -> None:
    assert not is_quotable(release_of(BODY, status=Status.EMBARGOED), NINE)
    assert is_quotable(release_of(BODY), NINE)
