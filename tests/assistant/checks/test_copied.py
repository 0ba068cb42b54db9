from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.copied import check_copied
from tests.assistant.checks.making import claim, source
from tests.assistant.pairs import PARTS, TRUE, read_pairs

GERMAN = source(
    "Der Bund stellt insgesamt bis zu 50 Millionen Euro bereit, auch für das "
    "Institut für angewandte Optik, dessen französische Übersetzung folgt."
)


@pytest.mark.parametrize(
    ("said", "language", "words"),
    [
        ("The state provides insgesamt up to 50 million euros.", "en", ("insgesamt",)),
        ("L'État donne insgesamt 50 millions d'euros.", "fr", ("insgesamt",)),
        ("Se publica la französische Übersetzung.", "es", ("französische", "Übersetzung")),
    ],
)
def test_words_of_the_source_in_another_language_are_found_and_the_reason_says_so(
    said, language, words
):
    finding = check_copied(claim(said, language), [GERMAN])
    assert finding.missed == words
    assert finding.reasons == tuple(f"“{word}” is German" for word in words)


LOSS = source(
    "Umweltschützer sind besorgt über den Verlust der Biodiversität, die sich aus der Zerstörung "
    "des Waldes ergibt, über die Beulenpest, eine geringere Konsumnachfrage, das Büro Nordlicht "
    "am Goethe-Gymnasium in Talheim und über Roboter im Rheinland."
)


@pytest.mark.parametrize(
    ("said", "language", "words"),
    [
        ("La pérdida se der Zerstörung del Waldes.", "es", ("der", "Zerstörung", "Waldes")),
        ("La peste era la Beulenpest.", "es", ("Beulenpest",)),
        ("Temen una geringer consumnachfrage.", "es", ("geringer", "consumnachfrage")),
        ("They fear a geringere demand.", "en", ("geringere",)),
        ("Obawiają się utraty Biodiversität.", "pl", ("Biodiversität",)),
        ("Temen la Beulempeste.", "es", ("Beulempeste",)),
        ("They fear a zerstörung.", "en", ("zerstörung",)),
        ("They fear many Zerstörungen.", "en", ("Zerstörungen",)),
    ],
)
def test_nouns_small_words_and_bent_ones_are_copies_too(said, language, words):
    assert check_copied(claim(said, language), [LOSS]).missed == words


def test_words_of_what_stands_around_the_source_are_copies_too():
    read = source("Der Gerichtshof entschied anders.", around="So ist das italienische Recht.")
    said = claim("El italienische tribunal lo decidió.", "es")
    assert check_copied(said, [read]).missed == ("italienische",)


def test_a_name_that_stands_around_the_source_is_no_copy():
    read = source("Es wurde 2001 gegründet.", around="Das Institut für angewandte Optik forscht.")
    said = claim("The Institut für angewandte Optik was founded in 2001.", "en")
    assert check_copied(said, [read]).missed == ()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("Sie könnte eine Rippenqualle darstellen.", ("Rippenqualle",)),
        ("Sie könnte mit anderen Rippenqualle heißen.", ("Rippenqualle",)),
        ("Sie könnte in Rippenqualle liegen.", ()),  # a town may be called so
    ],
)
def test_what_there_is_more_than_one_of_has_no_name(told, words):
    said = claim("Podría ser una Rippenqualle.", "es")
    assert check_copied(said, [source(told)]).missed == words


@pytest.mark.parametrize(
    ("told", "said", "words"),
    [
        ("Es sind Haushalte ohne Ehefrau.", "They have no Ehefrau.", ("Ehefrau",)),
        ("Sie muss sich als Fachmann melden.", "She registers as Fachmann.", ("Fachmann",)),
        ("Er unterschied Holz und Kupfer.", "He told Holz from Kupfer.", ("Holz", "Kupfer")),
    ],
)
def test_a_noun_is_a_copy_without_an_article_too(told, said, words):
    assert check_copied(claim(said), [source(told)]).missed == words


@pytest.mark.parametrize(
    ("told", "said", "words"),
    [
        (
            "Fresnos Westen gilt als Zentrum der afroamerikanischen Gemeinde.",
            "The west of Fresno is the center of the afroamerikanischen community.",
            ("afroamerikanischen",),
        ),
        (
            "Sie stammen von endosymbiotischer Bakterien ab.",
            "Descienden de bacterias endosymbiotischer.",
            ("endosymbiotischer",),
        ),
        ("Das Programm läuft auf agentgrid4.", "The program runs on agentgrid4.", ()),
        ("Die Firma heißt mytheresa.", "The company is called mytheresa.", ()),
    ],
)
def test_long_words_that_no_dictionary_has_are_told_by_their_letters(told, said, words):
    language = "es" if "bacterias" in said else "en"
    assert check_copied(claim(said, language), [source(told)]).missed == words


