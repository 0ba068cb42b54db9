from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.checks.german_nouns import is_noun


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


def test_threads_that_ask_at_once_are_told_the_same():
    texts = [f"Im Jahr {year} kaufte Siemens ein Haus ohne Garten." for year in range(2000, 2040)]

    def judged(text):
        return is_noun("Garten", text), is_noun("Siemens", text)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(judged, texts)) == {(True, False)}
