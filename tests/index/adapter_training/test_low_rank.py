import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from index.adapter_training.low_rank import FIRST_LAYER, LowRank, add_corrections

pytestmark = pytest.mark.filterwarnings("ignore")  # torch and transformers, loading a model


def small_body():
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=20,
        hidden_size=8,
        num_hidden_layers=FIRST_LAYER + 1,
        num_attention_heads=2,
        intermediate_size=16,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    return BertModel(config, add_pooling_layer=False).eval()


def encode(body):
    with torch.no_grad():
        return body(input_ids=torch.tensor([[1, 2, 3]])).last_hidden_state


def test_corrections_begin_at_nothing():
    body = small_body()
    before = encode(body)
    add_corrections(body, rank=2)
    assert torch.equal(encode(body), before)


def test_only_the_corrections_of_the_upper_layers_learn():
    body = small_body()
    trained = add_corrections(body, rank=2)
    parts = ("q", "k", "v", "ao", "fi", "fo")
    ends = ("up", "down")
    assert set(trained) == {f"l{FIRST_LAYER}.{part}.{end}" for part in parts for end in ends}
    learning = {id(p) for p in body.parameters() if p.requires_grad}
    assert learning == {id(parameter) for parameter in trained.values()}


def test_a_corrected_layer_is_the_layer_with_the_product_added_to_its_matrix():
    linear = torch.nn.Linear(3, 4)
    corrected = LowRank(linear, rank=2)
    corrected.up.data.normal_()
    given = torch.randn(5, 3)
    matrix = linear.weight + corrected.up @ corrected.down
    expected = given @ matrix.T + linear.bias
    assert np.allclose(corrected(given).detach(), expected.detach(), atol=1e-6)
