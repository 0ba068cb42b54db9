"""A question about a year wants evidence of that year; the same house reports every year."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asked_time import asked_time, of_the_time_first
from assistant.signals import read_signals
from assistant.understand import Inquiry
from tests.assistant.making import evidence_of

VISITORS = "Gezählt wurden 18.400 Gäste."


def titled(title, *sentences, published=date(2023, 9, 29), around=""):
    evidence = evidence_of(*sentences, published=published, around=around, name=f"{title}.txt")
    release = replace(evidence[0].release, title=title)
    passage = replace(evidence[0].passage, release=release)
    return tuple(
        replace(item, sentence=replace(item.sentence, passage=passage)) for item in evidence
    )


def fits(question, evidence, language="en"):
    return asked_time(question, language).fits(evidence[0])


def test_the_title_tells_the_year_of_what_a_sentence_says():
    messe = titled("Messe 2023 endet", VISITORS)
    assert fits("How many visitors came in 2023?", messe)
    assert not fits("How many visitors came in 2025?", messe)
    assert fits("How many visitors came?", messe)


def test_without_a_year_in_the_title_the_day_of_issue_tells_it():
    messe = titled("Messe endet", VISITORS)
    assert fits("How many visitors came in 2023?", messe)
    assert not fits("How many visitors came in 2024?", messe)


def test_a_balance_issued_in_the_next_year_belongs_to_the_year_in_its_title():
    dateline = "Brennau, 26. März 2026 – Das Jahr war gut."
    balance = titled(
        "Bilanz für 2025", VISITORS, published=date(2026, 3, 26), around=f"{dateline} Danke."
    )
    assert fits("What was reached in 2025?", balance)
    assert not fits("What was reached in 2026?", balance)


def test_a_sentence_may_name_another_year_than_its_release():
    messe = titled("Messe 2023 endet", "Die nächste Messe folgt im September 2025.")
    assert fits("When is the fair in 2025?", messe)
    relative = titled("Messe endet", "Im Vorjahr kamen 17.000 Gäste.")
    assert fits("How many came in 2022?", relative)


def test_who_tells_no_time_may_belong_to_any():
    assert fits("How many visitors came in 2021?", titled("Messe", VISITORS, published=None))


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("Wie hoch war der Überschuss im ersten Halbjahr?", "de", True),
        ("What was the surplus in the first half of the year?", "en", True),
        ("Quel était l'excédent au deuxième semestre ?", "fr", False),
        ("What was the surplus for the full year?", "en", False),
        ("What was the surplus?", "en", True),
    ],
)
def test_a_half_year_is_neither_the_other_one_nor_the_whole(question, language, expected):
    half = titled("Solides erstes Halbjahr", "Der Überschuss lag bei 11 Millionen Euro.")
    assert fits(question, half, language) is expected


def test_what_belongs_to_the_time_goes_first_and_scores_stay_with_the_places():
    old = titled("Messe 2023 endet", VISITORS)
    new = titled("Messe 2025 endet", "Gezählt wurden 21.950 Gäste.", published=date(2025, 9, 19))
    ranked = (replace(old[0], score=2.9), replace(new[0], score=2.8))
    first, second = of_the_time_first("How many visitors came in 2025?", "en", ranked)
    assert (first.release.title, first.score) == ("Messe 2025 endet", 2.9)
    assert (second.release.title, second.score) == ("Messe 2023 endet", 2.8)


@given(st.permutations(range(4)), st.sampled_from(["in 2025", "in 2023", "", "in 1999"]))
def test_nothing_is_lost_and_without_a_time_nothing_moves(order, when):
    items = [titled(f"Messe {2022 + place}", VISITORS)[0] for place in order]
    question = f"How many visitors came {when}?"
    found = of_the_time_first(question, "en", items)
    assert sorted(item.release.title for item in found) == sorted(i.release.title for i in items)
    if not when or when == "in 1999":
        assert [item.release for item in found] == [item.release for item in items]


def test_evidence_of_other_times_alone_speaks_against_an_answer():
    messe = titled("Messe 2023 endet", VISITORS)

    def missing(question):
        return read_signals(Inquiry(question, question, "en"), messe).time_missing

    assert missing("How many visitors came in 2021?") == 1
    assert missing("How many visitors came in 2023?") == 0
