import pytest

from assistant.checks.names import check_names
from assistant.checks.peoples import find_peoples
from assistant.checks.places import countries_of_adjectives
from assistant.checks.records import Claim, Source

JURY = "Jury przewodniczył Duńczyk Søren Kjeldgaard."


@pytest.mark.parametrize(
    ("word", "language", "code"),
    [
        ("Danish", "en", "DK"),
        ("Dane", "en", "DK"),
        ("duński", "pl", "DK"),
        ("britannique", "fr", "GB"),
        ("noruega", "es", "NO"),
        ("niemiecki", "pl", "DE"),
    ],
)
def test_a_people_is_known_by_its_names_in_any_language(word, language, code):
    assert [found for _, found in find_peoples(word, language)] == [code]


@pytest.mark.parametrize("word", ["data", "dane", "green", "pools", "fins", "noor", "poles"])
def test_words_that_only_begin_alike_name_no_people(word):
    assert not find_peoples(word, "pl")


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [("la curatrice etiope", "it", "ET"), ("il brasiliano Prado", "it", "BR")],
)
def test_an_adjective_begins_as_its_country(text, language, code):
    assert code in countries_of_adjectives(text, language)


@pytest.mark.parametrize(
    ("text", "language", "fails"),
    [
        ("The jury was chaired by the Dane Søren Kjeldgaard.", "en", False),
        ("Den danske juryordföranden hette Søren Kjeldgaard.", "sv", False),
        ("Den norske juryordföranden hette Søren Kjeldgaard.", "sv", True),
    ],
)
def test_another_people_than_the_sources_fails_also_in_small_letters(text, language, fails):
    source = Source(JURY, "pl", JURY)
    finding = check_names(Claim(text, language), [source], frozenset())
    assert bool(finding.missed) is fails
