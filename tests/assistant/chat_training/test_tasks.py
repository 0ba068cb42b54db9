import pytest

from assistant.chat_training.tasks import Tasks, read_asked
from index.reader_training.questions import Question
from tests.assistant.chat_training.making import FERRY, QUESTIONS


def tasks(seed, renderings=None):
    return Tasks(QUESTIONS, range(len(QUESTIONS.questions)), renderings or {}, seed)


def drawn(place=0, renderings=None):
    made = (tasks(seed, renderings).draw(place, sources=3, questions=4) for seed in range(60))
    return [task for task in made if task]


def test_the_number_of_a_question_is_that_of_the_source_with_its_answer():
    numbered = [
        (asked, task.sources[number - 1].text)
        for task in drawn()
        for asked, number in task.questions
        if number
    ]
    assert {asked.text for asked, _ in numbered} == {
        "What did the bridge cost?",
        "Who designed the bridge?",
    }
    assert all(asked.answers[0] in text for asked, text in numbered)


def test_a_question_without_a_number_has_its_answer_in_no_source():
    unanswered = [
        (asked, task.sources) for task in drawn() for asked, number in task.questions if not number
    ]
    assert "Who painted the bridge?" in {asked.text for asked, _ in unanswered}
    assert "Who designed the bridge?" in {asked.text for asked, _ in unanswered}
    assert not any(
        answer in source.text
        for asked, sources in unanswered
        for answer in asked.answers
        for source in sources
    )


def test_sources_of_one_article_stand_under_one_title_and_others_come_from_elsewhere():
    titles = {len({source.release for source in task.sources}) for task in drawn()}
    assert titles == {1, 2}
    assert any(source.text in FERRY for task in drawn() for source in task.sources)


def test_a_source_knows_the_sentence_before_it():
    sources = [source for task in drawn() for source in task.sources]
    assert {s.before for s in sources if s.text.startswith("It cost")} == {
        "The bridge opened in spring."
    }


def test_questions_come_in_other_languages_where_they_are_rendered():
    rendered = {"qWho designed the bridge?": [("de", "Wer entwarf die Brücke?")]}
    asked = {a.text: a.language for task in drawn(0, rendered) for a, _ in task.questions}
    assert asked["Wer entwarf die Brücke?"] == "de"
    assert asked["Who designed the bridge?"] == "en"


def test_a_question_can_be_drawn_with_the_sentence_that_answers_it_and_others():
    for seed in range(20):
        it = tasks(seed)
        asked = next(each for each in it.asked[0] if each.text == "What did the bridge cost?")
        task = it.draw_answered(asked, sources=3)
        ((drawn, number),) = task.questions
        assert drawn == asked
        assert "240 million kroner" in task.sources[number - 1].text
        assert 1 < len(task.sources) <= 4


def test_what_no_sentence_answers_is_not_drawn_with_one():
    it = tasks(0)
    unanswered = next(each for each in it.asked[0] if each.sentence is None)
    assert it.draw_answered(unanswered, sources=3) is None


def test_questions_with_an_answer_are_known_in_the_languages_they_are_rendered_in():
    rendered = {
        "qWho designed the bridge?": [("de", "Wer entwarf die Brücke?")],
        "qWho painted the bridge?": [("de", "Wer strich die Brücke?")],
    }
    (each,) = tasks(0, rendered).rendered()
    assert (each.language, each.text, each.answers) == (
        "de",
        "Wer entwarf die Brücke?",
        ("Anna Holm",),
    )


def test_of_a_sentence_in_several_years_the_one_of_the_year_that_is_asked_for_answers():
    made = [task for task in (tasks(seed).draw_years(0) for seed in range(60)) if task]
    assert len(made) == 60
    answers = set()
    for task in made:
        ((asked, number),) = task.questions
        year = asked.text.removesuffix("?").rsplit(maxsplit=1)[1]
        told = [year in source.release for source in task.sources]
        answers.add(number is None)
        assert told == [place == number for place in range(1, len(task.sources) + 1)]
        assert len({source.text for source in task.sources}) == len(task.sources)
        assert sum("240 million kroner" in source.text for source in task.sources) == 1
        assert [words in task.sources[number - 1].text for words in asked.answers] == [True] * (
            number is not None
        )
    assert answers == {True, False}


def test_without_a_figure_no_sentence_is_put_into_several_years():
    assert tasks(0).draw_years(2) is None


@pytest.mark.parametrize(("start", "end"), [(25, 35), (0, 1)])
def test_an_answer_across_sentences_or_of_one_letter_is_not_asked_for(start, end):
    asked = Question("q", "What?", "en", 0, ((start, end),))
    assert read_asked(asked, QUESTIONS.paragraphs[0]) is None
