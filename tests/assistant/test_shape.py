import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.shape import Shape, has_parts, shape_of, sides_of, topic_of
from documents.language import LANGUAGES

SHAPED = [
    (Shape.LIST, "en", "Which five centres belong to the network?"),
    (Shape.LIST, "en", "Which university centres presented their research?"),
    (Shape.LIST, "fr", "Quels centres français d'IA ont participé ?"),
    (Shape.PLAIN, "en", "Which company does she lead?"),
    (Shape.PLAIN, "fr", "Quelle ville construit le pont ?"),
    (Shape.LIST, "en", "List the members of the panel."),
    (Shape.LIST, "de", "Welche Zentren gehören zum Netzwerk?"),
    (Shape.LIST, "de", "Nenne alle französischen Cluster."),
    (Shape.LIST, "fr", "Quels sont les clusters français ?"),
    (Shape.LIST, "es", "¿Qué cinco centros forman la red?"),
    (Shape.LIST, "it", "Quali sono i centri della rete?"),
    (Shape.LIST, "nl", "Welke vijf centra horen bij het netwerk?"),
    (Shape.LIST, "pl", "Wymień wszystkie ośrodki."),
    (Shape.SPEAKER, "en", "Who said that the bridge is safe?"),
    (Shape.SPEAKER, "en", "What did Ada Sommer say about the bridge?"),
    (Shape.SPEAKER, "de", "Wer sagte, dass die Brücke sicher ist?"),
    (Shape.SPEAKER, "de", "Was hat Ada Sommer zur Brücke gesagt?"),
    (Shape.SPEAKER, "fr", "Qui a dit que le pont est sûr ?"),
    (Shape.SPEAKER, "pl", "Kto powiedział, że most jest bezpieczny?"),
    (Shape.TIME, "en", "When was the bridge opened?"),
    (Shape.TIME, "de", "Wann wurde die Brücke eröffnet?"),
    (Shape.TIME, "fr", "Quand le pont a-t-il été ouvert ?"),
    (Shape.COMPARISON, "en", "Compare the bridge with the opera."),
    (Shape.COMPARISON, "de", "Was unterscheidet die Oper von der Brücke?"),
    (Shape.COMPARISON, "fr", "Compare le pont et l'opéra."),
    (Shape.COMPARISON, "pl", "Porównaj most z operą."),
    (Shape.SUMMARY, "de", "Fasse die Mitteilung zusammen."),
    (Shape.SUMMARY, "en", "Summarise the release about the bridge."),
    (Shape.SUMMARY, "fr", "Résume le communiqué."),
    (Shape.SUMMARY, "es", "Resume el comunicado sobre el puente."),
    (Shape.SUMMARY, "it", "Riassumi il comunicato."),
    (Shape.SUMMARY, "pl", "Streść komunikat o moście."),
    (Shape.SUMMARY, "zh", "总结关于大桥的新闻稿"),
    (Shape.SUMMARY, "de", "Gib mir eine Zusammenfassung."),
    (Shape.PLAIN, "en", "Who wrote the Summary for Policymakers?"),  # a paper's name
    (Shape.PLAIN, "en", "What tells the age of the rocks in which they are found?"),
    (Shape.LIST, "en", "In which three towns are they found?"),
    (Shape.PLAIN, "en", "Who opened the bridge?"),
    (Shape.PLAIN, "en", "Compare the bridge."),
    (Shape.PLAIN, "de", "Wie viele Plätze hat die Oper?"),
    (Shape.PLAIN, "de", "Welche Stadt baut die Brücke?"),
    (Shape.PLAIN, "fr", "Combien coûte le pont ?"),
]


@pytest.mark.parametrize(("shape", "language", "question"), SHAPED)
def test_the_words_of_a_question_tell_the_shape_of_its_answer(shape, language, question):
    assert shape_of(question, language) is shape


@pytest.mark.parametrize(
    ("question", "language", "topic"),
    [
        ("Summarise the release about the bridge, please.", "en", "the about the bridge"),
        ("Summarise the press release.", "en", ""),
        ("Fasse die Mitteilung über die neue Brücke zusammen.", "de", "die über die neue Brücke"),
        ("Fasse die Pressemitteilung in fünf Sätzen zusammen.", "de", ""),
        ("Résume le communiqué sur le pont.", "fr", "le sur le pont"),
        ("Résume le communiqué.", "fr", ""),
    ],
)
def test_what_a_summary_is_to_be_about_is_what_the_question_says_besides(question, language, topic):
    assert topic_of(question, language) == topic


@pytest.mark.parametrize(
    ("question", "language", "sides"),
    [
        (
            "Compare the cost of the bridge with the seats of the opera.",
            "en",
            ("Compare the cost of the bridge .", "Compare the cost of the the seats of the opera."),
        ),
        (
            "How do the budgets of BIFOLD and DFKI compare?",
            "en",
            ("How do the budgets of BIFOLD ?", "How do the budgets of DFKI compare?"),
        ),
        (
            "Was unterscheidet die Oper von der Brücke?",
            "de",
            ("Was unterscheidet die Oper ?", "Was unterscheidet die der Brücke?"),
        ),
        ("Was unterscheidet die Oper?", "de", None),
        ("Compare and contrast.", "en", None),
    ],
)
def test_a_comparison_asks_the_same_of_each_of_its_two_sides(question, language, sides):
    assert sides_of(question, language) == sides


@given(st.text(max_size=80), st.sampled_from(sorted(LANGUAGES)))
def test_any_text_has_a_shape(text, language):
    assert shape_of(text, language) in Shape
    has_parts(text, language)
    topic_of(text, language)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("How much does the bridge cost, and who pays for it?", "en"),
        ("Wer leitet das Zentrum und seit wann?", "de"),
        ("Qui dirige le centre et à quelle date a-t-il ouvert ?", "fr"),
        ("¿Quién dirige el centro y cuántas personas trabajan allí?", "es"),
        ("Kto kieruje instytutem i ile osób tam pracuje?", "pl"),
    ],
)
def test_two_questions_in_one_are_told(question, language):
    assert has_parts(question, language)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wo und wann fand das Treffen statt?", "de"),
        ("When and where did they meet?", "en"),
        ("Who pays for the bridge and the tunnel?", "en"),
        ("Which centre, led by Ada Sommer, opened in May?", "en"),
        ("Quelles villes et régions participent ?", "fr"),
        ("谁支付桥梁和隧道的费用?", "zh"),
    ],
)
def test_one_question_has_no_parts(question, language):
    assert not has_parts(question, language)
