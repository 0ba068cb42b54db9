from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Composer
from assistant.hold import CONFIRMED_MISNAMED, Held, is_marked_otherwise, standing
from assistant.understand import Inquiry
from assistant.verify import Verification
from tests.assistant.fakes import FakeChatModel, FakeReader, Reply
from tests.assistant.making import BOTH, COST, OPENED, evidence_of, source_of

SENTENCE = "Bürgermeisterin Ada Sommer eröffnete am 3. Mai die Brücke."


def evidence_with(answer):
    (item,) = evidence_of(SENTENCE)
    if answer is None:
        return [item]
    start = SENTENCE.index(answer)
    return [replace(item, answer=(start, start + len(answer)))]


def held(text, stated=0.6, *, misnamed=True):
    return Held(Verification(text, (0,), (), 0.9), (0,), stated, misnamed)


@pytest.mark.parametrize(
    ("text", "marked", "stated", "stands"),
    [
        ("Ada Sommer opened it.", "Ada Sommer", 0.6, True),
        ("It was opened on 3 May.", "3. Mai", 0.6, True),
        ("The bridge was opened.", "die Brücke", 2.0, False),  # its quote is as good
        ("Sommerfeld opened it.", "Sommer", 2.0, False),
        ("Ada Sommer opened it.", None, 0.6, False),
        ("Ada Sommer opened it.", None, CONFIRMED_MISNAMED, True),
    ],
)
def test_what_rests_on_another_sentence_than_it_names_stands_with_the_reader_as_witness(
    text, marked, stated, stands
):
    only = held(text, stated)
    assert standing([only], evidence_with(marked)) is (only if stands else None)


@pytest.mark.parametrize(
    ("words", "text", "marked", "otherwise"),
    [
        ("die Brücke", "They opened the bridge.", "Ada Sommer", True),
        ("die Brücke", "Mayor Sommer opened the bridge.", "Ada Sommer", False),  # it says so too
        ("am 3. Mai", "It was opened on 3 May.", "3. Mai", False),
        ("eröffnete", "They opened it.", None, False),  # nothing is marked
        ("", "They opened the bridge.", "Ada Sommer", False),  # nothing was copied
    ],
)
def test_who_copies_other_words_than_the_reader_marks_is_told_from_who_says_both(
    words, text, marked, otherwise
):
    checked = Verification(text, (0,), (), 0.9, words=words)
    inquiry = Inquiry("Who opened it?", "", "en")
    assert is_marked_otherwise(checked, evidence_with(marked), inquiry) is otherwise


@pytest.mark.parametrize(
    ("text", "marked", "otherwise"),
    [
        ("Ada Sommer eröffnete sie.", "Bürgermeisterin Ada Sommer", False),  # by her name
        ("Sommer eröffnete sie.", "Ada Sommer", True),
        ("Sie wurde am 3. Mai eröffnet.", "am 3. Mai", False),
        ("Sie wurde im Mai eröffnet.", "am 3. Mai", True),
        ("Die Brücke wurde eröffnet.", "die Brücke", False),
        ("Sie wurde eröffnet.", "die Brücke", False),  # it was asked
    ],
)
def test_in_the_language_of_the_release_a_statement_says_all_that_the_reader_marks(
    text, marked, otherwise
):
    checked = Verification(text, (0,), (), 0.9, words="Ada Sommer eröffnete am 3. Mai die Brücke")
    inquiry = Inquiry("Wer eröffnete wann die Brücke?", "", "de")
    assert is_marked_otherwise(checked, evidence_with(marked), inquiry) is otherwise


def test_of_two_figures_that_end_alike_nothing_is_the_same():
    (item,) = evidence_of("Von 415.000 stieg die Fläche auf 587.000 Quadratmeter.")
    start = item.sentence.text.index("587")
    marked = replace(item, answer=(start, start + len("587.000")))
    checked = Verification("It was 415,000.", (0,), (), 0.9, words="415.000")
    assert is_marked_otherwise(checked, [marked], Inquiry("How large was it?", "", "en"))


@pytest.mark.parametrize(
    ("marked", "composer"), [("Ada Sommer", Composer.QUOTES), ("3 May", Composer.MODEL)]
)
def test_a_statement_that_says_what_the_reader_does_not_mark_gives_way_to_its_source(
    opened, marked, composer
):
    model = FakeChatModel(
        always=lambda asked: f"Yes. [{source_of(asked, OPENED)}] {{3 May}} It was on 3 May.",
        copies_answer=True,
    )
    assistant = opened(model=model, reader=FakeReader("opened", 6.0, marked))
    answer = assistant.ask("Who opened the bridge in Talheim?")
    assert answer.composer is composer
    assert [citation.quote for citation in answer.citations] == [OPENED]


def test_the_reader_is_no_witness_against_what_rests_on_the_sentence_it_names():
    only = held("It was opened in spring.", CONFIRMED_MISNAMED, misnamed=False)
    assert standing([only], evidence_with("Ada Sommer")) is only


def test_of_two_that_may_stand_the_surer_one_does():
    first, second = held("Ada Sommer did.", 0.6), held("It was on 3 May.", 0.7, misnamed=False)
    assert standing([first, second], evidence_with("Ada Sommer")) is second
    assert standing([first, replace(second, stated=0.5)], evidence_with("Ada Sommer")) is first


def test_where_nothing_was_kept_nothing_stands():
    assert standing([], evidence_with(None)) is None


@given(st.lists(st.tuples(st.sampled_from(["Ada Sommer.", "3 May."]), st.floats(-4, 4))))
def test_only_what_was_kept_and_says_what_is_marked_ever_stands(kept):
    every = [held(*each) for each in kept]
    best = standing(every, evidence_with("Ada Sommer"))
    assert best is None or best in every
    assert best is None or best.checked.text == "Ada Sommer."


@pytest.mark.parametrize(
    ("answer", "composer"), [("Ada Sommer", Composer.MODEL), ("3 May", Composer.QUOTES)]
)
def test_who_is_marked_by_the_reader_is_named_though_another_sentence_was(opened, answer, composer):
    model = FakeChatModel(
        lambda asked: f"Yes. [{source_of(asked, COST)}] Mayor Ada Sommer opened the bridge.",
        "Yes. [1] It cost 99 million euros.",
    )
    model.confirms = Reply("Yes", (("Yes", 0.0), ("No", -0.6)))
    answered = opened(model=model, reader=FakeReader("opened", 4.0, answer)).ask(BOTH)
    assert answered.composer is composer
    assert [citation.quote for citation in answered.citations][:1] == [OPENED]
