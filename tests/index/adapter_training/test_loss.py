import math

import pytest
import torch

from index.adapter_training.batches import Batch, Rows
from index.adapter_training.loss import Contrast, pooled, sentence_vectors

EAST, NORTH = [1.0, 0.0], [0.0, 1.0]


def losses_of(*given):
    return Contrast().losses_of(*given)


def batch_of(passage, sentence, paragraphs=(7, 8)):
    """Two passages of four tokens, the first and last of which are in no sentence."""
    rows = Rows(torch.ones(2, 4, dtype=torch.long), torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]]))
    sentence_of = torch.tensor([[0, 1, 2, 0], [0, 1, 0, 0]])
    asked = Rows(torch.ones(1, 1, dtype=torch.long), torch.ones(1, 1, dtype=torch.long))
    return Batch(
        rows,
        sentence_of,
        asked,
        torch.tensor([passage]),
        torch.tensor([sentence]),
        torch.tensor(paragraphs),
    )


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


def test_vectors_of_earlier_batches_are_further_wrong_answers():
    contrast = Contrast(remembered=1)
    first = contrast.losses_of(batch_of(1, 0), PASSAGES, ASKED)
    again = contrast.losses_of(batch_of(1, 0, paragraphs=(1, 2)), PASSAGES, ASKED)
    # Two of three sentences and two of four then point exactly north.
    assert float(first.sentences) == pytest.approx(math.log(2), rel=1e-4)
    assert float(again.sentences) == pytest.approx(math.log(4), rel=1e-4)
    third = contrast.losses_of(batch_of(1, 0, paragraphs=(3, 4)), PASSAGES, ASKED)
    assert float(third.sentences) == pytest.approx(float(again.sentences))  # the oldest are gone
    assert float(again.within) == float(first.within)


def test_a_question_s_own_paragraph_in_an_earlier_batch_is_no_wrong_answer():
    contrast = Contrast()
    first = contrast.losses_of(batch_of(1, 0, paragraphs=(1, 2)), PASSAGES, ASKED)
    again = contrast.losses_of(batch_of(1, 0, paragraphs=(3, 2)), PASSAGES, ASKED)
    # Only the other earlier paragraph's northern sentence came to the two of this batch.
    assert float(first.sentences) == pytest.approx(math.log(2), rel=1e-4)
    assert float(again.sentences) == pytest.approx(math.log(3), rel=1e-4)


def test_what_is_remembered_is_not_trained():
    contrast = Contrast()
    earlier = PASSAGES.clone().requires_grad_()
    contrast.losses_of(batch_of(1, 0, paragraphs=(1, 2)), earlier, ASKED)
    asked = ASKED.clone().requires_grad_()
    contrast.losses_of(batch_of(0, 1, paragraphs=(3, 4)), PASSAGES, asked).total.backward()
    assert earlier.grad is None
    assert asked.grad is not None
