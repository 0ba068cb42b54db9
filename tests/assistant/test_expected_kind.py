"""Sentences of a passage change places where one has what the question asks for."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.expected_kind import GAIN, expected_first
from tests.assistant.making import evidence_of

TEXTS = (
    "Im Rahmen der Strategie werden die fünf Zentren dauerhaft gefördert.",
    "Dafür stellt der Bund jährlich bis zu 50 Millionen Euro bereit.",
    "Beschlossen wurde das am 1. Juli 2022.",
    "Die Leitung sprach von einem guten Tag.",
)


def ranked(*texts, scores, name="a.txt"):
    return tuple(
        replace(item, score=score)
        for item, score in zip(evidence_of(*texts, name=name), scores, strict=True)
    )


def texts(evidence):
    return [item.sentence.text for item in evidence]


@pytest.mark.parametrize(
    ("question", "language", "first"),
    [
        ("Wie viel Geld gibt der Bund?", "de", 1),
        ("How much does the federal government provide?", "en", 1),
        ("Combien l'État accorde-t-il aux centres ?", "fr", 1),
        ("¿Cuánto aporta el Estado?", "es", 1),
        ("When was it decided?", "en", 2),
        ("Kiedy to postanowiono?", "pl", 2),
        ("How many centres are there?", "en", 0),
        ("Who spoke of a good day?", "en", 0),
    ],
)
def test_what_is_asked_for_goes_before_a_sentence_that_is_a_little_nearer(
    question, language, first
):
    evidence = ranked(*TEXTS, scores=(2.71, 2.70, 2.69, 2.68))
    assert texts(expected_first(question, language, evidence))[0] == TEXTS[first]


def test_a_much_nearer_sentence_stays_first():
    evidence = ranked(TEXTS[3], TEXTS[2], scores=(2.8, 2.8 - GAIN - 0.001))
    assert expected_first("When was it decided?", "en", evidence) == evidence


def test_another_passage_does_not_gain_by_its_figures():
    about = ranked(TEXTS[3], scores=(2.7,))
    other = ranked(TEXTS[1], scores=(2.69,), name="b.txt")
    assert expected_first("Wie viel Geld gibt der Bund?", "de", about + other) == about + other


def test_a_year_alone_is_a_time_and_no_number():
    evidence = ranked(TEXTS[3], "Das war 2018.", scores=(2.7, 2.69))
    assert texts(expected_first("Wann war das?", "de", evidence))[0] == "Das war 2018."
    assert texts(expected_first("Wie viele waren das?", "de", evidence))[0] == TEXTS[3]


@given(
    st.lists(st.floats(0, 3, allow_nan=False), min_size=4, max_size=4),
    st.sampled_from(["Wann war das?", "Wie viel kostet das?", "Wie viele sind es?", "Wer war da?"]),
)
def test_scores_still_fall_and_nothing_is_lost(scores, question):
    evidence = ranked(*TEXTS, scores=sorted(scores, reverse=True))
    found = expected_first(question, "de", evidence)
    assert [item.score for item in found] == [item.score for item in evidence]
    assert sorted(texts(found)) == sorted(TEXTS)


def test_nothing_found_stays_nothing():
    assert expected_first("When?", "en", ()) == ()
