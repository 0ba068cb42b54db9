import json

import pytest

from assistant.as_told import Told
from assistant.chat_training.replies import END, of_stated, of_task, read_stated
from assistant.chat_training.tasks import Asked, Task

BRIDGE, FERRY = Told("The bridge cost 240 kroner.", "Nordmark"), Told("It sails.", "Nordmark")
ROW = {
    "id": "q",
    "question": "What did it cost?",
    "language": "en",
    "sources": [{"text": s.text, "release": s.release, "before": ""} for s in (FERRY, BRIDGE)],
    "answering": 2,
    "words": "240 kroner",
    "text": "It cost 240 kroner.",
}


def test_a_task_teaches_the_first_word_the_number_of_the_source_and_its_words_that_answer():
    asked = Asked("q", "What did it cost?", "en", 0, 0, ("240 kroner", "240"))
    found, missing = of_task(Task((BRIDGE, FERRY), ((asked, 1), (asked, None))))
    assert [text for text, weight in found.said if weight] == ["Yes", "1", "240 kroner}"]
    assert "".join(text for text, _ in found.said) == "Yes. [1] {240 kroner}"
    assert missing.said == (("No", 1.0),)
    assert "Source 1: The bridge cost 240 kroner." in found.asked


@pytest.mark.parametrize("words", ["240 {kroner}", "240 [kroner]", "240 kroner " * 20, ""])
def test_words_that_the_grammar_would_not_let_through_are_not_taught(words):
    asked = Asked("q", "What did it cost?", "en", 0, 0, (words,))
    (found,) = of_task(Task((BRIDGE, FERRY), ((asked, 1),)))
    assert "".join(text for text, _ in found.said) == "Yes. [1"


def test_a_right_statement_is_taught_beside_other_sources_and_to_its_end(tmp_path):
    file = tmp_path / "statements.jsonl"
    file.write_text(json.dumps(ROW), encoding="utf-8")
    (stated,) = read_stated(file)
    (reply,) = of_stated(stated)
    assert (
        "".join(text for text, _ in reply.said)
        == f"Yes. [2] {{240 kroner}} It cost 240 kroner.{END}"
    )
    assert "Source 1: It sails.\nSource 2: The bridge cost 240 kroner." in reply.asked
