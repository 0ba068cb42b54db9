from dataclasses import fields, replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.decide import (
    confidence,
    is_misread,
    news_confidence,
    quote_confidence,
    statement_threshold,
)
from assistant.parse_reply import Verdict
from assistant.signals import Signals, content_words, read_signals
from assistant.understand import Inquiry
from tests.assistant.making import evidence_of

SPEAKING_FOR = [
    "closeness", "around", "lead", "gathered", "matched", "answers", "relevance", "margin",
    "choice", "stated", "seconded", "agreed",
]  # fmt: skip
SPEAKING_AGAINST = [
    "names_missing",
    "words_missing",
    "kind_missing",
    "time_missing",
    "untold",
    "failed",
    "outdone",
]
TYPICAL = Signals(
    closeness=0.87,
    around=0.85,
    lead=0.1,
    same_language=1,
    names_missing=0,
    words_missing=0,
    kind_missing=0,
)

COSINE = st.floats(0.7, 1)
SHARE = st.floats(0, 1)
SIGNALS = st.builds(
    Signals,
    closeness=COSINE,
    around=COSINE,
    lead=st.floats(0, 0.3),
    same_language=st.sampled_from([0.0, 1.0]),
    names_missing=SHARE,
    words_missing=SHARE,
    kind_missing=st.sampled_from([0.0, 1.0]),
    gathered=SHARE,
    matched=st.none() | st.floats(0, 1),
    answers=st.none() | st.floats(-15, 15),
    relevance=st.none() | st.floats(-15, 15),
    margin=st.none() | st.floats(-15, 15),
    choice=st.none() | st.floats(-15, 0),
    stated=st.none() | st.floats(-15, 15),
    failed=st.sampled_from([0.0, 1.0]),
    seconded=st.none() | st.floats(-15, 15),
    outdone=st.floats(0, 30),
    agreed=st.sampled_from([0.0, 1.0]),
)


def signals_of(question, *sentences, language="de", release_language="de", around=""):
    evidence = evidence_of(*sentences, language=release_language, around=around)
    return read_signals(Inquiry(question, question, language), evidence)


@given(SIGNALS)
def test_confidence_is_a_probability(signals):
    assert 0 <= confidence(signals) <= 1


@given(SIGNALS, st.sampled_from(SPEAKING_FOR), st.floats(0, 5))
def test_more_of_what_speaks_for_an_answer_never_lowers_confidence(signals, name, more):
    value = getattr(signals, name)
    assume(value is not None)
    assert confidence(replace(signals, **{name: value + more})) >= confidence(signals)


@given(SIGNALS, st.sampled_from(SPEAKING_AGAINST))
def test_more_of_what_speaks_against_an_answer_never_raises_confidence(signals, name):
    assert confidence(replace(signals, **{name: 1.0})) <= confidence(replace(signals, **{name: 0}))


ASKED = SIGNALS.filter(lambda signals: None not in (signals.relevance, signals.margin))


@given(ASKED, st.sampled_from(SPEAKING_FOR), st.floats(0, 5))
def test_what_speaks_for_an_answer_never_speaks_against_its_quotes(signals, name, more):
    value = getattr(signals, name)
    assume(value is not None)
    sure = quote_confidence(signals)
    assert 0 <= sure <= quote_confidence(replace(signals, **{name: value + more})) <= 1


@given(ASKED, st.sampled_from(SPEAKING_AGAINST))
def test_what_speaks_against_an_answer_never_speaks_for_its_quotes(signals, name):
    without, with_it = (replace(signals, **{name: value}) for value in (0.0, 1.0))
    assert quote_confidence(with_it) <= quote_confidence(without)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_statement_must_be_surer_than_a_quote_in_the_same_order(one, other):
    assert one <= statement_threshold(one) <= 1
    low, high = sorted((one, other))
    assert statement_threshold(low) <= statement_threshold(high)


def test_statements_stand_from_five_in_eight_where_quotes_do_from_one_in_two():
    assert statement_threshold(0.5) == pytest.approx(0.625, abs=0.005)
    assert [statement_threshold(end) for end in (0.0, 1.0)] == [0.0, 1.0]


@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_no_value_however_extreme_breaks_it(closeness, margin):
    assert 0 <= confidence(replace(TYPICAL, closeness=closeness, margin=margin)) <= 1


def test_every_signal_is_tested_for_its_direction():
    names = {field.name for field in fields(Signals)}
    assert names == {*SPEAKING_FOR, *SPEAKING_AGAINST, "same_language"}


