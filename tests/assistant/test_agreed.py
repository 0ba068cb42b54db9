from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agreed import agree
from assistant.decide import quote_confidence
from tests.assistant.making import evidence_of
from tests.assistant.test_decide import TYPICAL

FIRST = "Beratende Apotheker arbeiten meist in Pflegeheimen oder Kliniken."
SECOND = "Ein Apotheker arbeitet in der Apotheke."


def evidence_with(marked):
    first, second = evidence_of(FIRST, SECOND)
    start = FIRST.index(marked or "")
    return [replace(first, answer=(start, start + len(marked)) if marked else None), second]


@pytest.mark.parametrize(
    ("copied", "marked", "agreed"),
    [
        ({0: "Pflegeheimen"}, "Pflegeheimen", True),
        ({0: "Pflegeheimen"}, "in Pflegeheimen", True),
        ({0: "Apotheker arbeiten meist in Pflegeheimen oder Kliniken"}, "Pflegeheimen", False),
        ({0: "Apotheker"}, "Pflegeheimen", False),
        ({0: "Pflegeheimen"}, None, False),  # the reader marks nothing
        ({1: "Apotheke"}, "Pflegeheimen", False),  # the model reads another sentence
        ({0: "Krankenhäusern"}, "Pflegeheimen", False),  # words that do not stand there
        ({}, "Pflegeheimen", False),
    ],
)
def test_chat_model_and_reader_agree_where_they_take_mostly_the_same_words(copied, marked, agreed):
    assert agree(copied, evidence_with(marked)) is agreed


def test_without_evidence_nobody_agrees():
    assert not agree({0: "Pflegeheimen"}, [])


@given(st.dictionaries(st.integers(0, 3), st.text(max_size=20)), st.integers(0, len(FIRST)))
def test_only_words_of_the_first_sentence_are_ever_agreed_on(copied, end):
    first, second = evidence_of(FIRST, SECOND)
    agreed = agree(copied, [replace(first, answer=(0, end)), second])
    assert not agreed or (copied[0] and copied[0] in FIRST)


def test_a_quote_is_surer_where_they_agree():
    asked = replace(TYPICAL, margin=0.0, relevance=1.0, answers=1.0, matched=0.5)
    assert quote_confidence(replace(asked, agreed=1.0)) > quote_confidence(asked)
