import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.leaning import Leaning, asks, leaning, without_opening
from documents.language import LANGUAGES

LEANING = {
    "de": ["Wer war das?", "Seit wann leitet sie die Oper?", "Und wann?", "Wo ist ihr Büro?",
           "Wer noch?", "Was kostet diese Brücke?", "Was sagte er, als die Brücke fertig war?"],
    "en": ["And in France?", "Who was that?", "How much did it cost?", "What else did Ada say?",
           "What about the opera?", "Where was this meeting held?", "How many cars?"],
    "fr": ["Et combien ?", "Qu’a-t-il dit ?", "Quel est son rôle ?", "Où a lieu cette réunion ?",
           "Qui d’autre ?", "Depuis combien de temps dure-t-elle ?"],
    "es": ["¿Y cuándo?", "¿Quién dijo eso?", "¿Cuál es su cargo?", "¿Qué más dijo?"],
    "it": ["E in Francia?", "Quando lui è arrivato?", "Chi è il suo capo?"],
    "nl": ["En waar?", "Wie was dat?", "Wat is zijn functie?"],
    "pl": ["I gdzie?", "Kto to był?", "A w Niemczech?", "Kiedy on przyjechał?"],
    "pt": ["E quando?", "Onde ele mora?"],
    "sv": ["Och när?", "Var bor hon?"],
    "ru": ["А когда?", "Где он живёт?"],
    "ja": ["いつ？", "彼は誰ですか？"],
    "zh": ["什么时候？", "他是谁？"],
    "hu": ["És mikor?"],
}  # fmt: skip
ALONE = {
    "de": ["Wer leitet Inria?", "Was kostet die Brücke im Jahr?", "Gibt es in Talheim eine Oper?",
           "Wer hat die Oper gebaut und wann wurde sie eröffnet?", "Wer ist Ada Sommer?",
           "Was sagte die Ministerin über ihre Pläne?", "Wie viele Menschen kamen dieses Jahr?",
           "Wer leitet das MCML?", "Worum geht es in der Mitteilung zur Brücke?"],
    "en": ["Who leads Inria?", "What is SPRIND?", "Are there any plans for a second bridge?",
           "Who built the bridge and when was it opened?",
           "Did the mayor say that the bridge works?",
           "What did Ada Sommer say about her plans?", "Who opened the bridge this year?"],
    "fr": ["Combien l’État accorde-t-il aux centres ?", "Qu’est-ce que SPRIND ?",
           "Depuis quand Inria pilote-t-il la stratégie ?", "Y a-t-il un accord avec Inria ?",
           "Qui dirige Inria cette année ?", "Quel ministre a présenté ses projets ?"],
    "es": ["¿Quién dirige Inria?", "¿Qué hay en el puente nuevo de Talheim?"],
    "it": ["Chi dirige Inria?", "C'è un nuovo ponte a Talheim?"],
    "nl": ["Wie opende het museum in Leiden?", "Hoeveel geld krijgt het DFKI?"],
    "pl": ["Kim jest Pierre Alliez?", "Co to jest SPRIND?", "Kto otworzył nowy most?"],
    "pt": ["Quem dirige o Inria?"],
    "sv": ["Vem öppnade den nya bron?"],
    "ru": ["Кто открыл новый мост?"],
    "ja": ["新しい橋は誰が開通させましたか？"],
    "zh": ["新桥一共花了多少钱？"],
    "hu": ["Ki nyitotta meg az új hidat?"],
}  # fmt: skip


def each(questions):
    return [(language, question) for language, those in questions.items() for question in those]


@pytest.mark.parametrize(("language", "question"), each(LEANING))
def test_a_question_that_points_at_what_it_does_not_name_leans(language, question):
    assert leaning(question, language) is not Leaning.NOT


@pytest.mark.parametrize(("language", "question"), each(ALONE))
def test_a_question_that_names_what_it_is_about_stands_alone(language, question):
    assert leaning(question, language) is Leaning.NOT


def test_how_a_question_leans_is_told_apart():
    assert leaning("What does she do?", "en") is Leaning.ON_SOMEBODY
    assert leaning("What did it cost?", "en") is Leaning.ON_SOMETHING
    assert leaning("And in France?", "en") is Leaning.FRAGMENT


@pytest.mark.parametrize(
    ("question", "language", "rest"),
    [
        ("And who came?", "en", "who came?"),
        ("What about the opera?", "en", "the opera?"),
        ("Und was ist mit der Oper?", "de", "der Oper?"),
        ("Et, enfin, qui ?", "fr", "enfin, qui ?"),
        ("¿Y al DFKI?", "es", "al DFKI?"),
        ("And?", "en", "And?"),
        ("Android?", "en", "Android?"),
        ("Mikor?", "hu", "Mikor?"),
    ],
)
def test_the_word_that_a_question_goes_on_with_is_taken_off(question, language, rest):
    assert without_opening(question, language) == rest


def test_a_question_word_is_found_where_it_stands():
    assert asks("Und seit wann?", "de").group() == "wann"
    assert asks("Talheim?", "de") is None


@given(st.text(max_size=80), st.sampled_from(sorted(LANGUAGES)))
def test_any_text_leans_or_does_not(text, language):
    assert leaning(text, language) in Leaning
    assert text.endswith(without_opening(text, language))
