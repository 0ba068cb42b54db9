import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.lexicon import read_words
from assistant.checks.numbers import check_numbers
from assistant.checks.records import Claim, Source
from assistant.mend import mend
from assistant.parse_reply import Draft

UP_TO = Source("Dafür stellt der Bund bis zu 50 Millionen Euro bereit.", "de", "")
FAIR = Source(
    "Partnerland war in diesem Jahr Dänemark.",
    "de",
    "",
    year=2023,
    heading="Die Wassermesse 2023 zieht Bilanz",
)


def mended(said, language, source, question="2023"):
    draft = mend(Draft(said, (1,)), language, question, [source])
    return draft.text if draft else None


@pytest.mark.parametrize(
    ("said", "language", "better"),
    [
        ("The state gives 50 million euros.", "en", "The state gives up to 50 million euros."),
        ("The state gives €50 million.", "en", "The state gives up to €50 million."),
        ("EUR 50 million are given.", "en", "Up to EUR 50 million are given."),
        ("50 Millionen Euro gibt der Bund.", "de", "Bis zu 50 Millionen Euro gibt der Bund."),
        ("Rząd przeznacza 50 mln euro.", "pl", "Rząd przeznacza maksymalnie 50 mln euro."),
        ("une aide de 50 millions d'euros", "fr", "une aide de jusqu'à 50 millions d'euros"),
    ],
)
def test_a_limit_that_was_forgotten_is_put_back_in_the_language_of_the_statement(
    said, language, better
):
    assert mended(said, language, UP_TO) == better


@pytest.mark.parametrize(
    ("said", "better"),
    [
        (
            "L'État fédéral accorde-t-il au maximum 50 millions d'euros.",
            "L'État fédéral accorde au maximum 50 millions d'euros.",
        ),
        ("Les visites ouvriront-elles le 3 mai.", "Les visites ouvriront le 3 mai."),
        ("Combien l'État accorde-t-il.", None),
        ("« Il pleut », a-t-elle dit.", None),
        ("Il pleut, a-t-il ajouté.", None),
    ],
)
def test_a_french_verb_that_asks_with_its_subject_before_it_says_so(said, better):
    assert mended(said, "fr", Source("Es regnet.", "de", "")) == better


def test_who_holds_an_office_is_named_instead_of_a_neighbour_and_marked():
    guests = "Es kamen Generalkonsul Savary und Paul Amiel."
    whole = f"{guests} Julien Savary, Generalkonsul in Köln, sprach."
    draft = Draft("Le consul général est Paul Amiel.", (1,), "Paul Amiel")
    source = Source(guests, "de", guests, whole=whole)
    assert mend(draft, "fr", "Qui est le consul général ?", [source]) == Draft(
        "Le consul général est Julien Savary.", (1,), "Julien Savary"
    )


def test_figures_are_written_as_the_language_of_the_statement_writes_them():
    guests = Source("Es kamen bis zu 31.500 Gäste.", "de", "")
    assert mended("31.500 guests came.", "en", guests) == "Up to 31,500 guests came."


def test_of_a_panel_the_speaker_of_the_house_that_is_asked_for_is_named_and_marked():
    panel = Source("Es sprachen Anna Holm (Nordwerk) und Ben Kranz (Inria).", "de", "")
    draft = Draft("Anna Holm falou pela Inria.", (1,), "Anna Holm")
    assert mend(draft, "pt", "Quem falou pela Inria?", [panel]) == Draft(
        "Ben Kranz falou pela Inria.", (1,), "Ben Kranz"
    )


def test_french_elides_before_a_vowel():
    about = Source("Rund 300 Menschen kamen.", "de", "")
    assert mended("la venue de 300 personnes", "fr", about) == "la venue d’environ 300 personnes"


def test_what_says_another_limit_or_another_number_is_left_to_the_model():
    assert mended("The state gives more than 50 million euros.", "en", UP_TO) is None
    assert mended("The state gives 60 million euros.", "en", UP_TO) is None
    assert mended("The state gives 50 million dollars.", "en", UP_TO) is None


def test_a_number_that_the_source_also_tells_without_a_limit_stays():
    both = Source("Bis zu 50 Menschen passen hinein, gestern kamen 50 Menschen.", "de", "")
    assert mended("Yesterday 50 people came.", "en", both) is None


@pytest.mark.parametrize(
    ("said", "language", "better"),
    [
        ("Dänemark war 2023 Partnerland.", "de", "Dänemark war Partnerland."),
        ("Dänemark war im Jahr 2023 Partnerland.", "de", "Dänemark war Partnerland."),
        ("Partnerland der Messe 2023 war Dänemark.", "de", "Partnerland der Messe war Dänemark."),
        ("In 2023, Denmark was the partner.", "en", "Denmark was the partner."),
        ("Denmark was the partner in 2023.", "en", "Denmark was the partner."),
        ("En 2023, le Danemark était invité.", "fr", "Le Danemark était invité."),
        ("W 2023 roku partnerem była Dania.", "pl", "Partnerem była Dania."),
        ("2023-ban Dánia volt a partner.", "hu", "Dánia volt a partner."),
    ],
)
def test_a_year_that_only_the_title_tells_is_left_out(said, language, better):
    assert mended(said, language, FAIR) == better


def test_a_year_stays_where_its_sentence_would_begin_with_the_verb():
    assert mended("Im Jahr 2023 war Dänemark Partnerland.", "de", FAIR) is None


def test_a_year_that_nobody_asked_for_or_that_no_title_tells_stays():
    assert mended("Denmark was the partner in 2023.", "en", FAIR, question="Who?") is None
    assert mended("Denmark was the partner in 2021.", "en", FAIR, question="2021") is None
    assert mended("From 2021 to 2023 it was Denmark.", "en", FAIR) is None


LIMITS = [
    (limit, language)
    for limit, forms in read_words("qualifiers", "before").items()
    if limit in {"at most", "at least", "more than", "less than", "about"}
    for language in forms
    if language not in {"ja", "zh"}
]


@given(limit=st.sampled_from(LIMITS), value=st.integers(11, 999))
def test_whatever_was_mended_holds(limit, value):
    english, language = limit
    source = Source(f"It counts {english} {value} %.", "en", "")
    better = mended(f"{value} %", language, source)
    assert better is not None
    claim = Claim(better, language, "")
    assert check_numbers(claim, [source]).missed == ()
