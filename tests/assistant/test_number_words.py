import pytest
from hypothesis import given
from hypothesis import strategies as st
from unicode_rbnf import RbnfEngine

from assistant.number_words import find_spelled


def numbers(text, language, *, ordinals=True):
    found = find_spelled(text, language, ordinals=ordinals)
    return [(text[each.start : each.end], each.value) for each in found]


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("die sechs-malige Gewinnerin", "de", ("sechs-malige", 6)),
        ("sie gewann ihn sechsmal", "de", ("sechsmal", 6)),
        ("das Zwölffache", "de", ("Zwölffache", 12)),
        ("ein Fünfjahresplan", "de", ("Fünfjahresplan", 5)),
        ("eine zehnjährige Pause", "de", ("zehnjährige", 10)),
        ("die fünftgrößte Stadt", "de", ("fünftgrößte", 5)),
        ("des zweitältesten Museums", "de", ("zweitältesten", 2)),
        ("eine Drei-Zimmer-Wohnung", "de", ("Drei", 3)),
        ("den tredjestørste by", "da", ("tredjestørste", 3)),
        ("a five-year plan", "en", ("five", 5)),
        ("a forty-two-year-old man", "en", ("forty-two", 42)),
        ("the third-largest town", "en", ("third", 3)),
        ("a six-time winner", "en", ("six", 6)),
        ("a ten-fold rise", "en", ("ten-fold", 10)),
        ("zesmaal gewonnen", "nl", ("zesmaal", 6)),
        ("šestkrát vyhrála", "cs", ("šestkrát", 6)),
    ],
)
def test_a_number_in_a_longer_word_is_found(text, language, number):
    assert numbers(text, language) == [number]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("a third-party service", "en"),
        ("three-dimensional images", "en"),
        ("das achtsamste Vorgehen der Drittstaaten", "de"),
        ("ein Vierteljahr im Dreieck ohne Zweifel", "de"),
        ("einmal und vielfach", "de"),
    ],
)
def test_words_that_only_look_like_one_hold_no_number(text, language):
    assert numbers(text, language) == []


def test_ranks_are_found_only_where_ordinals_are_asked_for():
    assert numbers("die drittgrößte Stadt", "de", ordinals=False) == []


@given(st.integers(2, 100), st.sampled_from(["mal", "-mal", "fach", "-malig", "jährige"]))
def test_every_number_is_found_before_an_ending(number, ending):
    word = RbnfEngine.for_language("de").format_number(number).text.replace("\u00ad", "") + ending
    assert numbers(f"Es war {word} so.", "de") == [(word, number)]
