from dataclasses import replace

import pytest

from assistant.asked_news import told_first
from assistant.shape_words import shape_words
from tests.assistant.making import evidence_of

FAIR = (
    "Die Messe in Talheim zog viele Gäste an.",
    "Erstmals nahmen polnische Firmen teil.",
    "Zum ersten Mal dauerte sie drei Tage.",
)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Was ist neu an der Messe?", "de"),
        ("Was ist an der Messe in diesem Jahr neu?", "de"),
        ("What is new about the fair?", "en"),
        ("What’s new?", "en"),
        ("Quoi de neuf cette année ?", "fr"),
        ("Qu’y a-t-il de nouveau cette année ?", "fr"),
        ("¿Qué hay de nuevo en la feria?", "es"),
        ("Quali sono le novità della fiera?", "it"),
        ("Co nowego na targach?", "pl"),
        ("Wat is er dit jaar nieuw?", "nl"),
    ],
)
def test_who_asks_what_is_new_is_told_what_happens_for_the_first_time(question, language):
    assert told_first(question, language, evidence_of(*FAIR)) == [1, 2]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Was ist das neue Verfahren?", "de"),
        ("What is the new bridge called?", "en"),
        ("What new law was passed?", "en"),
        ("Qu’a dit la nouvelle ministre ?", "fr"),
        ("¿Cuál es la nueva ley?", "es"),
    ],
)
def test_who_asks_for_something_that_is_new_is_not(question, language):
    assert told_first(question, language, evidence_of(*FAIR)) == []


def test_what_search_finds_far_worse_is_about_something_else():
    best, first, second = evidence_of(*FAIR)
    far = replace(second, score=best.score - 0.2)
    assert told_first("What is new?", "en", [best, replace(first, score=best.score), far]) == [1]


def test_without_evidence_nothing_is_told():
    assert told_first("What is new?", "en", ()) == []


def test_both_are_known_in_the_same_languages():
    assert shape_words("news").languages == shape_words("first_time").languages
