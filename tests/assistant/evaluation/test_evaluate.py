import json

import pytest

from assistant.evaluation.answers import (
    Answered,
    answer_figures,
    fold,
    holds,
    language_kept,
    other_detector,
)
from assistant.evaluation.corpora import read_corpus
from assistant.evaluation.evaluate import Evaluation, Plan
from assistant.evaluation.questions import Gold, Question
from assistant.records import Answer, Citation, Composer, Statement, Timings
from documents.errors import QuestionsUnreadable
from tests.assistant.fakes import FakeChatModel
from tests.assistant.making import open_assistant

RIVER = {
    "title": "River",
    "paragraphs": [
        {
            "context": "The red river is long. It has 72 bridges.",
            "qas": [
                {
                    "id": "bridges",
                    "question": "It has how many bridges?",
                    "answers": [{"text": "72", "answer_start": 30}],
                }
            ],
        },
        {"context": "The red river once was a green lake.", "qas": []},
    ],
}
CHOIR = {
    "title": "Choir",
    "paragraphs": [{"context": "A choir sings on Monday. It has ninety singers.", "qas": []}],
}


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "corpus.json"
    path.write_text(json.dumps({"data": [RIVER, CHOIR]}))
    return read_corpus(path, None, tmp_path)


@pytest.fixture
def library(corpus):
    return {path.name: path.read_text() for path in corpus.folder.iterdir()}


def test_the_right_sentence_is_looked_for_in_what_search_returns(corpus, library, tmp_path):
    with open_assistant(tmp_path, library=library) as assistant:
        report = Evaluation(assistant, corpus, Plan()).run()
    assert report.retrieval["sentence_recall@1"] == 1.0
    assert report.retrieval["passage_ndcg@10"] == report.retrieval["document_recall@1"] == 1.0
    assert report.retrieval["search_ms_p50"] > 0
    assert report.abstention.figures["auroc"] is None
    assert report.answers["correct"] is None


def test_withholding_hides_first_the_text_then_the_article(corpus, library, tmp_path):
    with open_assistant(tmp_path, library=library) as assistant:
        asked = []
        search = assistant.search

        def spy(question, *, limit=None, documents=None):
            asked.append(documents)
            return search(question, limit=limit, documents=documents)

        assistant.search = spy
        report = Evaluation(assistant, corpus, Plan(withhold=True)).run()
    _, all_of_them, without_text, without_article = asked
    assert all_of_them is None
    assert without_text == {"000-river-01.txt", "001-choir-00.txt"}
    assert without_article == {"001-choir-00.txt"}
    assert report.abstention.figures["near_miss_auroc"] in {0.0, 0.5, 1.0}
    assert report.as_json()["abstention"]["off_topic_auroc"] is not None


def test_answers_are_judged_by_their_words_and_their_citations(corpus, library, tmp_path):
    model = FakeChatModel(always="Yes. It has 72 bridges. [1]")
    with open_assistant(tmp_path, model, library=library) as assistant:
        report = Evaluation(assistant, corpus, Plan(answers=True)).run()
    assert report.answers["correct"] == report.answers["written_correct"] == 1.0
    assert report.answers["citation_precision"] == report.answers["citation_recall"] == 1.0
    assert report.answers["unsupported_statements"] == 0
    assert report.abstention.figures["refused_answerable"] == 0.0


def test_nothing_can_be_withheld_where_no_evidence_is_known(tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    line = {"id": "a", "question": "?", "question_lang": "en", "type": "unanswerable"}
    (folder / "questions.jsonl").write_text(json.dumps(line))
    corpus = read_corpus(folder, None, tmp_path)
    with open_assistant(tmp_path) as assistant, pytest.raises(QuestionsUnreadable):
        Evaluation(assistant, corpus, Plan(withhold=True))


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("100,000", "Il y en a 100 000."),
        ("Saarbrücken", "In SAARBRUCKEN, of course"),
        ("l'été", "C’était l’été."),
        ("12,5 Millionen", "Sie kostete 12,5 Millionen Euro."),
    ],
)
def test_forms_are_compared_without_case_accents_and_grouping(form, text):
    assert f" {fold(form)} " in f" {fold(text)} "


def test_a_form_is_found_as_words_not_within_them():
    question = Question("a", "?", "en", ("5",), ())
    assert not holds(question, "In 2015 there were 15.")
    assert holds(question, "There were 5.")


def test_an_english_date_is_the_same_whether_its_month_or_its_day_comes_first():
    question = Question("a", "?", "en", ("8 February 2007",), ())
    assert holds(question, "It was announced on February 8, 2007.")
    assert not holds(question, "It was announced on February 18, 2007.")
    assert holds(Question("a", "?", "en", ("February 8, 2007",), ()), "Since 8 February 2007.")


def test_a_list_is_right_only_with_every_item():
    question = Question("a", "?", "en", ("A and B",), (), (("Alpha", "A"), ("Beta",)))
    assert holds(question, "Beta, then A")
    assert not holds(question, "Alpha")


@pytest.mark.parametrize(
    ("text", "language", "kept"),
    [
        ("Der Bund stellt dafür jährlich Geld bereit [1].", "de", [1.0]),
        ("The federal government provides the money every year [1].", "de", [0.0]),
        ("Saarbrücken [1].", "en", []),
    ],
)
def test_only_an_answers_own_words_have_a_language(text, language, kept):
    answer = Answer("?", language, True, text, (), (), Composer.MODEL, 1.0, Timings(1.0, None, 1.0))
    question = Question("a", "?", language, (), ())
    assert language_kept([Answered(question, answer, ())], other_detector()) == kept


def test_names_from_a_quote_and_the_marks_around_it_are_in_no_language():
    quote = "Pierre Alliez leitet den Cluster 3IA Côte d’Azur."
    citation = Citation(
        1, "a.md", "Netz", "de", None, None, None, quote, 0, len(quote), "0" * 64
    )  # fmt: skip
    question = Question("a", "?", "en", (), ())
    for text in (
        "Pierre Alliez leads the French cluster 3IA Côte d’Azur [1].",
        f"The press releases say: «{quote}» [1]",
    ):
        answer = Answer(
            "?", "en", True, text, (), (citation,), Composer.MODEL, 1.0, Timings(1.0, None, 1.0)
        )
        assert language_kept([Answered(question, answer, ())], other_detector()) == [1.0]


def test_words_beside_their_translation_are_an_answer_but_not_the_models_own():
    said = Statement("Until the 19th year.", (1,), supported=True, original="ins 19. Jahrhundert")
    answer = Answer(
        "?", "en", True, f"{said.with_original} [1]", (said,), (), Composer.MODEL, 1.0,
        Timings(1.0, None, 1.0),
    )  # fmt: skip
    place = Gold("a.md", 0, 5)
    question = Question("a", "?", "en", ("19. Jahrhundert",), (place,))
    figures, _ = answer_figures([Answered(question, answer, ())], lambda _: None)
    assert (figures["correct"], figures["written_correct"]) == (1.0, 0.0)
    assert language_kept([Answered(question, answer, ())], other_detector()) == [1.0]
