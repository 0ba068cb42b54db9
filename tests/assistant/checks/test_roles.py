import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.lexicon import lexicon
from assistant.checks.records import Claim, Source
from assistant.checks.roles import check_roles, holders, misplaced
from tests.assistant.checks.making import source

GUESTS = "Es kamen Minister Brandt, Generalkonsul Savary sowie Hervé Le Goff und Paul Amiel."
SPEECH = "Julien Savary, französischer Generalkonsul in Köln, sprach zum Abschluss."
WRONGLY = "the source has Julien Savary in that office, not {}"


def guests():
    return Source(GUESTS, "de", f"{GUESTS} {SPEECH}", whole=f"{GUESTS}\n{SPEECH}")


@pytest.mark.parametrize(
    ("said", "language", "whom"),
    [
        ("Le consul général est Hervé Le Goff.", "fr", "Hervé Le Goff"),
        ("Hervé Le Goff est le consul général de France.", "fr", "Hervé Le Goff"),
        ("The consul general of France is Paul Amiel.", "en", "Paul Amiel"),
        ("Konsulem generalnym Francji jest Paul Amiel.", "pl", "Paul Amiel"),
        ("Der französische Generalkonsul heißt Paul Amiel.", "de", "Paul Amiel"),
        ("Generalkonsul Amiel sprach zum Abschluss.", "de", "Amiel"),
        ("Paul Amiel, consul general, was there.", "en", "Paul Amiel"),
    ],
)
def test_nobody_is_set_in_the_office_of_somebody_else(said, language, whom):
    found = check_roles(Claim(said, language), [guests()])
    assert found.missed == (whom,)
    assert found.reasons == (WRONGLY.format(whom),)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Le consul général est Julien Savary.", "fr"),
        ("Savary is the consul general.", "en"),
        ("The consul general met Paul Amiel.", "en"),  # who is not said to be one
        ("Paul Amiel was with the consul general.", "en"),
        ("Paul Amiel war bei Minister Brandt.", "de"),
        ("The consul general is Ada Lovelace.", "en"),  # of whom it does not speak: see names
        ("領事は誰ですか。", "ja"),
    ],
)
def test_who_holds_an_office_or_is_only_named_beside_one_passes(said, language):
    assert not check_roles(Claim(said, language), [guests()]).missed


def test_of_two_ministers_either_is_one():
    both = source("Minister Brandt und Ministerin Ohm sprachen.")
    assert not check_roles(Claim("The minister is Ohm.", "en"), [both]).missed
    assert not check_roles(Claim("The minister is Brandt.", "en"), [both]).missed


def test_who_holds_an_office_elsewhere_in_the_release_holds_it():
    later = "Hervé Le Goff, Minister in Paris, dankte."
    there = Source(GUESTS, "de", GUESTS, whole=f"{GUESTS}\n{later}")
    assert not check_roles(Claim("The minister is Hervé Le Goff.", "en"), [there]).missed


def test_the_right_one_is_named_as_fully_as_the_release_names_them():
    said = Claim("Le consul général est Paul Amiel.", "fr", "Qui est le consul général ?")
    assert misplaced(said, [guests()]) == ("Paul Amiel", "Julien Savary")


def test_whom_the_question_names_is_exchanged_for_nobody():
    said = Claim("Yes, Paul Amiel is the consul general.", "en", "Is Paul Amiel consul general?")
    assert misplaced(said, [guests()]) is None


def test_an_office_is_told_of_its_like_and_nouns_are_nobody():
    text = "Ministerpräsidentin Ada Holm, Vizepräsident Ole Ruud und Präsident der Messe."
    found = [(each.role, each.person) for each in holders(text, "de")]
    assert found == [("premier", "Ada Holm"), ("vice president", "Ole Ruud")]


PEOPLE = ["Brandt", "Savary", "Amiel", "Kestrel"]


@given(st.permutations(PEOPLE), st.sampled_from(["de", "en", "fr", "es", "it", "pl", "nl"]))
def test_in_every_language_the_holder_passes_and_every_neighbour_fails(people, language):
    words = {
        "de": ("Generalkonsul", "Der Generalkonsul ist"),
        "en": ("consul general", "The consul general is"),
        "fr": ("consul général", "Le consul général est"),
        "es": ("cónsul general", "El cónsul general es"),
        "it": ("console generale", "Il console generale è"),
        "pl": ("konsul generalny", "Konsulem generalnym jest"),
        "nl": ("consul-generaal", "De consul-generaal is"),
    }
    holder, *others = people
    told = source(f"Es kamen Generalkonsul {holder}, {', '.join(others)}.")
    for person in people:
        found = check_roles(Claim(f"{words[language][1]} {person}.", language), [told])
        assert bool(found.missed) is (person != holder)


def test_every_language_with_offices_has_the_verb_that_sets_somebody_in_one():
    offices = lexicon("roles", "role").languages
    assert offices - {"ru", "uk", "tr"} <= lexicon("roles", "verb").languages


@pytest.mark.parametrize(
    ("text", "language", "holds"),
    [
        ("Max Hauer is a parliamentary minister.", "en", False),
        ("Max Hauer est ministre.", "fr", False),
        ("Max Hauer ist Minister.", "de", False),
        ("Max Hauer is the mayor.", "en", False),
        ("Max Hauer is a parliamentary state secretary.", "en", True),
        ("Max Hauer ist Staatssekretär.", "de", True),
        ("Jan Beer is the mayor.", "en", True),
        ("The rector is Jan Beer.", "en", False),
    ],
)
def test_an_office_that_no_source_tells_is_nobodys(text, language, holds):
    told = source(
        "Max Hauer, Staatssekretär bei der Bundesministerin, begrüßte sie.",
        around="Jan Beer, seit 2020 Bürgermeister in Talheim, kam.",
    )
    assert (not check_roles(Claim(text, language), [told]).missed) is holds


@pytest.mark.parametrize(
    ("text", "language", "holds"),
    [
        ("Helen Dacombe is the chief executive.", "en", False),
        ("Helen Dacombe è il direttore generale.", "it", False),
        ("Die Geschäftsführerin ist Helen Dacombe.", "de", False),
        ("Helen Dacombe is the chief financial officer.", "en", True),
        ("Fergus Ainslow is the chief executive.", "en", True),
        ("Helen Dacombe is the mayor.", "en", False),  # no source tells of one
    ],
)
def test_who_holds_one_office_of_a_house_holds_no_other(text, language, holds):
    money = "Chief financial officer Helen Dacombe expects a profit in 2028."
    told = source(money, "en", around="It was hard, said chief executive Fergus Ainslow.")
    assert (not check_roles(Claim(text, language), [told]).missed) is holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Matthias Ellbrecht leitet die Werke Talheim.", False),
        ("Cornelia Faberius leitet die Werke Talheim.", True),
    ],
)
def test_who_is_mayor_does_not_lead_the_house_that_has_a_chief_executive(text, holds):
    told = source(
        "„Das war schwer“, sagte Oberbürgermeister Matthias Ellbrecht mit Cornelia Faberius.",
        around="Dr. Cornelia Faberius, Vorsitzende der Geschäftsführung, kam.",
    )
    claim = Claim(text, "de", "Wer leitet die Werke Talheim?")
    assert (not check_roles(claim, [told]).missed) is holds
