import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.records import Turn
from assistant.understand import understand
from documents.errors import QuestionUnusable

LIMIT = 2_000


def ask(question, history=None, language=None, limit=LIMIT):
    return understand(question, history, language, limit=limit)


@pytest.mark.parametrize(
    "question",
    ["", "   ", "\n\t\r\n", "\x00\x01\x1b\x7f", "\u200b\ufeff\u202e", "?!", "<>", "🙂", "\ud800"],
)
def test_a_question_without_a_letter_or_a_figure_is_no_question(question):
    with pytest.raises(QuestionUnusable) as caught:
        ask(question)
    assert caught.value.remedy


def test_a_question_of_100_000_characters_is_refused_with_both_lengths():
    with pytest.raises(QuestionUnusable, match=r"100,000 characters; at most 2,000"):
        ask("a" * 100_000)


def test_the_limit_itself_is_still_a_question():
    assert len(ask("a" * LIMIT, language="en").question) == LIMIT
    with pytest.raises(QuestionUnusable):
        ask("a" * (LIMIT + 1), language="en")


def test_control_characters_and_line_ends_are_taken_out_of_a_question():
    assert ask("Who\x00 came\r\n\tto\u200b\u202e Talheim?").question == "Who came to Talheim?"


def test_markup_is_text_like_any_other():
    asked = "<b>Who</b> came to <script>Talheim</script>?"
    assert ask(asked, language="en").question == asked


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wie viel Geld gibt der Bund den fünf Zentren?", "de"),
        ("How much money do the five centres get?", "en"),
        ("Combien d'argent l'État accorde-t-il aux cinq centres ?", "fr"),
        ("Ile pieniędzy otrzymują centra kompetencji?", "pl"),
        ("¿Cuánto dinero reciben los cinco centros?", "es"),
        ("五个中心得到多少钱？", "zh"),
    ],
)
def test_the_language_to_answer_in_is_that_of_the_question(question, language):
    assert ask(question).language == language


def test_a_language_that_was_named_is_taken_as_it_is_named():
    assert ask("How much money do they get?", language="FR").language == "fr"


@pytest.mark.parametrize("language", ["de", "fr", "en", "pl"])
@pytest.mark.parametrize("question", ["2018?", "Inria?", "DFKI 2018?", "3IA Talheim?"])
def test_names_and_figures_alone_are_in_the_conversations_language(question, language):
    assert ask(question, [Turn("…", "…", language)]).language == language


def test_a_question_word_alone_has_a_language_of_its_own():
    assert ask("Pourquoi ?", [Turn("Who opened the bridge?", "Ada.", "en")]).language == "fr"
    assert ask("Warum?", [Turn("Who opened the bridge?", "Ada.", "en")]).language == "de"


def test_a_question_that_speaks_for_itself_overrules_the_conversations_language():
    earlier = Turn("Wer hat die Tagung eröffnet?", "Matthias Hauer.", "de")
    assert ask("How much money do the five centres get every year?", [earlier]).language == "en"


def test_a_follow_up_is_searched_with_the_question_before_it_and_whom_the_answer_named():
    history = [
        Turn("Who opened the opera?", "Ruth Seger opened it. [1]", "en"),
        Turn("Who opened the bridge?", "Ada Sommer opened it. [1] Bea Winter spoke. [2]", "en"),
    ]
    inquiry = ask("And when was that?", history)
    assert inquiry.question == "And when was that?"
    assert inquiry.search_text == "opened the bridge? Ada Sommer when was that?"
    assert inquiry.asked == "Who opened the bridge? And when was that?"


def test_a_full_question_after_another_is_searched_alone_however_short():
    earlier = [Turn("Who opened the opera?", "Ruth Seger.", "en")]
    inquiry = ask("Who leads Inria?", earlier)
    assert inquiry.search_text == inquiry.asked == "Who leads Inria?"
    assert inquiry.context is None


def test_a_full_question_loses_the_word_that_joins_it_to_the_conversation():
    inquiry = ask("And who leads Inria?", [Turn("Who opened the opera?", "Ruth Seger.", "en")])
    assert inquiry.question == inquiry.asked == "And who leads Inria?"
    assert inquiry.search_text == "who leads Inria?"


def test_a_first_question_however_short_is_searched_as_it_stands():
    assert ask("And who came?", []).search_text == "And who came?"


def test_the_language_to_answer_in_does_not_decide_what_a_question_leans_on():
    earlier = [Turn("Wer hat die Brücke eröffnet?", "Ada Sommer. [1]", "de")]
    inquiry = ask("Und wann war das?", earlier, language="fr")
    assert inquiry.language == "fr"
    assert inquiry.search_text == "hat die Brücke eröffnet? Ada Sommer wann war das?"


@given(st.text(max_size=300))
def test_whatever_is_asked_is_cleaned_or_refused(text):
    try:
        inquiry = ask(text)
    except QuestionUnusable:
        return
    assert inquiry.question == " ".join(inquiry.question.split())
    assert any(sign.isalnum() for sign in inquiry.question)
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in inquiry.question)
    assert inquiry.language.isalpha()
