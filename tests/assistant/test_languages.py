import pytest
import yaml

from assistant import languages
from assistant.languages import language_name, quotes_introduction, refusal

EUROPEAN_UNION = (
    "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split()  # noqa: SIM905
)
BEYOND = ["ar", "zh", "ja", "ko", "no", "ru", "tr", "uk"]
SPOKEN = [*EUROPEAN_UNION, *BEYOND]


def test_the_union_has_24_languages():
    assert len(set(EUROPEAN_UNION)) == 24


@pytest.mark.parametrize("language", SPOKEN)
def test_beleg_says_both_sentences_in_every_language_it_knows(language):
    said, introduced = refusal(language).strip(), quotes_introduction(language).strip()
    assert said[-1] in ".。"
    assert introduced[-1] in ":：.。"
    assert said != introduced
    if language != "en":
        assert said != refusal("en")
        assert introduced != quotes_introduction("en")


@pytest.fixture(scope="module")
def other_detector():
    """Return py3langid, which the product does not use, narrowed to Beleg's languages."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(SPOKEN)
    return lambda text: str(identifier.classify(text)[0])


@pytest.mark.parametrize("language", SPOKEN)
def test_another_detector_takes_both_sentences_for_their_language(language, other_detector):
    assert other_detector(refusal(language)) == language
    assert other_detector(quotes_introduction(language)) == language


def test_no_two_languages_say_the_same_sentence():
    assert len({refusal(language) for language in SPOKEN}) == len(SPOKEN)
    assert len({quotes_introduction(language) for language in SPOKEN}) == len(SPOKEN)


def test_the_catalogue_has_both_sentences_wherever_it_has_one():
    catalogue = yaml.safe_load(languages._CATALOGUE.read_text(encoding="utf-8"))
    assert set(SPOKEN) <= set(catalogue)
    for phrases in catalogue.values():
        assert set(phrases) == {"refusal", "quotes"}
        assert all(isinstance(phrase, str) and phrase.strip() for phrase in phrases.values())


def test_a_language_beleg_cannot_speak_gets_english():
    assert refusal("sw") == refusal("en")
    assert quotes_introduction("sw") == quotes_introduction("en")


def test_a_language_is_named_for_the_model_in_english_and_for_others_in_theirs():
    assert language_name("de") == "German"
    assert language_name("pl") == "Polish"
    assert language_name("de", within="fr") == "allemand"


@pytest.mark.parametrize("language", SPOKEN)
def test_every_language_it_speaks_has_a_name(language):
    assert language_name(language) != language


@pytest.mark.parametrize("code", ["xx", "", "not a code", "de_XX_!"])
def test_an_unknown_code_stays_as_it_is(code):
    assert language_name(code) == code
