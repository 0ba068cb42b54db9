import logging

import pytest
import torch
from transformers import Qwen2Config, Qwen2ForCausalLM

from assistant.chat_model import Message
from assistant.chat_training.network import FIRST_LAYER, Network, add_corrections
from assistant.chat_training.plan import Plan
from assistant.chat_training.rows import Reply, Trees, row_of
from assistant.chat_training.train import Training
from tests.assistant.chat_training.making import WordTokenizer

PREFIX = (Message("system", "Name the sentence."), Message("user", "Hm?"))
FOUND = Reply("1 A bridge. 2 A ship. What sails?", (("Yes", 1.0), (" ", 0.0), ("2", 1.0)), "found")
NOT_FOUND = Reply("1 A bridge. 2 A ship. Who came?", (("No", 1.0),), "found")
ELSE = Reply("A tower. Who built it?", (("No", 1.0),), "found")
PLAN = Plan(steps=30, rows=1, learning_rate=0.05, warm_up=5, average=0.5, rank=8)
TREES = Trees(WordTokenizer(), PREFIX)


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
    return Training(Network(model, add_corrections(model, plan.rank)), plan, TREES.prefix, folder)


def row(*trees):
    return row_of([TREES.tree(replies) for replies in trees], len(TREES.prefix))


def test_only_the_upper_layers_are_corrected_and_nothing_changes_at_first(tmp_path):
    learner = training(tmp_path)
    names = {name.split(".")[1] for name in learner.average}
    assert names == {str(FIRST_LAYER), str(FIRST_LAYER + 1)}
    assert not any(
        parameter.any() for name, parameter in learner.average.items() if name.endswith("lora_b")
    )


def test_in_a_tree_each_question_gets_the_scores_that_it_gets_alone(tmp_path):
    learner = training(tmp_path)
    together = row([FOUND, NOT_FOUND], [ELSE])
    scores = learner._read(together).detach()
    alone = [learner._read(row([reply])).detach() for reply in (FOUND, NOT_FOUND, ELSE)]
    assert torch.allclose(scores, torch.cat(alone), atol=0.02)
    assert scores.std() > 0.05


def test_what_is_trained_becomes_likelier_and_is_measured(tmp_path, caplog):
    caplog.set_level(logging.INFO)
    learner = training(tmp_path)
    learned = row([FOUND, NOT_FOUND], [ELSE])
    (before,) = learner._learn([learned])
    learner.run(iter([learned] * PLAN.steps), [learned])
    (after,) = learner._learn([learned])
    assert (after < before - 0.2).all()
    assert "held out at step 30: found of 1 loss" in caplog.text


def test_rows_of_one_step_teach_what_they_teach_as_one_row(tmp_path):
    apart, together = (training(tmp_path / name) for name in ("apart", "together"))
    apart._learn([row([FOUND, NOT_FOUND]), row([ELSE])])
    together._learn([row([FOUND, NOT_FOUND], [ELSE])])
    for name, value in apart._trained.items():
        assert torch.allclose(value, together._trained[name], atol=0.02)


def test_training_ends_where_there_is_nothing_more_to_learn_from(tmp_path):
    learner = training(tmp_path)
    learner.run(iter([row([ELSE])] * 2), [row([ELSE])])
    assert learner.step == 2
    assert (tmp_path / "checkpoint.pt").exists()


def test_a_run_that_was_stopped_goes_on_from_its_checkpoint(tmp_path):
    first = training(tmp_path)
    first._learn([row([FOUND, NOT_FOUND])])
    first.save()
    first._kept_prefix.clear()  # as who goes on reads them anew
    later = training(tmp_path)
    assert later.step == 1
    for name, value in first.average.items():
        assert torch.equal(later.average[name], value)
    (ours,), (theirs,) = (each._learn([row([FOUND, NOT_FOUND])]) for each in (first, later))
    assert ours.tolist() == pytest.approx(theirs.tolist(), abs=1e-3)
