import logging

import pytest
import torch
from transformers import Qwen2Config, Qwen2ForCausalLM

from assistant.chat_model import Message
from assistant.chat_training.material import Plan
from assistant.chat_training.network import FIRST_LAYER, Network, add_corrections
from assistant.chat_training.rows import Reply, Rows
from assistant.chat_training.train import Training
from tests.assistant.chat_training.making import WordTokenizer

PREFIX = (Message("system", "Name the sentence."), Message("user", "Hm?"))
FOUND = Reply("1 A bridge. 2 A ship. What sails?", (("Yes", 1.0), (" ", 0.0), ("2", 1.0)), "found")
NOT_FOUND = Reply("1 A bridge. 2 A ship. Who came?", (("No", 1.0),), "found")
ELSE = Reply("A tower. Who built it?", (("No", 1.0),), "found")
PLAN = Plan(steps=30, learning_rate=0.05, warm_up=5, average=0.5, rank=8)


def training(folder, plan=PLAN):
    torch.manual_seed(3)
    config = Qwen2Config(
        vocab_size=64,
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=FIRST_LAYER + 2,
        num_attention_heads=4,
        num_key_value_heads=2,
    )
    model = Qwen2ForCausalLM(config).to(torch.bfloat16)
    tokenizer = WordTokenizer()
    network = Network(model, tokenizer, add_corrections(model, plan.rank))
    return Training(network, plan, Rows(tokenizer, PREFIX), folder)


def row_of(learner, *trees):
    return learner.rows.row(trees)


def test_only_the_upper_layers_are_corrected_and_nothing_changes_at_first(tmp_path):
    learner = training(tmp_path)
    names = {name.split(".")[1] for name in learner.average}
    assert names == {str(FIRST_LAYER), str(FIRST_LAYER + 1)}
    assert not any(
        parameter.any() for name, parameter in learner.average.items() if name.endswith("lora_b")
    )


def test_in_a_tree_each_question_gets_the_scores_that_it_gets_alone(tmp_path):
    learner = training(tmp_path)
    together = row_of(learner, [FOUND, NOT_FOUND], [ELSE])
    scores = learner._read(together).detach()
    alone = [learner._read(row_of(learner, [reply])).detach() for reply in (FOUND, NOT_FOUND, ELSE)]
    assert torch.allclose(scores, torch.cat(alone), atol=0.02)
    assert scores.std() > 0.05


def test_what_is_trained_becomes_likelier_and_is_measured(tmp_path, caplog):
    caplog.set_level(logging.INFO)
    learner = training(tmp_path)
    row = row_of(learner, [FOUND, NOT_FOUND], [ELSE])
    before = learner._learn(row)
    learner.run([row] * PLAN.steps, [row])
    after = learner._learn(row)
    assert (after < before - 0.2).all()
    assert "held out at step 30: found loss" in caplog.text


def test_a_run_that_was_stopped_goes_on_from_its_checkpoint(tmp_path):
    first = training(tmp_path)
    row = row_of(first, [FOUND, NOT_FOUND])
    first._learn(row)
    first.save()
    first._prefix.clear()  # as who goes on reads them anew
    later = training(tmp_path)
    assert later.step == 1
    for name, value in first.average.items():
        assert torch.equal(later.average[name], value)
    ours, theirs = (each._learn(row_of(each, [FOUND, NOT_FOUND])) for each in (first, later))
    assert ours.tolist() == pytest.approx(theirs.tolist(), abs=1e-3)
