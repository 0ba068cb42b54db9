"""What the chat model and the checks read of a sentence: not the day it was issued on."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.as_told import LONGEST_TITLE, as_told, issue_told_until, told
from assistant.checks.dates import check_dates
from assistant.checks.records import Claim, Source
from tests.assistant.making import evidence_of

ISSUED = date(2026, 2, 19)
NEWS = "Die Gemeinden können Mittel beantragen."


def item(*sentences, published=ISSUED, **more):
    return evidence_of(*sentences, published=published, **more)[-1]


@pytest.mark.parametrize(
    ("dateline", "language"),
    [
        ("Erfurt, 19. Februar 2026 – ", "de"),
        ("Erfurt (ots), 19.02.2026 - ", "de"),
        ("Valladolid, 19 de febrero de 2026.- ", "es"),
        ("Poznań, 19 lutego 2026 r. – ", "pl"),
        ("Lyon, le 19 février 2026 – ", "fr"),
    ],
)
def test_a_dateline_is_left_out(dateline, language):
    assert as_told(item(f"{dateline}{NEWS}", language=language)) == NEWS


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Erfurt, 19. Februar 2026 – Heute wurde das Programm vorgestellt.", "de"),
        ("Erfurt, 19. Februar 2026 – Am Donnerstag endete die Messe.", "de"),
        ("Valladolid, 19 de febrero de 2026.- Se ha presentado hoy el programa.", "es"),
        ("Am 19. Februar 2026 trafen sich die Gemeinden.", "de"),
        ("Erfurt, 3. März 2024 – An diesem Tag begann alles.", "de"),
    ],
)
def test_a_day_that_the_sentence_points_to_or_that_is_not_the_day_of_issue_stays(text, language):
    assert as_told(item(text, language=language)) == text


def test_without_a_day_of_issue_there_is_no_dateline():
    text = f"Erfurt, 19. Februar 2026 – {NEWS}"
    assert as_told(item(text, published=None)) == text
    assert issue_told_until(item(text, published=None)) == 0


def test_a_deadline_is_not_the_day_of_issue():
    text = "Valladolid, 19 de febrero de 2026.- Se han presentado hoy las ayudas."
    kept = item(text, language="es")
    source = Source(as_told(kept), "es", text, year=2026, issued=issue_told_until(kept))
    until = Claim("Communes may apply until 19 February 2026.", "en")
    on = Claim("The aid was presented on 19 February 2026.", "en")
    assert check_dates(until, [source]).missed == ("until",)
    assert not check_dates(on, [source]).missed


def test_a_source_is_told_under_its_release_with_the_sentence_before_it():
    second = item("Eva Roth leitet das Haus.", "Sie folgt auf Jan Beck.")
    source = told(second)
    assert source.text == "Sie folgt auf Jan Beck."
    assert source.before == "Eva Roth leitet das Haus."
    assert source.release == "Meldung (19 February 2026)"


def test_a_speaker_is_named_where_that_is_asked():
    said = item("Wir wachsen.")
    said = replace(said, sentence=replace(said.sentence, speaker="Eva Roth"))
    assert told(said).text == "Wir wachsen."
    assert told(said, speaker=True).text == "Wir wachsen. (Eva Roth)"


def test_a_long_title_is_cut_between_words():
    long = item("Es regnet.", published=None)
    passage = long.sentence.passage
    release = replace(passage.release, title="Wetter und Klima " * 20)
    long = replace(long, sentence=replace(long.sentence, passage=replace(passage, release=release)))
    assert len(told(long).release) <= LONGEST_TITLE + 2
    assert told(long).release.removesuffix(" …").split()[-1] in {"Wetter", "und", "Klima"}
