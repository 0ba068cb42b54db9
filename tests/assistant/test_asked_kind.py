import pytest

from assistant.asked_kind import Kind, question_kind


@pytest.mark.parametrize(
    ("question", "language", "kind"),
    [
        ("Wie viele GPUs hat sie?", "de", Kind.NUMBER),
        ("Wieviel kostet das?", "de", Kind.AMOUNT),
        ("Wann war das?", "de", Kind.TIME),
        ("Wer hat wann wie viel gezahlt?", "de", Kind.AMOUNT),
        ("How MUCH is it?", "en", Kind.AMOUNT),
        ("In what year was it?", "en", Kind.TIME),
        ("Combien de GPU ?", "fr", Kind.NUMBER),
        ("Depuis quand ?", "fr", Kind.TIME),
        ("Ile to kosztuje?", "pl", Kind.NUMBER),
        ("¿Cuántos centros hay?", "es", Kind.NUMBER),
        ("Cuanto dinero?", "es", Kind.AMOUNT),
        ("Πόσα κέντρα;", "el", Kind.NUMBER),
        ("Сколько центров?", "ru", Kind.NUMBER),
        ("有多少中心？", "zh", Kind.NUMBER),
        ("いつ始まりましたか", "ja", Kind.TIME),
    ],
)
def test_the_words_of_a_question_tell_what_it_asks_for(question, language, kind):
    assert question_kind(question, language) is kind


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wer kam?", "de"),
        ("Whenever it rains, who comes?", "en"),
        ("Which cowhen?", "en"),
        ("Quantum physics?", "en"),
        ("Where is it?", "en"),
        ("Qui a parlé ?", "fr"),
        ("Ilekroć pada, kto przychodzi?", "pl"),
        ("How many?", "xx"),
    ],
)
def test_a_question_without_such_words_asks_for_neither(question, language):
    assert question_kind(question, language) is None


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Where and when did it take place?", "en"),
        ("Who opened it, and when?", "en"),
        ("When did the woman who founded it die?", "en"),
        ("When was it built, and who paid for it?", "en"),
        ("When, where and why?", "en"),
        ("Since when has she led it?", "en"),
        ("Do you know when it opens?", "en"),
        ("Où et quand a-t-il eu lieu ?", "fr"),
        ("Kto i kiedy to otworzył?", "pl"),
        ("Wer hat es wann eröffnet?", "de"),
    ],
)
def test_a_word_for_when_asks_first_or_beside_another_question_word(question, language):
    assert question_kind(question, language) is Kind.TIME


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What is it called when a government is overthrown?", "en"),
        ("Who led them when they came?", "en"),
        ("When many people are arrested, what do they want?", "en"),
        ("Comment appelle-t-on cela quand un gouvernement tombe ?", "fr"),
        ("Che cosa succede quando piove?", "it"),
        ("Co się dzieje, kiedy ktoś pyta?", "pl"),
        ("Что происходит когда идёт дождь?", "ru"),
    ],
)
def test_a_word_for_when_that_joins_clauses_asks_for_no_time(question, language):
    assert question_kind(question, language) is None


def test_how_many_there_were_when_something_happened_asks_for_a_number():
    assert question_kind("How many came when it opened?", "en") is Kind.NUMBER
