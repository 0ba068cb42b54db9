from itertools import islice

import pytest

from assistant.as_told import Told
from assistant.chat_model import Message
from assistant.chat_training.material import Material
from assistant.chat_training.plan import Plan
from assistant.chat_training.replies import Stated
from assistant.chat_training.rows import Trees
from assistant.chat_training.tasks import Tasks
from tests.assistant.chat_training.making import QUESTIONS, WordTokenizer

BRIDGE = Told("The bridge cost 240 kroner.", "Nordmark")
STATED = Stated("What did it cost?", "en", (BRIDGE,), 1, "240 kroner", "It cost 240 kroner.")


def drawn(count, *, stated=(STATED,), plan=Plan()):  # noqa: B008 - frozen
    trees = Trees(WordTokenizer(), (Message("system", "Answer."),))
    tasks = Tasks(QUESTIONS, range(len(QUESTIONS.questions)), {}, plan.seed)
    return list(islice(Material(tasks, stated, trees, plan), count))


def kinds(trees):
    return [{branch.kind for branch in tree.branches} for tree in trees]


@pytest.mark.parametrize("share", [0.1, 0.6])
def test_statements_and_tasks_are_mixed_as_the_plan_says(share):
    trees = drawn(300, plan=Plan(written_share=share))
    written = sum("written" in each for each in kinds(trees))
    assert written / len(trees) == pytest.approx(share, abs=0.1)


def test_without_statements_only_choosing_is_learned():
    assert all(each == {"found"} for each in kinds(drawn(60, stated=())))


def test_the_same_seed_draws_the_same_and_another_one_something_else():
    assert drawn(5) == drawn(5)
    assert drawn(5) != drawn(5, plan=Plan(seed=3))


def test_the_learning_rate_rises_and_falls_to_nothing():
    plan = Plan(steps=100, warm_up=10, learning_rate=1.0)
    rates = [plan.rate(step) for step in range(101)]
    assert rates[0] == 0.1
    assert max(rates) == rates[9] == pytest.approx(0.91)
    assert rates[100] == 0
