import pytest

from assistant.checks.content import lacks_number, says_something


@pytest.mark.parametrize(
    ("statement", "question", "says"),
    [
        ("The centres took part.", "Which centres took part?", False),
        ("Five centres took part.", "Which centres took part?", True),
        ("In 2022.", "When?", True),
        ("Yes.", "Is it raining?", False),
        ("", "Is it raining?", False),
        ("…", "Is it raining?", False),
        ("Das Zentrum nahm teil.", "Welche Zentren nahmen teil?", False),
    ],
)
def test_a_statement_says_something_if_it_adds_a_number_or_a_word(statement, question, says):
    assert says_something(statement, question) is says


@pytest.mark.parametrize(
    ("statement", "question", "language", "lacks"),
    [
        ("Die Fabrik hat zentrale Bausteine.", "Wie viele Rechner hat die Fabrik?", "de", True),
        ("Die Fabrik hat fünf Rechner.", "Wie viele Rechner hat die Fabrik?", "de", False),
        ("It costs 12.5 million euros.", "How much does it cost?", "en", False),
        ("It costs a lot.", "How much does it cost?", "en", True),
        ("Ada opened it.", "How much does it cost, and who opened it?", "en", False),
        ("Es gibt viele Rechner.", "Welche Rechner gibt es?", "de", False),
    ],
)
def test_who_is_asked_how_many_says_a_number(statement, question, language, lacks):
    assert lacks_number(statement, question, language) is lacks
