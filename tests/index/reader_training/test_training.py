"""A reader of two layers and eight numbers a token, trained for real."""

from itertools import repeat

import numpy as np
import pytest
import torch

from index.e5_weights import E5Weights
from index.reader_pairs import Pair
from index.reader_training.examples import Example
from index.reader_training.export import mean_of, trained_weights
from index.reader_training.network import ReaderNetwork, loss_of, make_batch
from index.reader_training.training import Plan, Training

WIDTH, WORDS = 8, 12
RIGHT = Example("q", "", "ab cd", ((0, 2), (3, 5)), (3, 5))
WRONG = Example("q", "", "cb", ((0, 2),), None)
PLACES = ((0, 1), (1, 2), (3, 4), (4, 5))
BATCH = make_batch(
    [(RIGHT, WRONG)],
    [Pair((0, 9, 2, 2, 5, 6, 7, 8, 2), 4, PLACES), Pair((0, 9, 2, 2, 7, 6, 2), 4, PLACES[:2])],
).to(torch.device("cpu"))


@pytest.fixture
def weights():
    random = np.random.default_rng(3)

    def some(*shape):
        return random.normal(scale=0.3, size=shape).astype(np.float32)

    tensors = {
        "emb.word": some(WORDS, WIDTH),
        "emb.pos": some(20, WIDTH),
        "emb.type": some(1, WIDTH),
    }
    tensors |= {"emb.ln.w": np.ones(WIDTH, np.float32), "emb.ln.b": np.zeros(WIDTH, np.float32)}
    for layer in range(2):
        for part, outputs, inputs in (
            *((part, WIDTH, WIDTH) for part in ("q", "k", "v", "ao")),
            ("fi", 2 * WIDTH, WIDTH),
            ("fo", WIDTH, 2 * WIDTH),
        ):
            tensors[f"l{layer}.{part}.w"] = some(outputs, inputs)
            tensors[f"l{layer}.{part}.b"] = np.zeros(outputs, np.float32)
        for norm in ("aln", "oln"):
            tensors[f"l{layer}.{norm}.w"] = np.ones(WIDTH, np.float32)
            tensors[f"l{layer}.{norm}.b"] = np.zeros(WIDTH, np.float32)
    return E5Weights(
        width=WIDTH, layers=2, heads=2, feed_forward=2 * WIDTH, positions=20, token_types=1,
        epsilon=1e-6, pieces=(), bos=0, eos=2, pad=1, unk=3, tensors=tensors,
    )  # fmt: skip


def begun(weights, folder, **chosen):
    torch.manual_seed(1)
    network = ReaderNetwork(weights, dropout=0.0, frozen_layers=1)
    plan = Plan(steps=60, learning_rate=1e-2, warm_up=5, average=0.9, **chosen)
    return Training(network.train(), plan, folder)


def learn(training, steps):
    losses = []
    for batch in repeat(BATCH, steps):
        loss = loss_of(training.network(batch.ids, batch.mask), batch)
        training.learn(loss)
        losses.append(loss.item())
    return losses


def test_what_is_shown_is_learnt_and_the_lowest_layer_stays(weights, tmp_path):
    training = begun(weights, tmp_path)
    losses = learn(training, 60)
    assert losses[-1] < losses[0] / 4
    frozen = training.network.body.encoder.layer[0].attention.self.query.weight
    assert np.array_equal(frozen.detach().numpy(), weights.tensors["l0.q.w"])
    moved = training.network.body.encoder.layer[1].attention.self.query.weight
    assert not np.array_equal(moved.detach().numpy(), weights.tensors["l1.q.w"])


def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(weights, tmp_path):
    whole = begun(weights, tmp_path / "none")
    losses = learn(whole, 20)
    stopped = begun(weights, tmp_path)
    learn(stopped, 12)
    stopped.save("latest.pt")
    resumed = begun(weights, tmp_path)
    resumed.resume()
    assert resumed.step == 12
    assert learn(resumed, 8) == pytest.approx(losses[12:], rel=1e-5)


def test_a_longer_plan_goes_on_from_before_the_rate_fell(weights, tmp_path):
    short = begun(weights, tmp_path)
    learn(short, short.plan.falls_from)
    short.save("stable.pt")
    learn(short, 10)
    short.save("latest.pt")
    longer = Training(short.network, Plan(steps=600, warm_up=5), tmp_path)
    longer.resume()
    assert longer.step == short.plan.falls_from


def test_what_is_exported_is_the_mean_of_the_runs(weights, tmp_path):
    for number, steps in enumerate((3, 9)):
        folder = tmp_path / str(number)
        folder.mkdir()
        training = begun(weights, folder)
        learn(training, steps)
        training.save("latest.pt")
    mean = mean_of([tmp_path / str(number) / "latest.pt" for number in range(2)])
    runs = [
        torch.load(tmp_path / str(n) / "latest.pt", weights_only=True)["average"] for n in (0, 1)
    ]
    name = "heads.weight"
    assert np.allclose(mean[name], (runs[0][name] + runs[1][name]).numpy() / 2)
    trained, head = trained_weights(weights, mean)
    assert np.array_equal(trained.tensors["l0.q.w"], weights.tensors["l0.q.w"])
    assert not np.array_equal(trained.tensors["l1.q.w"], weights.tensors["l1.q.w"])
    assert head.weight.shape == (4, WIDTH)


def test_a_run_begins_as_another_ended(weights, tmp_path):
    first, second = (begun(weights, tmp_path / name) for name in "ab")
    learn(first, 10)
    ended = {name: tensor.numpy() for name, tensor in first.average.items()}
    second.begin_as(ended)
    parameters = dict(second.network.named_parameters())
    for name, values in ended.items():
        assert np.array_equal(parameters[name].detach().numpy(), values)
        assert np.array_equal(second.average[name].numpy(), values)
    learn(second, 1)
    assert not np.array_equal(parameters["heads.bias"].detach().numpy(), ended["heads.bias"])
