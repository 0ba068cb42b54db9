from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.blocks import find_blocks
from documents.datelines import find_dateline
from documents.dates import parse_date

DATE_LINES: list[tuple[str, str, str | None]] = [
    # Polish and Spanish
    ("pl", "Poznań, 9 grudnia 2025 r. – W niedzielę wchodzi w życie nowy rozkład.", "2025-12-09"),
    ("es", "Valladolid, 19 de febrero de 2026.- La Consejería presenta hoy.", "2026-02-19"),
    ("it", "Castelvero d'Oglio, 9 gennaio 2026 – Il ponte resterà chiuso.", "2026-01-09"),
    # German
    ("de", "Saarbrücken, 6. November 2025. Zwei Tage lang tagten sie.", "2025-11-06"),
    ("de", "Saarbrücken, den 6. November 2025 – Zwei Tage lang tagten sie.", "2025-11-06"),
    ("de", "BERLIN, 05.03.2025 – Das Labor wächst.", "2025-03-05"),
    ("de", "Berlin, 5.3.25: Das Labor wächst.", "2025-03-05"),
    ("de", "Bonn/Berlin, 1. Dezember 2024. Es geht weiter.", "2024-12-01"),
    ("de", "Frankfurt am Main, Montag, 3. Februar 2025 | Es geht weiter.", "2025-02-03"),
    ("de", "Halle (Saale), 14. Juli 2023 – Es geht weiter.", "2023-07-14"),
    ("de", "MÜNCHEN (ots) – 5. März 2025 – Es geht weiter.", "2025-03-05"),
    ("de", "Pressemitteilung vom 5. März 2025", "2025-03-05"),
    ("de", "Pressemitteilung Nr. 12/2025 vom 5. März 2025", "2025-03-05"),
    ("de", "Medieninformation, Dresden, 9. Mai 2022", "2022-05-09"),
    ("de", "Datum: 31.12.2024", "2024-12-31"),
    ("de", "Veröffentlicht am 2. Januar 2025, 10:30 Uhr", "2025-01-02"),
    ("de", "24. August 2025", "2025-08-24"),
    ("de", "24. Aug. 2025, Trier", "2025-08-24"),
    ("de", "Wien, 7. Jänner 2025. Es geht weiter.", "2025-01-07"),
    ("de", "2025-06-30", "2025-06-30"),
    ("de", "Am 5. und 6. November 2025 trafen sich alle in Trier.", None),
    ("de", "Am 6. November 2025 eröffnete die Ministerin das Labor.", None),
    ("de", "Seit dem 1. Juli 2022 wird das Zentrum gefördert.", None),
    ("de", "Stand: 4. April 2025", None),
    ("de", "Termin: Saarbrücken, 12. Mai 2026", None),
    ("de", "Workshop, 12. Mai 2026", None),
    ("de", "Sperrfrist: 8. März 2025, 10 Uhr", None),
    ("de", "Aktualisiert am 3. März 2025", None),
    ("de", "Berlin, 31. Februar 2025 – Es geht weiter.", None),
    ("de", "Saarbrücken, im November 2025. Es geht weiter.", None),
    ("de", "Anmeldeschluss: 1. Juni 2025", None),
    # French
    ("fr", "Sarrebruck, le 6 novembre 2025. La rencontre a changé.", "2025-11-06"),
    ("fr", "Paris, le 1er avril 2025 – Le laboratoire grandit.", "2025-04-01"),
    ("fr", "PARIS, le 12 mars 2025 - Le laboratoire grandit.", "2025-03-12"),
    ("fr", "Paris, le lundi 3 février 2025 : le laboratoire grandit.", "2025-02-03"),
    ("fr", "Sophia Antipolis, 14 juill. 2024 – Le laboratoire grandit.", "2024-07-14"),
    ("fr", "Lyon, 05/03/2025 – Le laboratoire grandit.", "2025-03-05"),
    ("fr", "Communiqué de presse du 5 août 2025", "2025-08-05"),
    ("fr", "COMMUNIQUÉ DE PRESSE – Nancy, le 5 décembre 2023", "2023-12-05"),
    ("fr", "Publié le 1er avril 2025 à 10h30", "2025-04-01"),
    ("fr", "Date de publication : 17 janvier 2025", "2025-01-17"),
    ("fr", "Mercredi 15 octobre 2025", "2025-10-15"),
    ("fr", "15 octobre 2025 – Le laboratoire grandit.", "2025-10-15"),
    ("fr", "Le 15 octobre 2025, le laboratoire ouvrira.", None),
    ("fr", "Du 5 au 6 novembre 2025, la ville reçoit.", None),
    ("fr", "Mis à jour le 3 mars 2025", None),
    ("fr", "Sous embargo jusqu’au 8 mars 2025 à 10 h", None),
    ("fr", "Colloque, 12 mai 2026", None),
    ("fr", "Depuis le 1er juillet 2022, l’État finance le centre.", None),
    ("fr", "Paris, le 31 avril 2025 – Le laboratoire grandit.", None),
    ("fr", "Paris, printemps 2025 – Le laboratoire grandit.", None),
    # English
    ("en", "SAARBRÜCKEN, 6 November 2025 – Where will it go?", "2025-11-06"),
    ("en", "NEW YORK, March 5, 2025 /Newswire/ -- Example Corp. grows.", "2025-03-05"),
    ("en", "Cambridge, Mass., Sept. 3, 2024 – The lab grows.", "2024-09-03"),
    ("en", "London, 1st May 2025 — The lab grows.", "2025-05-01"),
    ("en", "LONDON (Newswire) – 21 June 2025 – The lab grows.", "2025-06-21"),
    ("en", "Published: 5 March 2025", "2025-03-05"),
    ("en", "Press release, Brussels, 3rd of June 2025", "2025-06-03"),
    ("en", "Posted on Monday, December 1, 2025", "2025-12-01"),
    ("en", "For immediate release: January 17, 2025", "2025-01-17"),
    ("en", "(March 5, 2025) – The lab grows.", "2025-03-05"),
    ("en", "Dublin, 25/03/2025 – The lab grows.", "2025-03-25"),
    ("en", "Boston, 03/25/2025 – The lab grows.", "2025-03-25"),
    ("en", "London, 3/4/2025 – The lab grows.", None),
    ("en", "On 6 November 2025 the minister opened the lab.", None),
    ("en", "From 5 to 6 November 2025 the town hosts all.", None),
    ("en", "Updated: 3 March 2025", None),
    ("en", "Embargoed until 8 March 2025, 10:00 CET", None),
    ("en", "Conference, 12 May 2026", None),
    ("en", "Since July 1, 2022, the state has funded the centre.", None),
    ("en", "London, May 2025 – The lab grows.", None),
    ("en", "Deadline: 1 June 2025", None),
    ("en", "The rules of January 5, 2024 – and later ones – apply.", None),
]


