"""The invented releases and questions that answers are measured on hold what they claim."""

import json
from pathlib import Path

import pytest

from assistant.evaluation.answers import fold
from assistant.evaluation.corpora import read_corpus
from documents.normalise import normalise

CORPORA = Path(__file__).parents[2] / "corpora"
NAMES = ("read", "blind", "read_later", "blind_later")


def questions(name):
    lines = (CORPORA / name / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", NAMES)
def test_there_are_sixty_questions_and_sixteen_have_no_answer(name):
    asked = questions(name)
    assert len({each["id"] for each in asked}) == len(asked) == 60
    assert sum(each["type"] == "unanswerable" for each in asked) == 16
    assert len({each["question_lang"] for each in asked}) >= 8


@pytest.mark.parametrize("name", NAMES)
def test_the_evidence_stands_in_its_release_and_the_answer_in_the_evidence(name):
    for each in questions(name):
        if each["type"] == "unanswerable":
            assert not each["answer"]
            assert not each["evidence"]
            continue
        text = normalise((CORPORA / name / each["doc"]).read_text(encoding="utf-8"))
        assert normalise(each["evidence"]) in text, each["id"]
        proof = fold(f"{each['evidence']} {each.get('evidence2', '')}")
        items = each.get("answer_items") or [[each["answer"], *each["answer_aliases"]]]
        for forms in items:
            assert any(fold(form) in proof for form in forms), each["id"]


@pytest.mark.parametrize("name", NAMES)
def test_they_can_be_evaluated(name, tmp_path):
    corpus = read_corpus(CORPORA / name, None, tmp_path)
    assert len(corpus.drafts) == 60
