import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.errors import QuestionsUnreadable
from index.reader_training.published import answers_of, from_choices, from_squad

CONTEXT = "Båten kostet 12 kroner. Den er rød."


def written(path, content):
    path.write_text(json.dumps({"data": content}), encoding="utf-8")
    return path


def asked(text, start, **more):
    answers = [{"text": text, "answer_start": start}]
    return {"id": 7, "question": " Hva? ", "answers": answers, **more}


def test_an_answer_is_taken_where_it_stands_without_blanks_and_marks():
    for text, start in (
        ("12 kroner", 13),
        (" 12 kroner.", 12),
        ("12 kroner", "13"),
        ("12 kroner", 0),
    ):
        (answer,) = answers_of(asked(text, start), CONTEXT)
        assert answer == {"text": "12 kroner", "answer_start": 13}


def test_what_stands_nowhere_or_in_several_places_is_no_answer():
    assert answers_of(asked("13 kroner", 13), CONTEXT) == []
    assert answers_of(asked("e", 0), CONTEXT) == []
    assert answers_of(asked("12 kroner", 13, is_impossible=True), CONTEXT) == []
    assert answers_of(asked("  ", 5), CONTEXT) == []


@given(st.text(alphabet="ab .,;", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_every_answer_is_at_its_place(context, start, length):
    for answer in answers_of(asked(context[start : start + length], start), context):
        first = answer["answer_start"]
        assert context[first : first + len(answer["text"])] == answer["text"] != ""


def test_files_are_joined_and_questions_without_answer_fall_away(tmp_path):
    good, bad = asked("12 kroner", 13), asked("13", 0)
    first = written(
        tmp_path / "1.json", [{"title": "Båt", "paragraphs": [{"context": CONTEXT, "qas": [good]}]}]
    )
    second = written(
        tmp_path / "2.json",
        [
            {"title": "Tom", "paragraphs": [{"context": CONTEXT, "qas": [bad]}]},
            {"title": "Bil", "paragraphs": [{"context": CONTEXT, "qas": [bad, good]}]},
        ],
    )
    found = from_squad([first, second], "no", titled=True)
    assert [article["title"] for article in found] == ["Båt", "Bil"]
    ids = [q["id"] for article in found for p in article["paragraphs"] for q in p["qas"]]
    assert ids == ["no1", "no4"]
    assert found[0]["paragraphs"][0]["qas"][0]["question"] == "Hva?"
    assert [a["title"] for a in from_squad([first, second], "no", titled=False)] == ["0", "1"]


def test_of_several_choices_the_right_one_answers(tmp_path):
    choices = [
        {"text": "rød", "start": 31, "type": "Distractor"},
        {"text": "12 kroner", "start": 13, "type": "Correct answer"},
    ]
    one = {"context": CONTEXT, "question": "Hva kostet den?", "choices": choices}
    none = {"context": CONTEXT, "question": "Hva?", "choices": choices[:1]}
    (article,) = from_choices([written(tmp_path / "c.json", [one, none, one])], "no")
    (paragraph,) = article["paragraphs"]
    assert [q["id"] for q in paragraph["qas"]] == ["no1", "no3"]
    assert paragraph["qas"][0]["answers"] == [{"text": "12 kroner", "answer_start": 13}]


def test_a_file_of_something_else_is_said(tmp_path):
    (tmp_path / "x.json").write_text("[]")
    with pytest.raises(QuestionsUnreadable, match="data"):
        from_squad([tmp_path / "x.json"], "x", titled=True)
