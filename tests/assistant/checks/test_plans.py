import pytest

from assistant.checks.plans import check_plans
from assistant.checks.records import Claim, Source

PLAN = "Die Stadt will das Museum bis 2027 eröffnen."
DONE = "Il museo è stato completato con tre mesi di anticipo."
ALREADY = "Der Fernverkehr ruht bereits."


def missed(text, language, source, source_language="de"):
    source = Source(source, source_language, source)
    return bool(check_plans(Claim(text, language), [source]).missed)


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("The town plans to open the museum by 2027.", False),
        ("The museum was opened in 2027.", True),
        ("The museum already shows its collection.", True),
        ("No contract has been awarded.", False),  # what is not done may still be planned
    ],
)
def test_what_is_planned_is_not_told_as_done(text, fails):
    assert missed(text, "en", PLAN) is fails


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("They plan to complete the museum.", True),
        ("The museum has been completed.", False),
        ("The museum will please visitors.", False),  # about what comes after
    ],
)
def test_what_is_done_is_not_told_as_a_plan(text, fails):
    assert missed(text, "en", DONE, "it") is fails


def test_what_is_so_already_is_not_told_of_the_future():
    assert missed("Il traffico sarà fermo.", "it", ALREADY)
    assert not missed("Il traffico è già fermo.", "it", ALREADY)


def test_the_clause_with_the_claims_figures_tells_what_is_planned():
    mixed = "Die Anlage wurde 2019 gebaut; bis 2030 soll sie erweitert werden."
    assert not missed("The plant was built in 2019.", "en", mixed)
    assert missed("The plant was extended in 2030.", "en", mixed)


def test_the_sentence_with_the_figure_tells_whether_it_is_planned():
    sources = [
        Source("Der Fonds hat der Stadt Geld gegeben.", "de", ""),
        Source("Die ersten 90 Kilometer sollen bis 2027 in Betrieb gehen.", "de", ""),
    ]
    assert check_plans(Claim("The first 90 kilometres are already open.", "en"), sources).missed
    assert not check_plans(Claim("The money was given by the fund.", "en"), sources).missed
