import json
from itertools import islice
from random import Random

from assistant.as_told import Told
from assistant.chat_training.replies import END, confirming, of_right, of_task, read_stated
from assistant.chat_training.tasks import Asked, Task

BRIDGE, FERRY = Told("The bridge cost 240 kroner.", "Nordmark"), Told("It sails.", "Nordmark")


def row(**changed):
    told = {"question": "What did it cost?", "language": "en", "text": "It cost 240 kroner."}
    sources = [{"text": s.text, "release": s.release, "before": ""} for s in (BRIDGE, FERRY)]
    return told | {"sources": sources, "answering": 1, "named": 1, "holds": True} | changed


def stated(tmp_path, *rows):
    file = tmp_path / "statements.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return read_stated(file)


def test_a_task_teaches_the_first_word_and_the_number_of_the_source():
    asked = Asked("q", "What did it cost?", "en", 0)
    found, missing = of_task(Task((BRIDGE, FERRY), ((asked, 1), (asked, None))))
    assert [text for text, weight in found.said if weight] == ["Yes", "1"]
    assert "".join(text for text, _ in found.said) == "Yes. [1"
    assert missing.said == (("No", 1.0),)
    assert "Source 1: The bridge cost 240 kroner." in found.asked


def test_a_right_statement_is_taught_to_its_end(tmp_path):
    (reply,) = of_right(stated(tmp_path, row())[0])
    assert "".join(text for text, _ in reply.said) == f"Yes. [1] It cost 240 kroner.{END}"


def test_what_names_the_right_source_without_its_answer_is_neither_right_nor_wrong(tmp_path):
    rights = [
        each.right
        for each in stated(
            tmp_path,
            row(),
            row(holds=False),
            row(named=2),
            row(named=2, holds=False),
            row(answering=None, holds=False),
        )
    ]
    assert rights == [True, None, None, False, False]


def test_right_statements_are_confirmed_and_wrong_ones_denied(tmp_path):
    known = stated(tmp_path, row(), row(named=2, holds=False, text="It sails for 240 kroner."))
    replies = [reply for tree in islice(confirming(known, Random(1)), 80) for reply in tree]
    said = {(reply.asked, reply.said[0][0]) for reply in replies}
    yes = {asked for asked, word in said if word == "Yes"}
    assert len(yes) == 1
    assert "Source: From “Nordmark”: The bridge cost 240 kroner." in yes.pop()
    denied = [asked for asked, word in said if word == "No"]
    assert any("It sails for 240 kroner." in asked for asked in denied)
    assert any("It sails.\n" in asked and "It cost 240 kroner." in asked for asked in denied)
