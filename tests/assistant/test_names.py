from hypothesis import given
from hypothesis import strategies as st

from assistant.names import acronyms, fold, missing_names, names, same_word


def test_acronyms_and_names_with_figures_are_found():
    text = "DFKI, GPUs, 3IA, ScaDS.AI und PR[AI]RIE-PSAI, aber nicht McDonald oder Euro."
    assert acronyms(text) == ("DFKI", "GPUs", "3IA", "ScaDS.AI", "PR[AI]RIE-PSAI")


def test_names_in_the_middle_of_a_sentence_are_found():
    assert names("What did Emmanuel Macron say?", "en") == ("Emmanuel", "Macron")


def test_a_german_noun_alone_is_no_name_but_two_capitals_are():
    assert names("Wer hat die Leitung von Antonio Krüger?", "de") == ("Antonio", "Krüger")


def test_countries_languages_and_months_are_no_names_that_must_reappear():
    assert names("Is it in Germany, in November, in Polish?", "en") == ()


def test_an_article_before_a_name_is_not_part_of_it():
    assert names("quand l’Inria ?", "fr") == ("Inria",)


def test_inflected_and_translated_spellings_are_the_same_name():
    assert (
        missing_names(["Krügera", "Copenhagen", "Copenhague", "GPUs"], "Krüger, Kopenhagen, GPU")
        == ()
    )


def test_translated_acronyms_are_the_same_name():
    assert missing_names(["AI", "IA", "EU"], "die KI der UE") == ()


def test_another_name_is_missing():
    assert missing_names(["Macron", "Hauer"], "Matthias Hauer sprach.") == ("Macron",)


def test_a_name_with_parts_is_found_by_its_parts():
    assert missing_names(["Peyrat-Vaganay"], "Charlotte Peyrat-Vaganay (Inria)") == ()


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(min_size=1), st.text(min_size=1))
def test_being_the_same_word_does_not_depend_on_the_order(first, second):
    assert same_word(first, second) == same_word(second, first)


@given(st.text())
def test_every_name_occurs_in_the_text_it_is_taken_from(text):
    assert missing_names(names(text, "en"), text) == ()
