import dataclasses
import json
import sqlite3

import pytest
from typer.testing import CliRunner

from documents.errors import DataFolderUnusable
from tests.ui.test_export import ANSWER, REFUSAL
from ui.command_line import application
from ui.feedback import FILE, LONGEST_CORRECTION, Feedback


def test_feedback_comes_back_as_questions(tmp_path):
    feedback = Feedback(tmp_path / "new")
    feedback.add(ANSWER, good=True)
    feedback.add(ANSWER, good=False, correction="13 million")
    feedback.add(REFUSAL, good=True)
    right, corrected, refused = feedback.questions()
    assert right == {
        "id": "feedback-1",
        "doc": "b.de.txt",
        "doc_lang": "de",
        "question": "How much was it?",
        "question_lang": "en",
        "answer": "It cost 12.5 million euros.",
        "answer_aliases": [],
        "evidence": "Sie kostete 12,5 Millionen Euro.",
        "type": "feedback",
    }
    assert corrected["answer"] == "13 million"
    assert (refused["type"], refused["answer"], refused["evidence"]) == ("unanswerable", "", "")


def test_wrong_without_a_correction_is_kept_but_tests_nothing(tmp_path):
    feedback = Feedback(tmp_path)
    feedback.add(ANSWER, good=False)
    assert list(feedback.questions()) == []


def test_a_refusal_that_was_corrected_becomes_answerable(tmp_path):
    feedback = Feedback(tmp_path)
    feedback.add(REFUSAL, good=False, correction="12.5 million")
    (question,) = feedback.questions()
    assert (question["type"], question["answer"]) == ("feedback", "12.5 million")


def test_a_correction_is_not_longer_than_it_may_be(tmp_path):
    feedback = Feedback(tmp_path)
    feedback.add(ANSWER, good=False, correction="x" * 10_000)
    (question,) = feedback.questions()
    assert question["answer"] == "x" * LONGEST_CORRECTION


def test_hostile_words_stay_words(tmp_path):
    attack = "'); drop table feedback; --\u202e"
    Feedback(tmp_path).add(dataclasses.replace(ANSWER, question=attack), good=True)
    (question,) = Feedback(tmp_path).questions()
    assert question["question"] == attack


def test_a_folder_that_cannot_be_written_is_told_with_a_remedy(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DataFolderUnusable, match="BELEG_DATA"):
        Feedback(tmp_path / "file").add(ANSWER, good=True)


def test_the_command_prints_one_object_a_line_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.setenv("BELEG_DATA", str(tmp_path))
    Feedback(tmp_path).add(ANSWER, good=True)
    Feedback(tmp_path).add(REFUSAL, good=True)
    run = CliRunner().invoke(application, ["feedback"])
    assert [json.loads(line)["id"] for line in run.stdout.splitlines()] == [
        "feedback-1",
        "feedback-2",
    ]
    assert run.exit_code == 0


def test_feedback_is_gone_from_the_file_after_the_hours_the_operator_names(tmp_path):
    Feedback(tmp_path).add(ANSWER, good=False, correction="Unforgettable 4711")
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("update feedback set given = '2026-01-01T00:00:00+00:00'")
    database.close()
    assert b"Unforgettable" in (tmp_path / FILE).read_bytes()
    Feedback(tmp_path).forget()
    assert len(list(Feedback(tmp_path).questions())) == 1, "without a limit nothing is deleted"
    kept = Feedback(tmp_path, keep_hours=24)
    kept.add(REFUSAL, good=True)
    assert [question["type"] for question in kept.questions()] == ["unanswerable"]
    assert b"Unforgettable" not in (tmp_path / FILE).read_bytes()
