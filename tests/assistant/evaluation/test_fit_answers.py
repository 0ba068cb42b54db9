from random import Random

import pytest

from assistant.evaluation.fit_answers import Weighed, fit, keeping, read_kept, weigh
from assistant.evaluation.questions import Gold, Question
from assistant.models import Models
from assistant.signals import Signals
from tests.assistant.fakes import UNSURE, CrowdedEmbedder, FakeChatModel, Reply
from tests.assistant.making import BRIDGE, HOW_MUCH, LIBRARY, open_assistant

START = BRIDGE.index("The new bridge in Talheim cost")
SIGNALS = Signals(0.9, 0.9, 0.1, 1.0, 0.0, 0.0, 0.0)


def weighed(number, right, margin):
    signals = Signals(0.9, 0.9, 0.1, 1.0, 0.0, 0.0, 0.0, margin=margin, choice=-0.1, stated=1.0)
    return Weighed(str(number), answerable=True, right=right, signals=signals)


def test_what_tells_right_answers_from_others_gets_the_weight():
    random = Random(5)
    known = [
        weighed(number, right, random.gauss(2.0 if right else -2.0, 1.0))
        for number, right in enumerate([True, False] * 40)
    ]
    weights, worth = fit(known)
    assert weights["margin"] > 0.5
    assert abs(weights["stated"]) < 0.01
    assert worth > 0.95


@pytest.mark.parametrize(("form", "right"), [("12.5 million", True), ("13 million", False)])
def test_a_question_is_weighed_by_its_answer_however_unsure_that_is(tmp_path, form, right):
    said = Reply("Yes. [1] The bridge cost 12.5 million euros.", first_words=UNSURE)
    models = Models(CrowdedEmbedder("\n".join(LIBRARY.values())), chat_model=FakeChatModel(said))
    gold = Gold("bridge.en.md", START, START + 50)
    with open_assistant(tmp_path) as assistant:
        found = weigh(assistant, models, Question("q", HOW_MUCH, "en", (form,), (gold,)))
    assert found.answerable
    assert found.right is right
    assert found.signals.margin < -5


def test_what_was_asked_is_kept_as_it_comes_and_read_again_once_all_is(tmp_path):
    kept, known = tmp_path / "kept.jsonl", [weighed(n, n > 0, 0.5) for n in range(3)]
    asked = keeping(kept, iter(known))
    assert next(asked) == known[0]
    assert not kept.exists()
    assert len((tmp_path / "kept.unfinished").read_text(encoding="utf-8").splitlines()) == 1
    assert list(asked) == known[1:]
    assert list(read_kept(kept)) == known


def test_where_the_model_is_not_asked_nothing_is_weighed(tmp_path):
    models = Models(CrowdedEmbedder("\n".join(LIBRARY.values())))
    with open_assistant(tmp_path) as assistant:
        assert weigh(assistant, models, Question("q", HOW_MUCH, "en", (), ())) is None
