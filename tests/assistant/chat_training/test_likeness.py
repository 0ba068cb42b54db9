from assistant.chat_training.likeness import Likeness
from tests.assistant.chat_training.making import QUESTIONS

LIKENESS = Likeness(QUESTIONS.paragraphs)


def test_the_sentence_with_the_question_s_rarest_words_is_the_likest():
    ranked = LIKENESS.ranked("Who designed what, Anna or the cost?", [0])
    assert ranked == [(0, 2), (0, 1)]


def test_other_forms_of_a_word_are_the_same_word():
    assert LIKENESS.ranked("A designer? Désigner?", [0]) == [(0, 2)]


def test_a_question_that_shares_no_word_has_nothing_like_it():
    assert LIKENESS.ranked("Why?", [0, 1, 2]) == []
