import pytest

from assistant.checks.speakers import check_speakers, quotations
from tests.assistant.checks.making import claim, source

FEAST = source(
    "„Ohne die Ehrenamtlichen wäre das Fest nicht möglich gewesen.",
    around="Das sagte Bürgermeisterin Ulrike Amann. Vereinschef Detlef Grabow dankte.",
    speaker="Ulrike Amann",
)


def missed(said, language="en", held=FEAST):
    return check_speakers(claim(said, language), [held]).missed


def test_words_stay_in_the_mouth_of_who_said_them():
    assert missed("Mayor Ulrike Amann said the festival needed volunteers.") == ()
    assert missed("La maire Amann a déclaré que la fête…", "fr") == ()


def test_words_in_another_mouth_are_caught_and_the_speaker_is_named():
    found = check_speakers(claim("It was a success, said chairman Detlef Grabow."), [FEAST])
    assert found.missed == ("Detlef Grabow",)
    assert found.reasons == ("Ulrike Amann said this, not Detlef Grabow",)


def test_a_statement_that_lets_nobody_speak_is_left_alone():
    assert missed("The festival needed volunteers.") == ()


@pytest.mark.parametrize("first", ["Sein Aufsatz", "Ihre Rede"])
def test_a_sentence_that_begins_with_whose_it_is_leaves_who_that_is_to_the_check_of_names(first):
    held = source(f"{first} forderte mehr Freiheit.", around="Anna Holm schrieb viel.")
    assert missed("Anna Holm said that more freedom was needed.", held=held) == ()
    other = source("Ein Aufsatz forderte mehr Freiheit.", around="Anna Holm schrieb viel.")
    assert missed("Anna Holm said that more freedom was needed.", held=other) == ("Holm",)


def test_a_quotation_in_the_sources_language_is_verbatim():
    exact = "„Ohne die Ehrenamtlichen wäre das Fest nicht möglich gewesen“, sagte Ulrike Amann."
    assert missed(exact, "de") == ()
    other = "Ohne die Ehrenamtlichen wäre das Fest ausgefallen"
    assert missed(f"„{other}“, sagte Ulrike Amann.", "de") == (other,)


def test_a_translated_quotation_needs_a_quotation_in_the_source():
    said = "“Without the volunteers there would be no festival,” Ulrike Amann said."
    assert missed(said) == ()
    assert missed(said, held=source("Das Fest brauchte Ehrenamtliche, so Ulrike Amann.")) != ()


def test_two_quoted_words_are_a_title():
    assert quotations("the “Golden Bear” and «sì»") == []
