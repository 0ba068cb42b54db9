"""Sums of money: what a statement says they measure is what its source says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.lexicon import lexicon, read_words
from assistant.checks.measures import check_measures
from assistant.checks.records import Source
from tests.assistant.checks.making import claim, source

REVENUE = source("Der Umsatz stieg auf 214,6 Millionen Euro.")
GRANT = source("Das Institut wird mit 11 Millionen Euro gefördert.")
BUDGET = source("Das Institut wird gefördert, sein Budget beträgt 11 Millionen Euro.")
BOTH = source("Bei einem Umsatz von 438 Millionen Euro blieb ein Überschuss von 22 Millionen Euro.")


def missed(text, language="en", question="", held=REVENUE):
    return check_measures(claim(text, language, question), [held]).missed


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Revenue rose to 214.6 million euros.", "en"),
        ("Le chiffre d'affaires a atteint 214,6 millions d'euros.", "fr"),
        ("La facturación fue de 214,6 millones de euros.", "es"),
        ("The company reached 214.6 million euros.", "en"),
        ("The company employs 214 people.", "en"),
    ],
)
def test_the_same_measure_holds_in_any_language_and_none_is_not_judged(text, language):
    assert not missed(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Profit rose to 214.6 million euros.", "en"),
        ("Le bénéfice a atteint 214,6 millions d'euros.", "fr"),
        ("Die Schulden stiegen auf 214,6 Millionen Euro.", "de"),
        ("Zysk wzrósł do 214,6 miliona euro.", "pl"),
        ("The company invested 214.6 million euros.", "en"),
    ],
)
def test_another_measure_than_the_sources_does_not_hold(text, language):
    assert len(missed(text, language)) == 1


def test_an_answer_measures_what_the_question_asks_for():
    question = "Wie viel investierte das Unternehmen?"
    assert missed("Der Umsatz stieg auf 214,6 Millionen Euro.", "de", question) == ("revenue",)
    assert missed("Es waren 214,6 Millionen Euro.", "de", question) == ("214,6 Millionen",)


def test_a_source_that_names_several_measures_is_not_told_apart():
    assert not missed("The profit was 22 million euros.", held=BOTH)
    assert not missed("Revenue was 22 million euros.", held=BOTH)


def test_of_one_sum_no_second_measure_is_told():
    held = source("Der Überschuss lag bei 11,8 Millionen Euro.")
    both = "The revenue was 11.8 million euros in profit."
    assert missed(both, question="How high was the revenue?", held=held) == ("11.8 million",)
    assert not missed("The profit was 11.8 million euros.", held=held)
    assert not missed("Of 438 million euros of revenue 22 million were profit.", held=BOTH)


def test_a_sum_that_no_source_has_is_left_to_the_numbers():
    assert not missed("Profit rose to 99 million euros.")


def test_a_source_without_a_measure_is_not_held_against_a_statement():
    assert not missed("Profit was 5 million euros.", held=source("Es waren 5 Millionen Euro."))


CONCEPTS = lexicon("measures").concepts
PLAIN = {
    (concept, language): [word for word in words.split("re:")[0].split() if "*" not in word]
    for concept, forms in read_words("measures").items()
    for language, words in forms.items()
}


@given(st.sampled_from(sorted(key for key, words in PLAIN.items() if words)), st.data())
def test_a_word_stands_for_its_own_measure_alone(key, data):
    concept, language = key
    word = data.draw(st.sampled_from(PLAIN[key])).replace("_", " ")
    found = {term.concept for term in lexicon("measures").find(f"... {word} ...", language)}
    assert found == {concept}


@pytest.mark.parametrize(
    ("question", "language", "text", "wrong"),
    [
        ("How much did the event cost?", "en", "The event cost 2,000 guests.", ("2,000",)),
        ("Wie viel kostete der Bau?", "de", "Der Bau kostete 81 Prozent.", ("81",)),
        ("Quel est le prix du billet ?", "fr", "Le prix est de 81 pour cent.", ("81",)),
        ("How much did the event cost?", "en", "The event cost 2,000 euros.", ()),
        ("How much is the ticket? What does it cost?", "en", "It costs 5.", ()),  # a sum, perhaps
        ("How much did the event cost?", "en", "The event was free.", ()),
        ("Was kostet der Eintritt?", "de", "Er ist unter 12 Jahren frei.", ()),
        ("When was the price raised?", "en", "The price was raised in 2022.", ()),
        ("By what percent did the price rise?", "en", "The price rose by 8 per cent.", ()),
        ("How many people paid the full price?", "en", "2,000 people paid it.", ()),
    ],
)
def test_who_asks_what_something_costs_is_told_a_sum_of_money(question, language, text, wrong):
    assert missed(text, language, question) == wrong


@pytest.mark.parametrize(
    ("text", "language", "question", "held", "holds"),
    [
        ("Its budget is 11 million euros.", "en", "What is its budget?", GRANT, False),
        ("It is 11 million euros.", "en", "What is the annual budget?", GRANT, False),
        ("Es sind 11 Millionen Euro.", "de", "Wie hoch ist der Etat?", GRANT, False),
        ("Il est de 11 millions d'euros.", "fr", "Quel est le budget ?", GRANT, False),
        ("It receives 11 million euros.", "en", "How much is it given?", GRANT, True),
        ("It is 11 million euros.", "en", "What is the budget?", BUDGET, True),
    ],
)
def test_a_grant_is_no_budget(text, language, question, held, holds):
    assert (not missed(text, language, question, held)) is holds


def test_what_a_sentence_leaves_open_its_passage_tells():
    question, text = "Wie hoch ist der Etat?", "Der Etat ist 11 Millionen Euro."
    held = source("Die Grenze liegt bei 11 Millionen Euro.", around="Das Amt wird gefördert.")
    assert missed(text, "de", question, held)
    held = source("Die Grenze liegt bei 11 Millionen Euro.", around="Sein Budget wächst.")
    assert not missed(text, "de", question, held)


HOSPITAL = "Das Land förderte das Vorhaben mit 31 Millionen Euro."
ITS_COST = "Der Bau hat 48,6 Millionen Euro gekostet."


@pytest.mark.parametrize(
    ("text", "language", "question", "told", "holds"),
    [
        ("It cost 31 million euros.", "en", "How much did it cost?", HOSPITAL, False),
        ("È costato 31 milioni di euro.", "it", "Quanto è costato?", HOSPITAL, False),
        ("Es sind 31 Millionen Euro.", "de", "Was hat der Bau gekostet?", HOSPITAL, False),
        ("It cost 48.6 million euros.", "en", "How much did it cost?", ITS_COST, True),
        ("The state gave 31 million euros.", "en", "How much was given?", HOSPITAL, True),
    ],
)
def test_what_somebody_gives_is_not_what_it_costs(text, language, question, told, holds):
    whole = f"{ITS_COST} {HOSPITAL}"
    held = Source(told, "de", whole, whole=whole)
    assert (not missed(text, language, question, held)) is holds


def test_a_grant_may_be_the_cost_where_the_release_tells_no_other():
    held = Source(HOSPITAL, "de", HOSPITAL, whole=HOSPITAL)
    assert not missed("It cost 31 million euros.", "en", "How much did it cost?", held)
