from index.reader_training.negatives import find_negatives
from index.reader_training.questions import Paragraph, Question, QuestionSet
from tests.index.fakes import WordEmbedder

PARAGRAPHS = tuple(
    Paragraph(text, language, "x/1", ((0, len(text)),))
    for text, language in (
        ("harbour crane 12", "en"),
        ("harbour crane", "en"),
        ("harbour crane 12 again", "en"),
        ("harbour crane", "ja"),
    )
)


def find(language):
    asked = Question("a", "harbour crane", language, 0, ((14, 16),))
    return find_negatives(
        QuestionSet(PARAGRAPHS, (asked,)), WordEmbedder(["harbour", "crane"]), unmined={"ja"}
    )


def test_paragraphs_that_hold_the_answer_are_no_negatives():
    assert find("en") == ((1,),)


def test_of_an_unmined_language_no_paragraph_is_searched():
    assert find("ja") == ((),)
