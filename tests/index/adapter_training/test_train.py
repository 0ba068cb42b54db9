import pytest

from index.adapter_training.train import Plan


def test_the_learning_rate_rises_stays_level_and_falls_to_nothing():
    plan = Plan(steps=100, learning_rate=1.0, warm_up=10, level_share=0.5)
    assert plan.rate(0) == pytest.approx(0.1)
    assert plan.rate(9) == plan.rate(49) == 1.0
    assert plan.rate(75) == pytest.approx(0.5)
    assert 0 < plan.rate(99) < 0.03
