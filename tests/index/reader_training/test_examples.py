import json
from itertools import chain
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.errors import QuestionsUnreadable
from index.reader_training.code_switching import CodeSwitcher, Switched
from index.reader_training.examples import NEGATIVES, Examples
from index.reader_training.questions import Paragraph, Question, QuestionSet, read_questions

TEXT = "Der Hafen ist alt. Er hat 12 Kräne. Im Mai kam ein neuer. Er ist rot. Viele kamen."
SENTENCES = ((0, 18), (19, 35), (36, 57), (58, 69), (70, 82))


def make(seed=1, switcher=None, renderings=None, switched_passages=0.3):
    paragraphs = (
        Paragraph(TEXT, "de", "x/Der_Hafen", SENTENCES),
        Paragraph("Ein anderer Hafen.", "de", "x/Der_Hafen", ((0, 18),)),
    )
    asked = Question("a", "Wie viele Kräne hat er?", "de", 0, ((26, 28),))
    impossible = Question("b", "Wer baute ihn?", "de", 0, ())
    questions = QuestionSet(paragraphs, (asked, impossible))
    return Examples(
        questions,
        [(1,), (1,)],
        switcher,
        renderings or {},
        seed,
        switched_passages=switched_passages,
    )


@given(st.integers(0, 500))
def test_an_answer_stays_where_it_stands_however_the_passage_is_cut(number):
    for example in chain.from_iterable(make().of_pass(number, [0, 1])):
        assert example.passage in TEXT or example.passage == "Ein anderer Hafen."
        pieces = [example.passage[start:end] for start, end in example.sentences]
        assert all(piece in TEXT or piece == "Ein anderer Hafen." for piece in pieces)
        assert example.title in {"", "Der Hafen"}
        if example.answer:
            assert example.passage[slice(*example.answer)] == "12"
            assert pieces[example.answering_sentence] == "Er hat 12 Kräne."


@given(st.integers(0, 200))
def test_an_answerable_question_comes_with_its_answer_and_then_without(number):
    (group,) = make().of_pass(number, [0])
    right, *wrong = group
    assert right.answer
    assert 1 <= len(wrong) <= NEGATIVES
    for without in wrong:
        assert without.answer is None
        assert "12" not in without.passage


def test_an_unanswerable_question_comes_with_its_paragraph_alone():
    ((example,),) = make().of_pass(0, [1])
    assert example.answer is None
    assert example.question == "Wer baute ihn?"


def test_a_question_known_in_another_language_is_asked_in_both():
    examples = make(renderings={"a": [("en", "How many cranes has it?")]})
    asked = {examples.of_pass(number, [0])[0][0].question for number in range(20)}
    assert asked == {"Wie viele Kräne hat er?", "How many cranes has it?"}


def test_the_same_pass_shows_the_same_and_the_next_one_something_else():
    passes = [make().of_pass(number, [0, 1]) for number in (0, 0, 1, 2, 3)]
    assert passes[0] == passes[1]
    assert any(each != passes[0] for each in passes[2:])


def test_words_are_exchanged_by_way_of_english_where_there_is_no_other_way():
    switcher = CodeSwitcher(
        {
            ("fr", "en"): {"maison": ("house",), "rouge": ("red",)},
            ("en", "de"): {"house": ("Haus",), "red": ("rot",)},
        }
    )
    assert switcher.targets("fr") == ["de", "en"]
    seen = {switcher.switch("La maison rouge ?", "fr", Random(n)) for n in range(60)}
    assert "La Haus rot ?" in seen
    assert "La house red ?" in seen
    assert all(text.startswith("La ") and text.endswith(" ?") for text in seen)


WORDS = st.lists(st.text(alphabet="abcß", min_size=1, max_size=6), min_size=1, max_size=8)


@given(st.data(), WORDS)
def test_a_span_holds_the_same_words_after_others_took_their_place(data, words):
    text, places = "", []
    for word in words:
        places.append((len(text), len(text) + len(word)))
        text += word + " "
    new = [data.draw(st.one_of(st.just(word), st.text("xyz", min_size=1))) for word in words]
    changed = [
        (start, end, instead)
        for (start, end), word, instead in zip(places, words, new, strict=True)
        if instead != word
    ]
    switched = Switched(text, tuple(changed))
    assert switched.text.split() == new
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    cut = data.draw(st.integers(0, len(words[first]) - 1))  # spans may begin within a word
    begin = places[first][0] + (cut if new[first] != words[first] else 0)
    start, end = switched.span(begin, places[last][1])
    assert switched.text[start:end].split() == new[first : last + 1]


@given(st.integers(0, 200))
def test_answers_stay_where_they_stand_when_the_passages_words_are_exchanged(number):
    switcher = CodeSwitcher({("de", "en"): {"kräne": ("cranes",), "hat": ("has",), "er": ("it",)}})
    right, *_ = make(switcher=switcher).of_pass(number, [0])[0]
    assert right.passage[slice(*right.answer)] == "12"
    holding = right.passage[slice(*right.sentences[right.answering_sentence])]
    assert holding.endswith((" 12 Kräne.", " 12 cranes."))


@pytest.mark.parametrize(("share", "told"), [(0.0, "Kräne"), (1.0, "cranes")])
def test_the_plan_says_in_how_many_passages_words_are_exchanged(share, told):
    switcher = CodeSwitcher({("de", "en"): {"kräne": ("cranes",)}})
    made = make(switcher=switcher, switched_passages=share)
    passages = {made.of_pass(number, [0])[0][0].passage for number in range(20)}
    assert any(told in passage for passage in passages)
    assert share or all("cranes" not in passage for passage in passages)


def test_a_language_without_dictionary_stays_as_it_is():
    assert CodeSwitcher({}).switch("Wo ist er?", "de", Random(0)) == "Wo ist er?"


def test_questions_are_read_with_their_answers(tmp_path):
    answer = {"text": "12", "answer_start": 26}
    qas = [
        {"id": 1, "question": "Wie viele?", "answers": [answer, answer]},
        {"id": 2, "question": "Wer?", "answers": [], "is_impossible": True},
        {"id": 3, "question": " ", "answers": [answer]},
    ]
    article = {"title": "Hafen", "paragraphs": [{"context": TEXT, "qas": qas}]}
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"data": [article]}), encoding="utf-8")
    found = read_questions([(path, "de")])
    assert [question.answers for question in found.questions] == [((26, 28),), ()]
    assert found.paragraphs[0].sentences == SENTENCES
    path.write_text("{}")
    with pytest.raises(QuestionsUnreadable, match="SQuAD"):
        read_questions([(path, "de")])
