import pytest

from assistant.checks.content import (
    is_whole,
    leaves_number_out,
    leaves_place_out,
    says_something,
)
from tests.assistant.making import evidence_of


@pytest.mark.parametrize(
    ("statement", "question", "language", "says"),
    [
        ("The centres took part.", "Which centres took part?", "en", False),
        ("Five centres took part.", "Which centres took part?", "en", True),
        ("In 2022.", "When?", "en", True),
        ("The centre won the cup two times.", "How many times has it won the cup?", "en", True),
        ("It won two cups.", "Which two cups has it won?", "en", False),
        ("Ganó dos copas.", "¿Cuántas copas ganó?", "es", True),
        ("Took part: [1] [2]", "Who took part?", "en", False),
        ("Ada won the race.", "Who won the race?", "en", True),
        ("It was won by Ada.", "Who won it?", "en", True),
        ("Das war die EU.", "Wer war das?", "de", True),
        ("Ada won the race.", "Has Ada won the race?", "en", False),
        ("She won the race.", "Who won the race?", "en", False),
        ("Ada Roth said it.", "What did the mayor say?", "en", False),
        ("Ada Roth sagte es.", "Was sagte die Bürgermeisterin?", "de", False),
        ("Ada Roth l'a dit.", "Qu'a dit la maire ?", "fr", False),
        ("Ada Roth said it.", "Who said it?", "en", True),
        ("Norway did not join the Union.", "Did Norway join the Union?", "en", True),
        ("Norway did not join.", "Why did Norway not join?", "en", False),
        ("Ja, so ist es.", "Ist es so?", "de", False),
        ("Ja.", "Ist es so?", "de", False),
        ("Yes.", "Is it raining?", "en", False),
        ("", "Is it raining?", "en", False),
        ("…", "Is it raining?", "en", False),
        ("Das Zentrum nahm teil.", "Welche Zentren nahmen teil?", "de", False),
        ("Il ouvrira le 1er mars.", "Quel jour ouvrira-t-il ?", "fr", True),
        ("Le centre ouvrira-t-il le 1er mars.", "Quel jour le centre ouvrira-t-il ?", "fr", False),
        ("Est-ce que 31 500 personnes sont venues", "Combien sont venues ?", "fr", False),
        ("How many came, 31,500?", "How many came?", "en", False),
        ("How many came? More than 31,500.", "How many came?", "en", False),
        ("« 31 500 personnes », a-t-il déclaré.", "Combien sont venues ?", "fr", True),
        ("31 500 personnes sont venues, a-t-elle dit.", "Combien sont venues ?", "fr", True),
        ("Le centre vend-il 50 billets.", "Que vend le centre ?", "fr", False),
        ("L’atelier « hands-on » coûte 50 euros.", "Combien coûte l’atelier ?", "fr", True),
        ("The hands-on workshop costs 50 euros.", "What does the workshop cost?", "en", True),
        ("Took part: [Source] [Source]", "Who took part?", "en", False),
        ("Das Add-on kostet 50 Euro.", "Was kostet die Erweiterung?", "de", True),
        ("They won the prize.", "Who won the prize?", "en", False),
        ("Ellos ganaron el premio.", "¿Quiénes ganaron el premio?", "es", False),
        ("They won the prize in Bonn.", "Who won the prize?", "en", True),
    ],
)
def test_a_statement_says_something_if_it_adds_a_number_or_a_word(
    statement, question, language, says
):
    assert says_something(statement, question, language) is says


@pytest.mark.parametrize(
    ("statement", "language", "whole"),
    [
        ("y Pskow.", "es", False),
        ("and the highest courts of Talheim.", "en", False),
        ("And so did the highest courts.", "en", True),
        ("yoga", "es", True),
        ("It was because they thought it was because they thought so.", "en", False),
        ("It was cheap because they thought it was late.", "en", True),
        ("", "en", True),
        ("Lea Kern gesungen Nationalhymne.", "de", False),
        ("Lea Kern sung anthem.", "en", True),  # only a German verb is told
    ],
)
def test_half_a_sentence_or_one_that_goes_in_circles_is_not_whole(statement, language, whole):
    assert is_whole(statement, language) is whole


