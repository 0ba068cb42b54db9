"""Which words of a question narrow it to releases of certain days, and to which."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.period import period_of
from documents.records import PressRelease

TODAY = date(2026, 11, 25)  # a Wednesday


def days(question, language):
    said = period_of(question, language, TODAY)
    return said and (said.first, said.last)


def release(name, published):
    return PressRelease(name, name, "Text.", "en", published, None, None, name, "0" * 64)


@pytest.mark.parametrize(
    ("question", "language", "first", "last"),
    [
        ("Welche Mitteilungen vom November 2025 nennen Inria?", "de", "2025-11-01", "2025-11-30"),
        ("Was sagt die Meldung vom 5. November 2025?", "de", "2025-11-05", "2025-11-05"),
        ("What does the November 2025 release say?", "en", "2025-11-01", "2025-11-30"),
        ("Summarise the releases published in 2024", "en", "2024-01-01", "2024-12-31"),
        ("Quels communiqués de février 2024 parlent d'Inria ?", "fr", "2024-02-01", "2024-02-29"),
        ("komunikaty z listopada 2025", "pl", "2025-11-01", "2025-11-30"),
        ("¿Qué comunicados de mayo de 2026 hay?", "es", "2026-05-01", "2026-05-31"),
        ("What was announced this week?", "en", "2026-11-23", "2026-11-29"),
        ("Was wurde letzte Woche angekündigt?", "de", "2026-11-16", "2026-11-22"),
        ("Quels communiqués de cette semaine parlent de lui ?", "fr", "2026-11-23", "2026-11-29"),
        ("Qu'est-ce qui a été annoncé hier ?", "fr", "2026-11-24", "2026-11-24"),
        ("Quali comunicati del mese scorso?", "it", "2026-10-01", "2026-10-31"),
        ("Which releases came out this month?", "en", "2026-11-01", "2026-11-30"),
        ("Welke persberichten van vorig jaar noemen hem?", "nl", "2025-01-01", "2025-12-31"),
        ("Was wurde heute gemeldet?", "de", "2026-11-25", "2026-11-25"),
    ],
)  # fmt: skip
def test_a_day_a_month_or_a_year_of_the_releases_is_understood(question, language, first, last):
    assert days(question, language) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What does the latest release say about GPUs?", "en"),
        ("What is the most recent press release about?", "en"),
        ("Fasse die neueste Pressemitteilung zusammen", "de"),
        ("Que dit le dernier communiqué sur l'IA ?", "fr"),
        ("Que dit le communiqué le plus récent ?", "fr"),
        ("¿Qué dice el último comunicado?", "es"),
        ("Co mówi najnowszy komunikat?", "pl"),
        ("最新のプレスリリースは何と言っていますか", "ja"),
        ("最新的新闻稿说了什么？", "zh"),
        ("Что говорит последний пресс-релиз?", "ru"),
    ],
)
def test_the_latest_release_is_understood(question, language):
    assert period_of(question, language, TODAY).latest


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wo fand das Treffen im November 2025 statt?", "de"),
        ("Was sagt die Mitteilung über das Budget des Zentrums im Jahr 2024?", "de"),
        ("Wer war die letzte Rednerin?", "de"),
        ("Wer sprach am letzten Tag?", "de"),
        ("Wie viele Menschen arbeiten heute beim DFKI?", "de"),
        ("Where is the meeting this week?", "en"),
        ("What happened last year?", "en"),
        ("Who was the last speaker?", "en"),
        ("Quand a eu lieu la dernière réunion ?", "fr"),
        ("Combien de personnes y travaillent aujourd'hui ?", "fr"),
        ("When was the agreement signed?", "en"),
    ],
)
def test_days_of_anything_else_narrow_nothing(question, language):
    assert period_of(question, language, TODAY) is None


def test_the_rest_of_the_question_has_none_of_these_words():
    said = period_of("What does the latest release of May 2026 say about GPUs?", "en", TODAY)
    assert said.rest == "What does the release of say about GPUs?"
    assert said.latest
    assert (said.first, said.last) == (date(2026, 5, 1), date(2026, 5, 31))


def test_the_latest_are_all_of_the_newest_day():
    said = period_of("What does the latest release say?", "en", TODAY)
    releases = [
        release("a", date(2026, 5, 1)),
        release("b", date(2026, 5, 3)),
        release("c", date(2026, 5, 3)),
        release("undated", None),
    ]
    period, chosen = said.of(releases)
    assert chosen == {"b", "c"}
    assert (period.first, period.last, period.releases) == (date(2026, 5, 3), date(2026, 5, 3), 2)


def test_without_any_date_there_is_no_latest():
    said = period_of("What does the latest release say?", "en", TODAY)
    assert said.of([release("a", None)]) is None


def test_a_period_without_releases_has_none():
    said = period_of("Summarise the releases published in 2024", "en", TODAY)
    period, chosen = said.of([release("a", date(2026, 5, 1))])
    assert (period.releases, chosen) == (0, frozenset())


@given(st.dates(date(1990, 1, 31), date(2099, 12, 1)))
def test_this_and_last_month_week_and_year_follow_each_other_without_a_gap(today):
    for unit in ("week", "month", "year"):
        this, last = (
            period_of(f"Which releases were published {which} {unit}?", "en", today)
            for which in ("this", "last")
        )
        assert this.first <= today <= this.last
        assert last.last + timedelta(days=1) == this.first


@given(st.text(max_size=60), st.sampled_from(["de", "en", "fr", "ja", "xx"]))
def test_any_text_is_read_without_an_error(text, language):
    said = period_of(f"latest release {text}", language, TODAY)
    assert said is None or said.first <= said.last
