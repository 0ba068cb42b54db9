import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.copied_answer import (
    copies_no_number,
    is_all_translation,
    leaves_copied_out,
    says_other_figure,
    whose_office,
)
from assistant.checks.records import Claim

LANGUAGES = ["de", "en", "fr", "es", "it", "pl", "pt", "nl", "sv", "cs"]


@pytest.mark.parametrize(
    ("copied", "language", "said", "into"),
    [
        ("214,6 Millionen Euro", "de", "Revenue came to 214.6 million euros.", "en"),
        ("31,500 visitors", "en", "Festiwal miał 31 500 gości.", "pl"),
        ("am 3. Juni 2025", "de", "It has supplied power since 3 June.", "en"),
        ("drei Jahre", "de", "It takes three years.", "en"),
        ("10.30 Uhr", "de", "It begins at 10:30 a.m.", "en"),
        ("11 Millionen Euro", "de", "Es sind bis zu 11 Millionen Euro.", "de"),
        ("vom 3. bis 5. März", "de", "It lasts from 3 to 5 March.", "en"),
        ("im März 2025", "de", "It opened in March.", "en"),
        ("Präsidentin Marie Delorme", "de", "Marie Delorme a pris la parole.", "fr"),
        ("in Genf", "de", "La réunion a lieu à Genève.", "fr"),
        ("Minister Brandt", "de", "Es sprach Jürgen Brandt.", "de"),  # told more fully
        ("Prof. Anna Holm", "de", "Das Institut leitet Holm.", "de"),
        ("Anna Maria Holm", "de", "Das Institut leitet Frau Holm.", "de"),
        ("mehr Fels als erwartet", "de", "There was more rock than expected.", "en"),
        ("", "de", "There was more rock.", "en"),
        (f"Anna Holm {'und andere ' * 8}", "de", "Ole Berg moderated it.", "en"),
    ],
)
def test_who_says_what_was_copied_or_copied_neither_figure_nor_name_leaves_nothing_out(
    copied, language, said, into
):
    assert not leaves_copied_out(copied, language, Claim(said, into))


@pytest.mark.parametrize(
    ("copied", "language", "said", "into"),
    [
        ("214,6 Millionen Euro", "de", "Die Stadtwerke setzten 11,8 Millionen Euro um.", "de"),
        ("Od 1 lutego 2026 r.", "pl", "Suben el 14 de diciembre de 2025.", "es"),
        ("1989", "de", "It was founded in 1990.", "en"),
        ("286 salariés", "fr", "The institute is in Brest.", "en"),
        ("im März", "de", "It opened in April.", "en"),
        ("Generalkonsul Spinoza", "de", "Le consul général est cité.", "fr"),
        ("Tomasz Wierzchosz", "pl", "Kolejami kieruje Spółka.", "pl"),
        ("Ögedei Khan", "de", "Dschingis Khan führte das Heer.", "de"),
        ("Anna Holm", "en", "It was founded by Berta Holm.", "en"),
    ],
)
def test_who_says_another_figure_or_name_or_none_leaves_it_out(copied, language, said, into):
    assert leaves_copied_out(copied, language, Claim(said, into))


@given(
    st.integers(11, 99_999),
    st.integers(11, 99_999),
    st.sampled_from(LANGUAGES),
    st.sampled_from(LANGUAGES),
)
def test_a_figure_is_found_again_in_any_language_and_no_other_for_it(number, other, one, two):
    copied = f"{format_decimal(number, locale=one)} km"
    said = Claim(f"{format_decimal(other, locale=two)} km.", two)
    assert leaves_copied_out(copied, one, said) is (number != other)


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("It spent 14.6 million euros.", True),
        ("It spent 52.8 million euros.", False),
        ("It spent 14.6 of 52.8 million euros.", False),
        ("It spent it on its staff.", False),  # no figure
        ("In 2023 it spent it on its staff.", False),  # a year is none
        ("Of the 900 asked for it spent it on its staff.", False),  # of the question
    ],
)
def test_another_figure_than_the_one_copied_is_told_from_none(said, other):
    claim = Claim(said, "en", "What did it spend on the 900?")
    assert says_other_figure("52,8 Millionen Euro", "de", claim) is other
    assert not says_other_figure("für ihr Personal", "de", claim)


@pytest.mark.parametrize(
    ("question", "copied", "missing"),
    [
        ("How much did it spend?", "für ihr Personal", True),
        ("How much did it spend?", "52,8 Millionen Euro", False),
        ("How many came?", "fünf Personen", False),
        ("How many came?", "die Personen", True),
        ("How many came?", "", False),  # nothing was copied
        ("How long did it take?", "mehrere Jahre", False),
        ("Who came?", "die Personen", False),
        ("How many came, and who spoke?", "die Personen", False),  # of two questions
    ],
)
def test_who_is_to_say_how_many_must_copy_a_number(question, copied, missing):
    assert copies_no_number(copied, "de", question, "en") is missing


@pytest.mark.parametrize(
    ("copied", "said", "into", "all_of_it"),
    [
        ("mehr Rodungen", "It led to more roads.", "en", True),
        ("besondere Anstrengungen", "Hay que hacer algunas acciones.", "es", True),
        ("und", "It grew later.", "en", True),
        ("Brücke", "It was a bridge of 900 metres.", "en", False),  # a figure can be held
        ("Brücke", "It was the bridge of Ada Sommer.", "en", False),  # so can a name
        ("in Brasilien", "Most of it is in Brazil.", "en", False),  # and a country
        ("Verlust der Biodiversität", "La pérdida de biodiversidad.", "es", False),
        ("Inria", "C'est l'Inria qui coordonne.", "fr", False),
        ("Antonio Krüger", "Это Антонио Крюгер.", "ru", False),
        ("die Broncos", "The Broncos won.", "en", False),  # the question's own word
        ("mehr Rodungen", "Es gab mehr Straßen.", "de", False),  # nothing was translated
        ("mehr Rodungen", "道路が増えた。", "ja", False),  # no letters to compare
        ("", "It led to more roads.", "en", False),
    ],
)
def test_what_has_nothing_of_the_words_it_was_to_say_is_all_translation(
    copied, said, into, all_of_it
):
    claim = Claim(said, into, "What became of the Broncos?")
    assert is_all_translation(copied, "de", claim) is all_of_it


@given(st.sampled_from(LANGUAGES[1:]), st.integers(2, 10**6))
def test_what_tells_a_figure_that_was_not_asked_for_is_never_all_translation(language, number):
    said = f"xyz {format_decimal(number, locale=language)} xyz."
    assert not is_all_translation("Brücke", "de", Claim(said, language, ""))


LEADER = "Ada Roth, Senior Team Leader bei KAI und Leiterin des Clusters, kam aus New York, Boston."


@pytest.mark.parametrize(
    ("words", "question", "text", "whose"),
    [
        ("Senior Team Leader", "Welche Rolle hat KAI?", "KAI ist Senior Team Leader.", "Roth"),
        ("Senior Team Leader", "Welches Amt hat Ada Roth?", "Sie ist Senior Team Leader.", None),
        ("Senior Team Leader", "Wer kam?", "Ada Roth, Senior Team Leader.", None),
        ("Boston", "Aus welcher Stadt kam sie?", "Sie kam aus Boston.", None),
        ("Direktorin", "Welche Rolle hat KAI?", "KAI ist Direktorin.", None),  # not there
        ("", "Welche Rolle hat KAI?", "KAI ist dabei.", None),
    ],
)
def test_an_office_is_that_of_whom_it_stands_behind(words, question, text, whose):
    assert whose_office(words, Claim(text, "de", question), LEADER, "de") == whose
