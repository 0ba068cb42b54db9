import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.language import LANGUAGES, guess_language
from tests.documents.short_questions import FOR_PROOF, FOR_TUNING


@given(st.text(), st.sampled_from([None, *sorted(LANGUAGES)]))
def test_any_text_gets_one_of_the_languages(text: str, prior: str | None) -> None:
    guess = guess_language(text, prior=prior)
    assert guess.language in LANGUAGES
    assert 0 <= guess.confidence <= 1


def test_candidates_can_be_narrowed() -> None:
    assert guess_language("Was ist das?", among=["en", "nl"]).language in {"en", "nl"}


@pytest.mark.parametrize("prior", ["de", "fr"])
def test_a_prior_decides_where_the_text_says_nothing(prior: str) -> None:
    assert guess_language("2025?", prior=prior).language == prior
    assert guess_language("2025?").language == "en"


def accuracy(gold: dict[str, tuple[str, ...]]) -> float:
    pairs = [(code, question) for code, questions in gold.items() for question in questions]
    assert len(pairs) >= 110
    return sum(guess_language(question).language == code for code, question in pairs) / len(pairs)


def test_short_questions_never_tuned_on_are_known_by_their_language() -> None:
    assert accuracy(FOR_PROOF) >= 0.95


def test_short_questions_are_known_by_their_language() -> None:
    assert accuracy(FOR_TUNING) >= 0.95


def test_a_prior_settles_what_two_languages_share() -> None:
    question = "Hvem leder Inria i dag?"  # the same in Danish and Norwegian
    assert guess_language(question, prior="da").language == "da"
    assert guess_language(question, prior="no").language == "no"


def test_a_prior_does_not_outvote_a_clear_question() -> None:
    for code, questions in FOR_PROOF.items():
        clear = [q for q in questions if guess_language(q).confidence > 0.98]
        for question in clear:
            prior = "fr" if code != "fr" else "en"
            guess = guess_language(question, prior=prior)
            assert guess.language == guess_language(question).language


def test_a_whole_release_is_read_by_its_sentences_not_its_names() -> None:
    text = "Antonio Krüger und Jürgen Barke trafen Pierre Alliez in der Aula. " * 20
    assert guess_language(text).language == "de"
    assert guess_language(text).confidence > 0.9


def test_a_word_that_never_begins_a_turkish_sentence_speaks_for_polish_there() -> None:
    assert guess_language("Ile GPU ma gigafabryka AI?").language == "pl"
    assert guess_language("Talheim ile Bonn arasında ne var?").language == "tr"
