import numpy as np

from index.reader_training.translated import (
    Own,
    articles,
    kept_paragraphs,
    other_texts,
    partners,
    same_questions,
)

AXES = np.eye(4, dtype=np.float32)


class Letters:
    """Vectors that count the letters a to d, of length one."""

    def embed_questions(self, texts):
        counts = np.array([[t.count(c) for c in "abcd"] for t in texts], np.float32)
        return counts / np.linalg.norm(counts, axis=1, keepdims=True)

    embed_texts = embed_questions


def vectors(*texts):
    return Letters().embed_texts(texts)


def test_partners_are_each_others_nearest():
    own, theirs = vectors("a", "b", "c"), vectors("cccd", "aaab", "dddd")
    assert partners(own, theirs, vectors("dddd")) == {0: 1, 2: 0}


def test_who_has_two_equally_near_has_no_partner():
    assert partners(vectors("a"), vectors("aaab", "aaac"), vectors("d")) == {}


def test_what_lies_near_a_text_set_aside_is_no_partner():
    own = vectors("aab", "c")
    assert partners(own, vectors("aab", "c"), vectors("aab")) == {1: 1}
    assert partners(own, vectors("aaab", "c"), vectors("aaaab")) == {1: 1}


def question(identity, text, answer=None, **more):
    answers = [{"text": answer, "answer_start": 0}] if answer else []
    return {"id": identity, "question": text, "answers": answers, **more}


def test_editions_are_joined_under_our_titles_and_no_question_comes_twice():
    own = [Own("Sea", "the sea", []), Own("Sky", "the sky", []), Own("Sea", "a sea", [])]
    first = [
        {"context": "mar azul", "qas": [question(1, "¿a?", "mar"), question(2, "¿b?", None)]},
        {"context": "otro mar", "qas": [question(3, "¿c?", is_impossible=True)]},
    ]
    second = [
        {"context": "mar azul", "qas": [question(1, "¿a?", "mar"), question(4, "¿d?", "mar")]}
    ]
    kept = kept_paragraphs(own, [({0: 0, 2: 1}, first), ({0: 0}, second)], "es")
    assert set(kept) == {0, 2}
    (sea,) = articles(own, kept)
    assert sea["title"] == "Sea"
    kept = [[q["id"] for q in paragraph["qas"]] for paragraph in sea["paragraphs"]]
    assert kept == [["es-0-0", "es-0-1"], ["es-2-0"]]
    assert sea["paragraphs"][0]["qas"][1]["question"] == "¿d?"
    assert sea["paragraphs"][1]["qas"][0]["is_impossible"]


def test_texts_set_aside_are_not_kept():
    published = [{"paragraphs": [{"context": text}]} for text in ("aab", "cd")]
    assert other_texts(Letters(), published, ["aab", "b"]) == published[1:]


def test_questions_are_one_only_if_both_can_be_answered_or_neither():
    ours = [question("x", "aaab"), question("y", "c", is_impossible=True)]
    theirs = [question("1", "c"), question("2", "aaab"), question("3", "aaabb")]
    assert same_questions(Letters(), ours, theirs) == [(ours[0], theirs[1])]
    assert same_questions(Letters(), ours, []) == []
