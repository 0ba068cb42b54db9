"""Owners: whose a figure is that is asked of a house by its initials."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.owners import check_owners
from assistant.checks.records import Claim, Source

FACTORIES = "KI-Fabriken mit 100.000 Rechnern (GPUs) sind zentral."
CHAIR = "Ada Roth, KAI-Aufsichtsrätin, gab den Impuls."


def missed(text, language, question, held=FACTORIES, **beside):
    source = Source(held, "de", held, **{"before": CHAIR} | beside)
    return check_owners(Claim(text, language, question), [source]).missed


@pytest.mark.parametrize(
    ("text", "language", "question"),
    [
        ("KAI hat 100.000 Rechner.", "de", "Wie viele Rechner hat KAI?"),
        ("KAI has 100,000 computers.", "en", "How many computers does KAI have?"),
        ("KAI possède 100 000 ordinateurs.", "fr", "Combien d'ordinateurs possède KAI ?"),
        ("100.000.", "de", "Wie viele Rechner hat KAI?"),
        ("KAI has 100,000 GPUs.", "en", "How many GPUs does KAI have?"),
    ],
)
def test_a_figure_of_something_else_is_not_the_houses(text, language, question):
    assert missed(text, language, question) == ("KAI",)


def test_where_the_house_is_named_the_figure_may_be_its():
    question, text = "Wie viele Rechner hat KAI?", "KAI hat 100.000 Rechner."
    assert not missed(text, "de", question, held="KAI hat 100.000 Rechner.")
    assert not missed(text, "de", question, held="Das Institut hat 100.000.", before="KAI forscht.")
    assert not missed(text, "de", question, heading="KAI rechnet mehr")
    assert missed(text, "de", question, heading="Fabriken rechnen mehr\nKAI") == ("KAI",)  # issuer


def test_other_questions_and_figures_without_initials_are_not_judged():
    asked = "How many GPUs does an AI factory have?"
    assert not missed("An AI factory has 100,000 GPUs.", "en", asked)
    assert not missed("KAI begann 2020.", "de", "Wann begann KAI?")
    assert not missed("Es sind 100.000 Rechner.", "de", "Wie viele Rechner gibt es?")
    assert not missed("Die Fabrik hat 100.000 Rechner.", "de", "Wie viele hat sie laut KAI?")


@given(st.text(), st.text())
def test_whatever_is_said_only_initials_of_the_question_are_missed(text, question):
    assert all(name in question for name in missed(text, "en", question))