def test_the_table_is_large_enough() -> None:
    assert len(DATE_LINES) >= 60


@pytest.mark.parametrize(("language", "line", "expected"), DATE_LINES)
def test_a_date_line_gives_its_date_or_none(language: str, line: str, expected: str | None) -> None:
    text = f"Ein Titel über allem\n{line}\n{'Noch ein langer Absatz mit Worten. ' * 5}".strip()
    found = find_dateline(text, find_blocks(text), language)
    assert (found.published.isoformat() if found else None) == expected


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("SAARBRÜCKEN, 6 November 2025 – Where?", "Saarbrücken"),
        ("Frankfurt am Main, Montag, 3. Februar 2025 | Ja.", "Frankfurt am Main"),
        ("Bonn/Berlin, 1. Dezember 2024. Ja.", "Bonn/Berlin"),
        ("24. August 2025, Trier", "Trier"),
        ("Published: 5 March 2025", None),
    ],
)
def test_a_dateline_names_its_place(line: str, place: str | None) -> None:
    found = find_dateline(line, find_blocks(line), "de")
    assert found
    assert found.place == place


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_every_iso_date_is_read(day: date) -> None:
    assert parse_date(day.isoformat(), "de") == day


@given(st.text(max_size=40), st.sampled_from(["de", "en", "fr", "pl", "xx", ""]))
def test_no_text_breaks_the_reading_of_dates(text: str, language: str) -> None:
    found = parse_date(text, language)
    assert found is None or str(found.year)[-2:] in text