def test_a_question_for_a_number_misses_it_where_there_is_none():
    asked = "Wie viele Zentren gibt es?"
    assert signals_of(asked, "Es gibt viele Zentren.").kind_missing == 1
    assert signals_of(asked, "Es gibt 6 Zentren.").kind_missing == 0
    assert signals_of(asked, "Es gibt sechs Zentren.").kind_missing == 0


def test_a_question_for_a_time_finds_it_in_a_year_of_history_too():
    asked = "Wann wurde die Messe gegründet?"
    assert signals_of(asked, "Seit 1279 gibt es die Messe.").kind_missing == 0
    assert signals_of(asked, "Es gibt 900 Messen.").kind_missing == 1


def test_a_date_is_no_number_to_a_question_for_one():
    asked = "Wie viele Zentren gibt es?"
    assert signals_of(asked, "Seit dem 5. November 2025 gibt es Zentren.").kind_missing == 1
    assert signals_of(asked, "Seit 2018 gibt es Zentren.").kind_missing == 1


def test_a_question_for_a_time_misses_it_where_there_is_none():
    assert signals_of("Wann war das?", "Es waren 12 Zentren da.").kind_missing == 1
    assert signals_of("Wann war das?", "Das war im Mai.").kind_missing == 0
    assert signals_of("Wann war das?", "Das war 2018.").kind_missing == 0


def test_a_name_that_no_passage_holds_lowers_confidence():
    sentence = "Der Minister Jürgen Barke sprach in Saarbrücken."
    known = signals_of("What did Jürgen Barke say?", sentence, language="en")
    unknown = signals_of("What did Emmanuel Macron say?", sentence, language="en")
    assert known.names_missing == 0
    assert unknown.names_missing == 1
    assert confidence(unknown) < confidence(known)


def test_a_name_counts_as_held_wherever_in_the_passage_it_stands():
    signals = signals_of("Did Jürgen Barke speak?", "Er sprach.", around="Jürgen Barke kam.")
    assert signals.names_missing == 0


def test_a_number_that_no_passage_holds_lowers_confidence():
    sentence = "Das Netz umfasst sechs Zentren."
    known = signals_of("Which of the six centres came?", sentence, language="en")
    unknown = signals_of("Which of the nine centres came?", sentence, language="en")
    assert (known.names_missing, unknown.names_missing) == (0, 1)


def test_the_signals_of_search_are_taken_from_the_evidence():
    first, last = evidence_of("Es regnet.", "Es schneit.")
    first = replace(first, score=1.8, sentence_similarity=0.86, passage_similarity=0.84)
    last = replace(last, score=1.7, sentence_similarity=0.88, passage_similarity=0.8)
    signals = read_signals(Inquiry("Regnet es?", "Regnet es?", "de"), [first, last])
    assert signals.closeness == 0.88
    assert signals.around == 0.84
    assert signals.lead == pytest.approx(0.1)
    assert signals.same_language == 1
    assert signals.margin is None


def test_evidence_from_one_release_is_gathered_and_from_several_is_less():
    inquiry = Inquiry("Was kostet sie?", "Was kostet sie?", "de")
    first = evidence_of("Die Oper kostet 3 Euro.", "Sie ist neu.", name="a.txt")
    other = evidence_of("Die Bahn kostet 4 Euro.", name="b.txt")
    assert read_signals(inquiry, first).gathered == 1
    assert read_signals(inquiry, first + other).gathered == 2 / 3
    assert read_signals(inquiry, other + first).gathered == 1 / 3


def test_evidence_in_another_language_is_told():
    assert signals_of("Is it raining?", "Es regnet.", language="en").same_language == 0


def test_a_verdict_without_a_margin_counts_as_a_plain_yes_or_no():
    told_no = TYPICAL.with_verdict(Verdict(found=False, margin=None))
    told_yes = TYPICAL.with_verdict(Verdict(found=True, margin=None))
    assert told_no.margin < 0 < told_yes.margin
    assert confidence(told_no) < confidence(told_yes)


def test_a_margin_is_believed_over_the_word():
    assert TYPICAL.with_verdict(Verdict(found=True, margin=-3.0)).margin == -3


HEARD = TYPICAL.with_verdict(Verdict(found=True, margin=2.0))


def test_a_draft_that_failed_lowers_confidence():
    failed = HEARD.with_draft(None, failed=True)
    assert confidence(failed) < confidence(HEARD)
    assert confidence(failed.with_draft(3.0, failed=False)) > confidence(failed)


def test_the_best_draft_counts_whatever_the_order():
    drafts = [(-2.0, False), (None, True), (3.0, False)]
    forward = backward = HEARD
    for (stated, failed), (said, lost) in zip(drafts, drafts[::-1], strict=True):
        forward = forward.with_draft(stated, failed=failed)
        backward = backward.with_draft(said, failed=lost)
    assert forward == backward
    assert (forward.stated, forward.failed) == (3.0, 0)


