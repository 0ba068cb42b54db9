from hypothesis import given
from hypothesis import strategies as st

from index.entries import PassageText
from index.passage_windows import LONGEST_TITLE, tokens_within, windows_of

WORDS = st.lists(st.text("ab", min_size=1, max_size=4), min_size=1, max_size=12)


def count_words(text):
    return len(text.split())


def passage_of(sentences, title):
    spans, text = [], ""
    for words in sentences:
        sentence = " ".join(words)
        text += " " if text else ""
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence
    return PassageText(title, text, tuple(spans))


def test_a_short_passage_is_one_window_under_its_title():
    passage = PassageText("News", "One two. Three.", ((0, 8), (9, 15)))
    (window,) = windows_of(passage, count_words, 10)
    assert window.text == "News\nOne two. Three."
    assert window.sentences == ((0, 5, 13), (1, 14, 20))


def test_a_long_passage_is_cut_between_sentences_and_repeats_the_title():
    passage = PassageText("News", "One two. Three four. Five.", ((0, 8), (9, 20), (21, 26)))
    first, second = windows_of(passage, count_words, 4)
    assert first.text == "News\nOne two."
    assert second.text == "News\nThree four. Five."
    assert [number for number, *_ in second.sentences] == [1, 2]


def test_an_endless_title_leaves_room_for_the_passage():
    (window,) = windows_of(PassageText("x" * 5000, "One.", ((0, 4),)), count_words, 10)
    assert window.text == "x" * LONGEST_TITLE + "\nOne."


@given(st.lists(WORDS, min_size=1, max_size=8), st.sampled_from(["", "News"]), st.integers(2, 20))
def test_windows_hold_every_sentence_once_in_order_and_are_short(sentences, title, most):
    passage = passage_of(sentences, title)
    windows = windows_of(passage, count_words, most)
    told = [each for window in windows for each in window.sentences]
    assert [number for number, *_ in told] == list(range(len(sentences)))
    for window in windows:
        assert count_words(window.text) <= most or len(window.sentences) == 1
        for number, start, end in window.sentences:
            assert window.text[start:end] == " ".join(sentences[number])


@given(st.lists(st.integers(1, 5), max_size=20), st.integers(0, 60), st.integers(1, 20))
def test_tokens_within_are_those_that_overlap(lengths, start, length):
    offsets, at = [], 0
    for each in lengths:
        offsets.append((at, at + each))
        at += each
    inside = tokens_within(offsets, start, start + length)
    expected = [
        place
        for place, (first, last) in enumerate(offsets)
        if set(range(first, last)) & set(range(start, start + length))
    ]
    assert inside == expected


def test_marks_of_the_model_that_stand_nowhere_are_in_no_sentence():
    assert tokens_within([(0, 0), (0, 3), (3, 6), (0, 0)], 0, 6) == [1, 2]
