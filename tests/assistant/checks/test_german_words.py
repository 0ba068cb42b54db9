from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.checks.german_words import is_noun, lacks_its_verb


@pytest.mark.parametrize(
    ("text", "word", "noun"),
    [
        ("Es sind männliche Haushalte ohne Ehefrau.", "Ehefrau", True),
        ("Er unterschied Natriumcarbonat von Kaliumcarbonat.", "Kaliumcarbonat", True),
        ("Das Zentrum in Saarbrücken lud dazu ein.", "Saarbrücken", False),
        ("Wie Baumgartner sagte, wird gebaut.", "Baumgartner", False),
        ("Wie Baumgartner sagte, wird gebaut.", "Ehefrau", False),
        ("", "Ehefrau", False),
    ],
)
def test_a_word_is_a_noun_where_it_stands_as_one_and_is_no_name(text, word, noun):
    assert is_noun(word, text) is noun


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Lea Kern gesungen Nationalhymne.", True),
        ("Jürgen Barke inne im saarländischen Ministeramt.", True),
        ("Lea Kern hat die Hymne gesungen.", False),
        ("Jürgen Barke hat das Amt inne.", False),
        ("Das Panel wurde von Reinhard Karger moderiert.", False),
        ("11. bis 14. Mai 2027.", False),  # a fragment, and meant as one
        ("Reinhard Karger.", False),
        ("", False),
    ],
)
def test_a_part_of_a_verb_is_no_verb(text, lacks):
    assert lacks_its_verb(text) is lacks


def test_threads_that_ask_at_once_are_told_the_same():
    texts = [f"Im Jahr {year} kaufte Siemens ein Haus ohne Garten." for year in range(2000, 2040)]

    def judged(text):
        return is_noun("Garten", text), is_noun("Siemens", text)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(judged, texts)) == {(True, False)}