def test_a_draft_that_a_source_states_raises_confidence_and_one_it_does_not_lowers_it():
    stated = confidence(HEARD.with_draft(4.0, failed=False))
    silent = confidence(HEARD.with_draft(None, failed=False))
    denied = confidence(HEARD.with_draft(-4.0, failed=False))
    assert denied < silent < stated


def test_a_source_that_the_reader_finds_relevant_raises_confidence():
    read = replace(HEARD, relevance=2.0, answers=2.0)
    seconded, alone, doubted = (
        confidence(replace(read, seconded=relevance)) for relevance in (4.0, None, -4.0)
    )
    assert doubted < alone < seconded
    assert confidence(replace(HEARD, seconded=None)) == confidence(HEARD)


def test_a_source_that_the_reader_finds_another_better_than_is_believed_less():
    read = replace(HEARD, relevance=2.0, answers=2.0)
    best, outdone = (read.with_draft(None, failed=False, seconded=each) for each in (2.0, -1.0))
    assert (best.outdone, outdone.outdone) == (0, 3)
    assert confidence(outdone) < confidence(replace(outdone, outdone=0.0)) < confidence(best)
    again = outdone.with_draft(None, failed=False, seconded=2.0)
    assert again == best


@pytest.mark.parametrize(
    ("relevance", "seconded", "more", "misread"),
    [
        (3.0, -2.0, {}, True),
        (3.0, 2.0, {}, False),  # as good a sentence
        (1.0, -4.0, {}, False),  # it is not sure
        (3.0, -2.0, {"closeness": 0.75, "around": 0.75}, False),  # search doubts it
        (3.0, -2.0, {"kind_missing": 1.0}, False),
        (3.0, -2.0, {"time_missing": 1.0}, False),
        (None, None, {}, False),
    ],
)
def test_a_model_that_writes_from_far_worse_than_a_reader_is_sure_of_has_misread(
    relevance, seconded, more, misread
):
    read = replace(TYPICAL, closeness=0.9, around=0.9, relevance=relevance, answers=relevance)
    drafted = replace(read, margin=1.0, **more).with_draft(1.0, failed=False, seconded=seconded)
    assert is_misread(drafted) is misread


def test_content_words_that_no_text_in_the_language_holds_are_missing():
    sentence = "The bridge carries cars."
    asked = {"language": "en", "release_language": "en"}
    assert signals_of("Does the bridge carry cars?", sentence, **asked).words_missing == 0
    assert signals_of("Does the opera sell tickets?", sentence, **asked).words_missing == 1
    assert signals_of("Fährt die Oper?", sentence, release_language="en").words_missing == 0


def test_a_german_compound_holds_its_parts_and_only_nouns_count():
    assert content_words("Wann fanden die neuen Zentren statt?", "de") == ("Zentren",)
    assert signals_of("Welche Zentren kamen?", "Kompetenzzentren waren da.").words_missing == 0


def test_words_count_only_where_the_best_evidence_is_in_the_questions_language():
    question = Inquiry("Combien coûte le pont neuf ?", "Combien coûte le pont neuf ?", "fr")
    german = evidence_of("Die neue Brücke kostet viel.", language="de")
    french = evidence_of("La gare ouvre demain.", language="fr")
    assert read_signals(question, (*german, *french)).words_missing == 0
    assert read_signals(question, (*french, *german)).words_missing == 1


@given(SIGNALS)
def test_what_is_new_is_surer_than_search_where_the_words_of_the_question_are_all_there(signals):
    searched = replace(signals, margin=None, same_language=1.0, names_missing=0, words_missing=0)
    assert news_confidence(searched) >= confidence(searched)


@pytest.mark.parametrize(
    "doubt", [{"same_language": 0.0}, {"names_missing": 1.0}, {"words_missing": 0.3}]
)
def test_whether_it_is_new_what_is_asked_for_one_may_not_know(doubt):
    assert news_confidence(replace(TYPICAL, **doubt)) == 0


def test_what_no_evidence_tells_is_refused_however_sure_reader_and_model_are():
    sure = replace(TYPICAL, relevance=5.2, seconded=5.2, answers=4.0, matched=0.6, margin=2.9)
    sure = replace(sure, choice=-0.001, stated=1.8, agreed=1.0)
    assert confidence(sure) > statement_threshold(0.5)
    untold = replace(sure, untold=1.0)
    assert confidence(untold) < statement_threshold(0.5)
    assert quote_confidence(untold) < 0.5
