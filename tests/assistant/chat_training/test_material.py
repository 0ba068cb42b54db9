from collections import Counter
from itertools import islice

import pytest

from assistant.as_told import Told
from assistant.chat_model import Message
from assistant.chat_training.material import Material, Plan, Taught
from assistant.chat_training.replies import Stated
from assistant.chat_training.rows import Reply, Rows
from assistant.chat_training.tasks import Tasks
from tests.assistant.chat_training.making import QUESTIONS, WordTokenizer

PLAN = Plan(tokens=150)
BRIDGE = Told("The bridge cost 240 kroner.", "Nordmark")
STATED = Stated("What did it cost?", "en", (BRIDGE,), 1, 1, "It cost 240 kroner.", right=True)
PAIR = Reply("Does it say so?", (("No", 1.0),), "confirmed")


def drawn(count, *, stated=(STATED,), pairs=((PAIR,),), plan=PLAN, step=0):
    rows = {
        name: Rows(WordTokenizer(), (Message("system", name),)) for name in ("compose", "confirm")
    }
    tasks = Tasks(QUESTIONS, range(len(QUESTIONS.questions)), {}, plan.seed)
    material = Material(Taught(tasks, stated, pairs), rows, plan, step)
    return list(islice(material, count))


def test_rows_of_both_prompts_are_mixed_as_the_plan_says():
    prompts = Counter(prompt for prompt, _ in drawn(200))
    assert prompts["confirm"] / 200 == pytest.approx(PLAN.confirming_share, abs=0.1)


def test_each_kind_of_reply_is_learned_under_its_own_prompt():
    kinds = {prompt: set() for prompt in ("compose", "confirm")}
    for prompt, row in drawn(100):
        kinds[prompt].update(row.kinds)
    assert kinds == {"compose": {"found", "written"}, "confirm": {"confirmed"}}


def test_rows_are_about_as_long_as_wished():
    lengths = [len(row.ids) for _, row in drawn(100, plan=Plan(tokens=400))]
    assert max(lengths) < 700
    assert sum(lengths) / len(lengths) > 300


def test_without_statements_and_pairs_quotes_are_confirmed():
    assert {row.kinds[0] for prompt, row in drawn(60, stated=(), pairs=()) if prompt == "confirm"}


def test_who_goes_on_at_another_step_sees_other_rows():
    first, again, later = (drawn(5, step=step) for step in (0, 0, 7))
    assert [row.ids.tolist() for _, row in first] == [row.ids.tolist() for _, row in again]
    assert [row.ids.tolist() for _, row in first] != [row.ids.tolist() for _, row in later]


def test_the_learning_rate_rises_and_falls_to_nothing():
    plan = Plan(steps=100, warm_up=10, learning_rate=1.0)
    rates = [plan.rate(step) for step in range(101)]
    assert rates[0] == 0.1
    assert max(rates) == rates[9] == pytest.approx(0.91)
    assert rates[100] == 0