COUNTED = "Die Fabrik hat fünf Rechner für 12,5 Millionen Euro."
VAGUE = "Die Fabrik hat mehrere Rechner."
SINCE = "Er ist seit 2014 kaufmännischer Geschäftsführer."


@pytest.mark.parametrize(
    ("statement", "question", "language", "source", "left_out"),
    [
        ("Die Fabrik hat Rechner.", "Wie viele Rechner hat die Fabrik?", "de", COUNTED, True),
        ("Die Fabrik hat fünf Rechner.", "Wie viele Rechner hat die Fabrik?", "de", COUNTED, False),
        ("Die Fabrik hat mehrere.", "Wie viele Rechner hat die Fabrik?", "de", VAGUE, False),
        ("They cost a lot.", "How much do the computers cost?", "en", COUNTED, True),
        ("They cost 12.5 million euros.", "How much do the computers cost?", "en", COUNTED, False),
        ("Ada sells them.", "How much do they cost, and who sells them?", "en", COUNTED, False),
        ("Die Fabrik hat Rechner.", "Welche Maschinen hat die Fabrik?", "de", COUNTED, False),
        ("She has led it since 2014.", "How old is the director?", "en", VAGUE, True),
        ("Er ist seit 2014 technischer Leiter.", "Wie alt ist er?", "de", VAGUE, True),
        ("Er ist 2014 technischer Leiter.", "Wie alt ist er?", "de", SINCE, True),
        ("Er ist seit 2014 Geschäftsführer.", "Wie alt ist er?", "de", SINCE, True),
        ("¿Cuántos años? Desde 2014.", "¿Cuántos años tiene?", "es", SINCE, True),
        ("Er ist seit 2014 Geschäftsführer.", "Wie lange schon?", "de", SINCE, False),
        ("Er leitet 2014 Beschäftigte.", "Wie viele leitet er?", "de", COUNTED, False),
        ("She has led it since 2014.", "How long has she led it?", "en", VAGUE, False),
        ("In 2025 there were 2100 visitors.", "How many visitors came?", "en", VAGUE, False),
        ("2025 hat sie fünf Rechner.", "Wie viele Rechner hat die Fabrik?", "de", COUNTED, False),
    ],
)
def test_who_is_asked_how_many_says_the_number_that_the_source_has(
    statement, question, language, source, left_out
):
    (evidence,) = evidence_of(source)
    assert leaves_number_out(statement, question, language, evidence) is left_out


@pytest.mark.parametrize(
    ("statement", "question", "language", "left_out"),
    [
        ("Das Treffen fand am 5. November statt.", "Wo fand das Treffen statt?", "de", True),
        ("The meeting took place on 5 November.", "Where did the meeting take place?", "en", True),
        ("La rencontre a eu lieu le 5 novembre.", "Où a eu lieu la rencontre ?", "fr", True),
        ("Das Treffen fand in Bonn statt.", "Wo fand das Treffen statt?", "de", False),
        ("Am 5. November fand es in Bonn statt.", "Wo fand das Treffen statt?", "de", False),
        ("Am 5. November.", "Wann war das Treffen?", "de", False),
        ("Am 5. November.", "Wo und wann war das Treffen?", "de", False),
    ],
)
def test_who_is_asked_where_says_more_than_when(statement, question, language, left_out):
    assert leaves_place_out(statement, question, language) is left_out


def test_within_a_clause_nobody_is_named_in_full_twice():
    assert not is_whole("Ada Roth leitet Ada Roth im Rat bei Kestrel.", "de")
    assert is_whole("Ada Roth leitet den Rat, und Ada Roth sprach.", "de")
