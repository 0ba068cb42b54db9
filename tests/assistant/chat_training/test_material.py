from itertools import islice

import pytest

from assistant.as_told import Told
from assistant.chat_model import Message
from assistant.chat_training.material import Material, Plan
from assistant.chat_training.replies import Stated
from assistant.chat_training.rows import Rows
from assistant.chat_training.tasks import Tasks
from tests.assistant.chat_training.making import QUESTIONS, WordTokenizer

PLAN = Plan(tokens=60)
BRIDGE = Told("The bridge cost 240 kroner.", "Nordmark")
STATED = Stated("What did it cost?", "en", (BRIDGE,), 1, "240 kroner", "It cost 240 kroner.")


def drawn(count, *, stated=(STATED,), plan=PLAN, step=0):
    rows = Rows(WordTokenizer(), (Message("system", "Answer."),))
    tasks = Tasks(QUESTIONS, range(len(QUESTIONS.questions)), {}, plan.seed)
    return list(islice(Material(tasks, stated, rows, plan, step), count))


@pytest.mark.parametrize("share", [0.1, 0.6])
def test_statements_and_tasks_are_mixed_as_the_plan_says(share):
    rows = drawn(300, plan=Plan(tokens=1, written_share=share))  # one tree in each row
    written = sum("written" in row.kinds for row in rows)
    assert written / len(rows) == pytest.approx(share, abs=0.1)


def test_without_statements_only_choosing_is_learned():
    assert {kind for row in drawn(60, stated=()) for kind in row.kinds} == {"found"}


def test_rows_are_about_as_long_as_wished():
    lengths = [len(row.ids) for row in drawn(100, plan=Plan(tokens=400))]
    assert max(lengths) < 700
    assert sum(lengths) / len(lengths) > 300


def test_who_goes_on_at_another_step_sees_other_rows():
    first, again, later = (drawn(5, step=step) for step in (0, 0, 7))
    assert [row.ids.tolist() for row in first] == [row.ids.tolist() for row in again]
    assert [row.ids.tolist() for row in first] != [row.ids.tolist() for row in later]


def test_the_learning_rate_rises_and_falls_to_nothing():
    plan = Plan(steps=100, warm_up=10, learning_rate=1.0)
    rates = [plan.rate(step) for step in range(101)]
    assert rates[0] == 0.1
    assert max(rates) == rates[9] == pytest.approx(0.91)
    assert rates[100] == 0
