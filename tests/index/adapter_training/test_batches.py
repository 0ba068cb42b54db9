from itertools import islice

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from index.adapter_training.batches import PARAGRAPHS, Batches
from index.reader_training.questions import Paragraph, Question, QuestionSet

WORDS = ["query", ":", "passage", "The", "fox", "is", "red", "dog", "grey", ".", "Who", "?", "News"]


@pytest.fixture
def tokenizer():
    vocabulary = {word: number for number, word in enumerate(["?unknown", *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="?unknown"))  # noqa: S106
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def question_set(articles=12, each=4):
    text = "The fox is red. The dog is grey."
    paragraphs, questions = [], []
    for article in range(articles):
        for _ in range(each):
            place = len(paragraphs)
            paragraphs.append(Paragraph(text, "en", f"news/{article}", ((0, 15), (16, 32))))
            for start in (11, 27):
                number = str(len(questions))
                answer = ((start, start + 3),)
                questions.append(Question(number, "Who is red?", "en", place, answer))
    return QuestionSet(tuple(paragraphs), tuple(questions))


def test_a_batch_says_where_every_answer_stands(tokenizer):
    questions = question_set()
    batches = Batches(questions, range(len(questions.questions)), tokenizer, None, 3)
    for batch in islice(batches, 4):
        assert len(batch.passages.ids) <= PARAGRAPHS
        assert len(batch.questions.ids) == len(batch.passage) == len(batch.sentence)
        assert batch.passages.ids.shape == batch.passages.mask.shape == batch.sentence_of.shape
        for row, sentence in zip(batch.passage, batch.sentence, strict=True):
            tokens = batch.passages.ids[row][batch.sentence_of[row] == sentence + 1].tolist()
            words = [WORDS[token - 1] for token in tokens]
            assert words in (["The", "fox", "is", "red", "."], ["The", "dog", "is", "grey", "."])


def test_every_paragraph_is_drawn_before_one_comes_again(tokenizer):
    questions = question_set(articles=14, each=4)
    batches = Batches(questions, range(len(questions.questions)), tokenizer, None, 3)
    drawn = [len(batch.passages.ids) for batch in islice(batches, 2)]
    assert drawn == [28, 28]


def test_questions_that_nothing_answers_and_single_sentences_are_left_out(tokenizer):
    questions = question_set(articles=2, each=1)
    first, *others = questions.questions
    alone = Paragraph("The fox is red.", "en", "news/9", ((0, 15),))
    left = QuestionSet(
        (*questions.paragraphs, alone),
        (
            Question("none", first.text, "en", 0, ()),
            Question("alone", first.text, "en", 2, ((11, 14),)),
            *others,
        ),
    )
    batches = Batches(left, range(len(left.questions)), tokenizer, None, 3)
    batch = next(iter(batches))
    assert len(batch.passage) == len(others)


def test_the_same_seed_draws_the_same(tokenizer):
    questions = question_set()
    every = range(len(questions.questions))
    one, other = (next(iter(Batches(questions, every, tokenizer, None, 7))) for _ in range(2))
    assert one.passages.ids.equal(other.passages.ids)
    assert one.questions.ids.equal(other.questions.ids)
