import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.records import Passage, PressRelease, Sentence
from index.records import Evidence
from index.shared_words import NAME_WEIGHT, NUMBER_WEIGHT, Question, add_shared_words, words_of


def evidence(text, language="de", name="a.txt"):
    """Return a sentence that is its whole release, with a score of 1."""
    release = PressRelease(name, "", text, language, None, None, None, name, "0")
    return Evidence(Sentence(Passage(release, 0, len(text)), 0, len(text)), 1.0, 0.8, 0.8)


def scores(question, language, *texts, of="de"):
    found = [evidence(text, of, f"{n}.txt") for n, text in enumerate(texts)]
    return [each.score for each in add_shared_words(Question.of(question, language), found)]


def test_within_a_language_the_sentence_with_more_of_the_words_gains_more():
    question = "Wie viele Zentren fördert der Bund?"
    most, some, none = scores(
        question, "de", "Der Bund fördert sechs Zentren.", "Der Bund schläft.", "Es regnet."
    )
    assert most > some > none == 1.0


def test_endings_case_and_accents_do_not_matter():
    assert words_of("Zentrums ÉTÉ") == words_of("zentrum été")
    both = scores("Was kostet das Zentrum?", "de", "ZENTRUMS", "Berg")
    assert both[0] > both[1]


def test_across_languages_ordinary_words_do_not_count():
    assert scores("Was the gift handed over?", "en", "Das Gift war stark.", "Berg") == [1.0, 1.0]


def test_across_languages_names_and_numbers_do():
    with_both, with_neither = scores(
        "What did Talheim build in 1985?", "en", "1985 baute Talheim.", "Es regnet."
    )
    weight = math.log(1 + 2)  # one of two passages holds each, and sentence and passage are one
    assert with_both == pytest.approx(1 + 2 * weight * (NAME_WEIGHT + NUMBER_WEIGHT))
    assert with_neither == 1.0


def test_the_first_word_is_no_name_for_its_capital():
    assert Question.of("Talheim builds", "en").names == frozenset()
    assert Question.of("Has Talheim built", "en").names == {"talhei"}


def test_german_nouns_are_no_names_for_their_capitals():
    assert Question.of("Wann tagte der Rat der EU?", "de").names == {"eu"}


@given(st.text(), st.text(), st.sampled_from(["de", "en", "fr", "zh", "xx"]))
def test_no_text_breaks_it_and_nothing_is_ever_taken_away(question, text, language):
    (score,) = scores(question, language, text)
    assert math.isfinite(score)
    assert score >= 1.0
