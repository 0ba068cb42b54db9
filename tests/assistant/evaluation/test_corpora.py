import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.corpora import read_corpus
from assistant.evaluation.questions import EvidenceText, Question, locate, sample
from documents.errors import QuestionsUnreadable
from documents.read import make_release, read_release
from tests.assistant.making import write_library

CONTEXT = "Der Fluss ist 72 km lang.  Er mündet bei Talheim in die Saar."
ARTICLE = {
    "title": "Der_Fluss",
    "paragraphs": [
        {
            "context": CONTEXT,
            "qas": [
                {
                    "id": 1,
                    "question": "Wie lang ist der Fluss?",
                    "answers": [{"text": "72 km", "answer_start": CONTEXT.index("72")}],
                },
                {
                    "id": "2",
                    "question": "Wer war sein Entdecker?",
                    "answers": [],
                    "is_impossible": True,
                },
            ],
        }
    ],
}


def write(path, content):
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.fixture
def squad(tmp_path):
    return write(tmp_path / "de.json", {"data": [ARTICLE]})


def test_a_squad_file_becomes_a_document_for_each_paragraph(squad, tmp_path):
    corpus = read_corpus(squad, None, tmp_path)
    (file,) = corpus.folder.iterdir()
    release = read_release(file, corpus.folder)
    assert (release.title, release.text) == ("Der Fluss", CONTEXT)
    assert corpus.articles == {release.id: "Der Fluss"}


def test_the_evidence_begins_where_the_answer_stands_in_the_stored_text(squad, tmp_path):
    corpus = read_corpus(squad, None, tmp_path)
    (gold,) = corpus.drafts[0].question.gold
    release = read_release(corpus.folder / gold.document, corpus.folder)
    assert release.text[gold.start :].startswith("72 km")
    assert corpus.drafts[0].question.language == "de"
    assert corpus.drafts[1].question.gold == corpus.drafts[1].question.forms == ()


def test_questions_in_another_language_are_matched_by_id(squad, tmp_path):
    english = json.loads(json.dumps(ARTICLE))
    asked = english["paragraphs"][0]["qas"][0]
    asked["question"] = "How long is the river that flows through the valley?"
    asked["answers"] = [{"text": "72 kilometres", "answer_start": 3}]
    english["paragraphs"][0]["qas"].pop()
    questions = write(tmp_path / "en.json", {"data": [english]})
    (draft,) = read_corpus(squad, questions, tmp_path).drafts
    assert draft.question.language == "en"
    assert draft.question.forms == ("72 kilometres", "72 km")
    assert draft.question.gold[0].start == CONTEXT.index("72")


def test_a_folder_brings_its_questions_and_their_evidence(tmp_path):
    folder = write_library(tmp_path / "releases")
    lines = [
        {
            "id": "a",
            "doc": "bridge.en.md",
            "question": "Was kostete die Brücke?",
            "question_lang": "de",
            "answer": "12,5 Millionen",
            "answer_aliases": ["12.5 million"],
            "evidence": "The new bridge in Talheim cost  12.5 million euros.",
            "type": "number",
        },
        {
            "id": "b",
            "doc": "bridge.en.md",
            "question": "Who built it?",
            "question_lang": "en",
            "answer": "",
            "answer_aliases": [],
            "evidence": "",
            "type": "unanswerable",
        },
    ]
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n\n")
    corpus = read_corpus(folder, None, tmp_path)
    release = read_release(folder / "bridge.en.md", folder)
    known, unknown = corpus.questions_about([release])
    (gold,) = known.gold
    assert (
        release.text[gold.start : gold.end] == "The new bridge in Talheim cost 12.5 million euros"
    )
    assert known.forms == ("12,5 Millionen", "12.5 million")
    assert (unknown.gold, unknown.forms) == ((), ())


@pytest.mark.parametrize("content", ["", "[]", '{"data": 3}', '{"data": [{"title": "a"}]}', "{"])
def test_what_is_no_corpus_is_told_with_what_one_is(content, tmp_path):
    path = tmp_path / "bad.json"
    path.write_text(content)
    with pytest.raises(QuestionsUnreadable, match=r"SQuAD"):
        read_corpus(path, None, tmp_path)


def test_a_folder_without_questions_is_told(tmp_path):
    with pytest.raises(QuestionsUnreadable, match=r"questions\.jsonl is not there"):
        read_corpus(tmp_path, None, tmp_path)


def test_evidence_that_the_release_does_not_hold_is_told(tmp_path):
    folder = write_library(tmp_path / "releases")
    line = {
        "id": "a",
        "doc": "bridge.en.md",
        "question": "?",
        "question_lang": "en",
        "answer": "x",
        "evidence": "Nothing of the kind was ever said.",
        "type": "name",
    }
    (folder / "questions.jsonl").write_text(json.dumps(line))
    corpus = read_corpus(folder, None, tmp_path)
    release = read_release(folder / "bridge.en.md", folder)
    with pytest.raises(QuestionsUnreadable, match="evidence of question a"):
        corpus.questions_about([release])


words = st.lists(st.text("abcdeäß", min_size=1, max_size=6), min_size=3, max_size=30, unique=True)


@given(words, st.data())
def test_evidence_is_found_whatever_its_blanks_and_case(found, data):
    text = "Titel\n\n" + " ".join(found) + "."
    release = make_release("a.txt", "a.txt", ".txt", text.encode())
    first = data.draw(st.integers(0, len(found) - 2))
    piece = found[first : data.draw(st.integers(first + 1, len(found)))]
    gold = locate(EvidenceText("a.txt", "\n ".join(piece).upper()), release)
    if "ß" not in "".join(piece):
        assert release.text[gold.start : gold.end].split() == piece


def test_a_sample_is_the_same_for_the_same_seed():
    asked = [Question(str(n), "?", "de", (), ()) for n in range(50)]
    assert sample(asked, 10, 1) == sample(asked, 10, 1)
    assert sample(asked, 10, 1) != sample(asked, 10, 2)
    assert sample(asked, None, 1) == sample(asked, 99, 1) == tuple(asked)
