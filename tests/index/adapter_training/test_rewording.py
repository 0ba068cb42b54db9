from random import Random

from hypothesis import given
from hypothesis import strategies as st

from index.adapter_training.rewording import Rewording
from index.reader_training.code_switching import CodeSwitcher
from index.reader_training.questions import Paragraph, Question

TEXT = "The fox is red. \n The dog is grey."
PARAGRAPH = Paragraph(TEXT, "en", "news/1", ((0, 15), (18, 34)))
QUESTION = Question("1", "Who is red?", "en", 0, ())
SWITCHER = CodeSwitcher({("en", "xx"): {"fox": ("Füchslein",), "grey": ("xy",), "who": ("Wer",)}})


def test_without_anything_to_reword_with_all_stays_as_it_is():
    rewording = Rewording()
    assert rewording.question(QUESTION, Random(1)) == QUESTION.text
    assert rewording.paragraph(PARAGRAPH, Random(1)) == (TEXT, PARAGRAPH.sentences)


def test_some_questions_are_asked_in_their_translation_and_some_in_mixed_words():
    rewording = Rewording(SWITCHER, {"Who is red?": "¿Quién es rojo?"})
    random = Random(1)
    asked = {rewording.question(QUESTION, random) for _ in range(60)}
    assert asked == {"Who is red?", "¿Quién es rojo?", "Wer is red?"}


@given(st.integers(0, 400))
def test_sentences_keep_their_places_where_words_of_a_paragraph_are_exchanged(seed):
    text, sentences = Rewording(SWITCHER).paragraph(PARAGRAPH, Random(seed))
    first, second = (text[start:end] for start, end in sentences)
    assert first in {"The fox is red.", "The Füchslein is red."}
    assert second in {"The dog is grey.", "The dog is xy."}
    assert text == f"{first} \n {second}"
