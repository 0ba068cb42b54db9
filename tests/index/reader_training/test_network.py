import math

import numpy as np
import pytest
import torch

from index.reader import ANSWERS, END, LONGEST_ANSWER, RELEVANCE, START
from index.reader_pairs import Pair
from index.reader_training.examples import Example
from index.reader_training.network import loss_of, make_batch, sentence_scores

# Each letter a token: a question of one, two marks, then the passage "ab cd" in two sentences.
RIGHT = Example("q", "", "ab cd", ((0, 2), (3, 5)), (3, 5))
WRONG = Example("q", "", "ab cd", ((0, 2), (3, 5)), None)
ROW = Pair((0, 9, 2, 2, 5, 6, 7, 8, 2), 4, ((0, 1), (1, 2), (3, 4), (4, 5)))


def batch_of(*groups):
    return make_batch(groups, [ROW for group in groups for _ in group]).to(torch.device("cpu"))


def test_a_batch_says_where_sentences_and_answers_stand():
    batch = batch_of((RIGHT, WRONG))
    assert batch.ids.shape == (2, 16)
    assert batch.mask.sum(1).tolist() == [9, 9]
    assert batch.sentence_of[0, :9].tolist() == [0, 0, 0, 0, 1, 1, 2, 2, 0]
    assert batch.passage[0].nonzero()[:, 0].tolist() == [4, 5, 6, 7]
    assert (batch.start.tolist(), batch.end.tolist()) == ([6, 0], [7, 0])
    assert batch.sentence.tolist() == [2, 0]
    assert batch.groups.tolist() == [[0, 1]]


def test_a_sentences_relevance_is_the_mean_of_its_tokens():
    numbers = torch.zeros(1, 16, 4)
    numbers[0, 4, RELEVANCE], numbers[0, 5, RELEVANCE], numbers[0, 6, RELEVANCE] = 1.0, 3.0, 5.0
    scores = sentence_scores(numbers, batch_of((RIGHT,)))
    assert scores[0].tolist() == [0.0, 2.0, 2.5]


def test_who_knows_nothing_pays_the_logarithm_of_the_choices():
    numbers = torch.zeros(2, 16, 4)
    alone = math.log(3) + math.log(2)  # which sentence or none; whether it answers
    span = math.log(4 + 3 + 2 + 1)  # of four tokens the spans that end no earlier than they begin
    compared = math.log(4) + math.log(2) / 2  # four sentences, two passages
    loss = loss_of(numbers, batch_of((RIGHT, WRONG)))
    assert loss.item() == pytest.approx(alone + span + compared, abs=1e-4)


def test_a_passage_that_answers_better_than_the_right_one_costs():
    better, worse = torch.zeros(2, 16, 4), torch.zeros(2, 16, 4)
    better[0, 0, ANSWERS] = worse[1, 0, ANSWERS] = 3.0
    group = batch_of((RIGHT, WRONG))
    assert loss_of(better, group) < loss_of(worse, group)


def test_an_end_before_the_start_is_no_answer_and_costs_nothing():
    numbers = torch.zeros(2, 16, 4)
    numbers[0, 6, START] = numbers[0, 7, END] = 9.0
    early = numbers.clone()
    early[0, 4, END] = 8.0  # pairs with no start but its own
    group = batch_of((RIGHT, WRONG))
    assert loss_of(early, group).item() == pytest.approx(loss_of(numbers, group).item(), abs=0.01)


def test_an_answer_longer_than_the_longest_ends_where_that_may():
    length = 2 * LONGEST_ANSWER
    passage = "x" * length
    long = Example("q", "", passage, ((0, length),), (0, length))
    row = Pair((0, 9, 2, 2, *range(5, 5 + length), 2), 4, tuple((n, n + 1) for n in range(length)))
    numbers = torch.zeros(1, 80, 4)
    batch = make_batch([(long,)], [row]).to(torch.device("cpu"))
    without = loss_of(numbers, batch)
    numbers[0, 4, START] = numbers[0, 3 + LONGEST_ANSWER, END] = 5.0
    assert loss_of(numbers, batch) < without


def test_where_nothing_answers_no_place_is_learnt():
    numbers = torch.zeros(1, 16, 4, requires_grad=True)
    loss_of(numbers, batch_of((WRONG,))).backward()
    assert not numbers.grad[..., START].any()
    assert np.isfinite(numbers.grad.numpy()).all()
