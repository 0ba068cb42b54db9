"""What is counted: the figure of one thing is not another's, in whatever language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.counted import check_counted
from assistant.checks.lexicon import lexicon
from assistant.checks.records import Source
from tests.assistant.checks.making import claim, source

FAIR = source(
    "Rund 18.400 Fachbesucherinnen und Fachbesucher aus 47 Ländern kamen, 6,5 Prozent mehr."
)
CLINIC = source("Le CHU recrute douze médecins et 35 infirmiers.", "fr")


def missed(text, language="en", question="", held=FAIR):
    return check_counted(claim(text, language, question), [held]).missed


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("About 18,400 trade visitors came from 47 countries.", "en"),
        ("Environ 18 400 personnes sont venues de 47 pays.", "fr"),
        ("Przyszło około 18 400 zwiedzających z 47 krajów.", "pl"),
        ("Rund 18.400 Gäste kamen.", "de"),
        ("It grew to 18,400.", "en"),
        ("The fair filled 18,400 square metres.", "en"),  # a unit: for check_numbers
        ("In 2021 exhibitors were fewer.", "en"),
    ],
)
def test_what_the_source_counts_holds_in_any_language_and_nothing_is_not_judged(text, language):
    assert not missed(text, language)


@pytest.mark.parametrize(
    ("text", "language", "wrong"),
    [
        ("18,400 exhibitors showed their products.", "en", "18,400"),
        ("Il y avait 18 400 exposants.", "fr", "18 400"),
        ("Vinieron 18.400 empleados.", "es", "18.400"),
        ("Visitors came from 47 companies.", "en", "47"),
        ("Die Messe zählte rund 18.400 Aussteller.", "de", "18.400"),
    ],
)
def test_the_figure_of_something_else_does_not_hold(text, language, wrong):
    assert missed(text, language) == (wrong,)


def test_of_two_figures_each_counts_its_own():
    assert not missed("The hospital hires twelve doctors and 35 nurses.", held=CLINIC)
    assert missed("The hospital hires 35 doctors.", held=CLINIC) == ("35",)


def test_who_takes_part_may_be_anybody_and_nurses_are_staff():
    assert not missed("The hospital hires 35 members of staff.", held=CLINIC)
    assert not missed("35 new employees will come.", held=CLINIC)
    students = source("120 Studierende kamen zur Tagung.")
    assert not missed("120 participants came.", held=students)
    assert missed("120 patients came.", held=students) == ("120",)


def test_a_sole_figure_counts_what_the_question_asks_for():
    assert missed("There were 18,400.", question="How many exhibitors came?") == ("18,400",)
    assert not missed("There were 18,400.", question="How many visitors came?")
    assert not missed("There were 18,400.", question="How many came?")


def test_a_failure_says_what_is_counted_here_and_there():
    found = check_counted(claim("18,400 exhibitors came."), [FAIR])
    assert found.reasons == ("18,400 counts visitors in the source, not exhibitors",)
    assert found.compared == ("18,400",)


@given(st.integers(min_value=2, max_value=999_999), st.sampled_from(["visitors", "beds", "trains"]))
def test_a_figure_with_its_own_noun_always_holds(number, noun):
    told = source(f"They counted {number} {noun} this year.", "en")
    assert not missed(f"{number} {noun} were counted.", held=told)


@given(st.text(max_size=80), st.sampled_from(["de", "en", "fr", "pl", "ja"]))
def test_whatever_is_said_only_figures_are_missed(text, language):
    assert set(missed(text, language)) <= set(check_counted(claim(text, language), [FAIR]).compared)


def test_every_kind_is_told_in_german_english_and_french():
    words = lexicon("counted")
    examples = {"de": "12 Betten", "en": "12 beds", "fr": "12 lits"}
    for language, text in examples.items():
        assert [term.concept for term in words.find(text, language)] == ["things/beds"]


KINDS = source("Die meisten Arten haben acht Streifen, die Kämme heißen, und zwei Augen.")


@pytest.mark.parametrize(
    ("text", "question", "wrong"),
    [
        ("Es gibt acht verschiedene Arten.", "Wie viele Arten gibt es?", ("acht",)),
        ("Es gibt acht Quallenarten.", "Wie viele Quallenarten gibt es?", ("acht",)),
        ("Acht Streifen haben die meisten Arten.", "Was haben sie?", ()),
        ("Acht Kammstreifen haben sie.", "Was haben sie?", ()),
        ("Acht Reihen haben die Quallen.", "Was haben sie?", ()),  # in other words
        ("Acht Arten haben Streifen.", "Was haben sie?", ()),  # it speaks of both
        ("Sie haben zwei Augen.", "Wie viele Augen haben sie?", ()),
    ],
)
def test_a_german_noun_is_not_counted_where_its_sentence_counts_another(text, question, wrong):
    assert missed(text, "de", question, KINDS) == wrong


def test_in_other_languages_nothing_tells_a_noun():
    assert not missed("There are eight species.", "en", "How many species are there?", KINDS)


def test_a_sentence_that_only_refers_back_counts_what_was_counted_before():
    before = "Es kamen 27.300 Besucherinnen und Besucher."
    held = Source("Zur Ausgabe 2023 waren es 24.100.", "de", "", before=before)
    assert missed("24.100 Aussteller kamen 2023.", "de", held=held) == ("24.100",)
    assert not missed("24.100 Besucher kamen 2023.", "de", held=held)
    alone = Source(held.text, "de", "")
    assert not missed("24.100 Aussteller kamen 2023.", "de", held=alone)
