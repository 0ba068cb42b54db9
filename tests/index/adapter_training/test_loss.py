import pytest
import torch

from index.adapter_training.batches import Batch, Rows
from index.adapter_training.loss import losses_of, pooled, sentence_vectors

EAST, NORTH = [1.0, 0.0], [0.0, 1.0]


def batch_of(passage, sentence):
    """Two passages of four tokens, the first and last of which are in no sentence."""
    rows = Rows(torch.ones(2, 4, dtype=torch.long), torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]]))
    sentence_of = torch.tensor([[0, 1, 2, 0], [0, 1, 0, 0]])
    asked = Rows(torch.ones(1, 1, dtype=torch.long), torch.ones(1, 1, dtype=torch.long))
    return Batch(rows, sentence_of, asked, torch.tensor([passage]), torch.tensor([sentence]))


PASSAGES = torch.tensor([[EAST, EAST, NORTH, EAST], [NORTH, NORTH, NORTH, EAST]])
ASKED = torch.tensor([[NORTH]])


def test_a_text_points_where_the_mean_of_its_own_tokens_does():
    first, second = pooled(PASSAGES, batch_of(0, 1).passages)
    assert first.tolist() == pytest.approx([3 / 10**0.5, 1 / 10**0.5])
    assert second.tolist() == NORTH


def test_a_sentence_is_pooled_from_its_own_tokens():
    vectors, there = sentence_vectors(PASSAGES, batch_of(0, 1).sentence_of, 2)
    assert vectors[0].tolist() == [EAST, NORTH]
    assert vectors[1, 0].tolist() == NORTH
    assert there.tolist() == [[True, True], [True, False]]


def test_the_loss_is_small_where_the_nearest_answers_and_large_where_it_does_not():
    right = losses_of(batch_of(0, 1), PASSAGES, ASKED)
    wrong = losses_of(batch_of(0, 0), PASSAGES, ASKED)
    assert float(right.within) == pytest.approx(0, abs=1e-6)
    assert float(wrong.within) == pytest.approx(50)  # cosines 0 and 1 over a temperature of .02
    assert float(right.total) < float(wrong.total)
    # The other passage points north as a whole, the right one mostly east.
    assert float(right.passages) == pytest.approx((1 - 1 / 10**0.5) / 0.02, rel=1e-3)


def test_a_sentence_that_is_not_there_is_never_the_nearest():
    losses = losses_of(batch_of(1, 0), PASSAGES, ASKED)
    assert float(losses.within) == pytest.approx(0, abs=1e-6)