def test_a_name_that_is_also_a_noun_is_no_copy_where_the_release_shows_it_to_be_one():
    told = "Wie Adler sagte, wird gebaut."
    said = claim("Adler said that they build.")
    assert check_copied(said, [source(told)]).missed == ("Adler",)  # a bird
    whole = f"Es sprach Petra Adler. {told}"
    assert check_copied(said, [replace(source(told), whole=whole)]).missed == ()
    bird = replace(source(told), whole=f"Der Adler fliegt. {told}")
    assert check_copied(said, [bird]).missed == ("Adler",)


def test_a_noun_beside_a_country_is_no_name_with_it():
    studies = source("Das Studium der Umwelt in England dauerte lange.")
    said = claim("The Umwelt in England took long.", "en")
    assert check_copied(said, [studies]).missed == ("Umwelt",)
    house = source("Das Institut für Umwelt in England besteht lange.")
    assert check_copied(claim("The Institut für Umwelt grew.", "en"), [house]).missed == ()


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        ("Revolutionärer ziviler Ungehorsam", ("ziviler",)),
        ("Institut für angewandte Optik", ()),
        ("Deutsches Institut für Normung", ()),
    ],
)
def test_an_adjective_with_a_capital_for_its_place_begins_no_name(opening, words):
    said = claim(f"{opening} is what they wanted.", "en")
    assert check_copied(said, [source(f"{opening} war ihr Ziel.")]).missed == words


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("The firm Nordlicht at Goethe school fears for biodiversity.", "en"),  # names
        ("Los robots de Talheim destruyen el bosque de Renania.", "es"),
        ("A talheimi robotok elpusztítják az erdőt.", "hu"),  # an ending on a name
    ],
)
def test_names_and_words_that_are_at_home_everywhere_are_no_copies(said, language):
    assert check_copied(claim(said, language), [LOSS]).missed == ()


def test_houses_that_are_known_abroad_keep_their_names():
    houses = source("Der Bundestag und die Charité fördern die Impfung.")
    assert check_copied(claim("The Bundestag and the Charité pay.", "en"), [houses]).missed == ()
    assert check_copied(claim("They pay for the Impfung.", "en"), [houses]).missed == ("Impfung",)


def test_a_name_of_one_source_may_stand_where_another_has_its_small_words():
    named = source("Il Politecnico di Torino ha sviluppato una batteria.", "it")
    other = source("La batteria è di Litora.", "it")
    said = claim("Die Batterie des Politecnico di Torino kommt von Litora.", "de")
    assert check_copied(said, [named, other]).missed == ()


@given(
    st.sampled_from(["", *"äßзя中"]),
    st.text(max_size=60),
    st.sampled_from(["en", "es", "ru", "zh"]),
)
def test_whatever_is_said_only_its_own_words_are_found(sign, text, language):
    said = claim(f"{text} {sign} Zerstörung {text}", language)
    finding = check_copied(said, [LOSS])
    assert all(word in said.text for word in finding.missed)
    assert len(finding.missed) == len(finding.reasons)
    assert check_copied(claim(text, "de"), [LOSS]).missed == ()


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Also the Institut für angewandte Optik is supported.", "en"),  # a name
        ("The release says „insgesamt bis zu“.", "en"),  # a quote
        ("Der Bund stellt insgesamt 50 Millionen Euro bereit.", "de"),
        ("The state provides up to 50 million euros.", "en"),
    ],
)
def test_names_quotes_and_the_own_language_are_left_alone(said, language):
    assert check_copied(claim(said, language), [GERMAN]).missed == ()


def test_a_word_that_the_question_has_may_be_repeated():
    asked = claim("It means insgesamt 50 million.", "en", "What does insgesamt mean?")
    assert check_copied(asked, [GERMAN]).missed == ()


def test_of_true_statements_hardly_one_fails():
    true = [pair for part in PARTS for pair in read_pairs(part) if pair.kind == TRUE]
    failing = [
        pair
        for pair in true
        if check_copied(
            claim(pair.statement, pair.language),
            [source(item.sentence.text, item.release.language) for item in pair.evidence],
        ).missed
    ]
    assert len(failing) <= 0.002 * len(true)


@given(st.text(), st.text())
def test_what_is_missed_stands_in_both_texts(said, written):
    missed = check_copied(claim(said, "en"), [source(written, "de")]).missed
    assert all(word in said and word in written for word in missed)
