import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.named import find_names
from assistant.checks.names import check_names
from assistant.checks.places import find_places
from assistant.checks.sound import same_sound
from tests.assistant.checks.making import claim, source

SIGNED = source("Rektorin Helga Sönning und Paul Wirtz (TU Darmstadt) unterschrieben in München.")


def missed(said, language="en", held=SIGNED, elsewhere=frozenset()):
    return check_names(claim(said, language), [held], elsewhere).missed


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Rector Helga Sönning and Paul Wirtz signed in Munich.", "en"),
        ("La rettrice Helga Sönning ha firmato a Monaco di Baviera.", "it"),
        ("Umowę podpisał Paul Wirtz w Monachium.", "pl"),
        ("Pauls Wirtz’ Unterschrift", "de"),
        ("Ректорка Гельга Зьоннінг підписала договір у Мюнхені.", "uk"),
        ("Helga Sönning在慕尼黑签字", "zh"),
    ],
)
def test_a_name_stays_itself_inflected_translated_and_in_another_script(said, language):
    assert missed(said, language) == ()


@pytest.mark.parametrize(
    ("said", "language", "name"),
    [
        ("Rector Monika Sönning signed.", "en", "Monika"),
        ("Signed by Helga Kunze.", "en", "Kunze"),
        ("They signed in Hamburg.", "en", "Hamburg"),
        ("Sie unterschrieben in Hamburg.", "de", "Hamburg"),
        ("Unterschrieben hat Finanzchef Simon Pell.", "de", "Simon"),
        ("The DLR signed.", "en", "DLR"),
        ("在汉堡签字", "zh", "汉堡"),
        ("Підписав Олексій Бондар.", "uk", "Олексій"),
    ],
)
def test_an_invented_name_is_caught(said, language, name):
    assert name in missed(said, language)


def test_an_institution_does_not_turn_into_another():
    held = source("Dafür stellt der Bund Geld bereit.")
    found = check_names(claim("Le Fonds de la recherche fédéral", "fr"), [held], frozenset())
    assert found.missed == ("Fonds",)
    assert found.reasons == ("the sources name no fund (Fonds)",)


def test_a_day_is_no_parliament_and_algae_are_no_city():
    held = source("Pociągi kursują dwa razy dziennie.", "pl")
    assert missed("Die Züge fahren zweimal am Tag.", "de", held) == ()
    assert missed("Der Bundestag fährt.", "de", held) == ("Bundestag",)
    assert find_places("Algen wachsen wieder.", "de") == ()
    assert [place.key for place in find_places("in Algier", "de")] == ["Algier"]


def test_a_country_is_one_place_in_every_language_and_adjective():
    for text, language in [("in Germany", "en"), ("en Allemagne", "fr"), ("w Niemczech", "pl")]:
        assert [place.key for place in find_places(text, language)] == ["DE"]
    held = source("der französische Generalkonsul")
    assert missed("Le consul général de France", "fr", held) == ()
    assert missed("Le consul général de Belgique", "fr", held) == ("Belgique",)


def test_a_short_title_excuses_no_longer_name():
    assert missed("M. Macron a signé avec Mme Stahl.", "fr") == ("Macron", "Stahl")


def test_another_first_name_before_the_same_surname_is_another_person():
    assert missed("Horst Wirtz signed.") == ("Horst",)
    assert missed("Speech by Wirtz.") == ()


@pytest.mark.parametrize(
    ("said", "language", "held"),
    [
        ("Alderwoman Helga Sönning signed.", "en", SIGNED),
        ("Dirigentin Amara Osei verzichtet.", "de", source("Conductor Amara Osei waives.", "en")),
        ("Nagroda Nobla dla Lindholma", "pl", source("El premio Nobel, para Lindholm.", "es")),
        ("three ships to Klaipėda", "en", source("trzy statki do Kłajpedy", "pl")),
        ("The Institute of Astrophysics", "en", source("el Instituto de Astrofísica", "es")),
        ("financed by the EU", "en", source("financiados por la Unión Europea", "es")),
        ("financé par l'UE", "fr", source("das von der EU bezahlt wird")),
        ("line B will be extended", "en", source("la ligne B sera prolongée", "fr")),
        ("La liga de campeones", "es", source("the Champions League", "en")),
    ],
)
def test_a_name_stays_itself_in_other_spellings_words_and_acronyms(said, language, held):
    assert missed(said, language, held) == ()


@pytest.mark.parametrize(
    ("said", "language", "held", "name"),
    [
        ("line D will be extended", "en", source("la ligne B sera prolongée", "fr"), "D"),
        ("financed by the WHO", "en", source("das von der EU bezahlt wird"), "WHO"),
        ("Signed by Piers Langdon.", "en", SIGNED, "Langdon"),
        ("Nagroda Nobla dla Lindholma", "pl", source("El premio, para Lindholm.", "es"), "Nobla"),
    ],
)
def test_another_line_body_or_person_is_caught(said, language, held, name):
    assert name in missed(said, language, held)


def test_a_name_of_other_evidence_is_borrowed_wherever_it_stands():
    assert missed("Karger unterschrieb.", "de", elsewhere=frozenset({"Karger"})) == ("Karger",)


def test_names_in_other_scripts_are_compared_by_sound():
    assert same_sound("Віртц", "Paul Wirtz")
    assert not same_sound("Бондар", "Paul Wirtz")
    assert not same_sound("Wirtz", "Paul Wirtz")  # the same script: spelling decides


@given(st.text(max_size=200), st.sampled_from(["de", "en", "fr", "tr", "uk", "ar", "zh", "xx"]))
def test_every_name_is_where_it_says(text, language):
    for name in find_names(text, language):
        assert name.word in text
        assert 0 <= name.start < name.end <= len(text)
    for place in find_places(text, language):
        assert text[place.start : place.end]
