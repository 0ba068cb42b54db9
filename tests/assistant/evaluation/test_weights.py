"""Fitting, on questions whose signals can be weighed in the head."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.weights import Asked, Withheld, fit_confidence, fit_ranking

CLOSE, LOST = "closeness", "names_missing"


def asked(withheld, closeness, lost=0.0, *, language="de", same=1.0):
    signals = {CLOSE: closeness, LOST: lost, "same_language": same}
    return Asked(language, np.zeros((1, 3)), np.zeros(1, bool), signals, withheld)


def library():
    """Questions that are the closer the more of their answer is there."""
    chance = np.random.default_rng(0)
    middles = {Withheld.NOTHING: 0.9, Withheld.NEAR_MISS: 0.8, Withheld.OFF_TOPIC: 0.7}
    return [
        asked(withheld, middle + 0.03 * chance.standard_normal(), language=language, same=s)
        for withheld, middle in middles.items()
        for language, s in (("de", 1.0), ("en", 0.0))
        for _ in range(30)
    ]


def log_odds(weights, bias, each, names):
    return bias + sum(
        weight * each.signals[name] for weight, name in zip(weights, names, strict=True)
    )


def test_questions_with_an_answer_are_likelier_than_not_to_have_one():
    questions, names = library(), (CLOSE, "same_language")
    weights, bias = fit_confidence(questions, names)
    said = [log_odds(weights, bias, each, names) > 0 for each in questions]
    right = np.mean([a == each.answerable for a, each in zip(said, questions, strict=True)])
    assert right > 0.9


def test_a_language_that_comes_out_lower_is_allowed_for():
    names = (CLOSE, "same_language")
    shifted = [
        asked(e.withheld, e.signals[CLOSE] - 0.1, language="en", same=0.0)
        if e.language == "en"
        else e
        for e in library()
    ]
    weights, bias = fit_confidence(shifted, names)
    german, english = (
        np.mean([log_odds(weights, bias, e, names) for e in shifted if e.language == code])
        for code in ("de", "en")
    )
    assert weights[1] < 0, "German ones are closer, and no likelier to have an answer"
    assert abs(german - english) < 0.3 * weights[0] * 0.1, "most of what they are ahead by"


@given(st.integers(0, 50))
def test_what_is_missing_never_speaks_for_an_answer_nor_closeness_against_it(seed):
    chance = np.random.default_rng(seed)
    questions = [
        asked(withheld, chance.random(), chance.random()) for withheld in Withheld for _ in range(8)
    ]
    weights, _ = fit_confidence(questions, (CLOSE, LOST))
    assert weights[0] * weights[1] <= 0, "an order that is the wrong way round is turned as a whole"


def test_off_topic_counts_more_than_a_near_miss():
    """One signal tells off topic, the other near misses, each against the other."""
    kinds = {
        Withheld.NOTHING: (0.5, 0.5),
        Withheld.NEAR_MISS: (0.7, 0.3),
        Withheld.OFF_TOPIC: (0.3, 0.7),
    }
    questions = [
        Asked("de", np.zeros((1, 3)), np.zeros(1, bool), {"closeness": a, "around": b}, withheld)
        for withheld, (a, b) in kinds.items()
        for _ in range(5)
    ]
    (closeness, around), _ = fit_confidence(questions, ("closeness", "around"))
    assert abs(closeness) > abs(around)


def test_ranking_weighs_what_the_right_sentences_have():
    chance = np.random.default_rng(3)
    questions = []
    for _ in range(20):
        features = chance.random((6, 3))
        right = np.zeros(6, bool)
        right[int(features[:, 1].argmax())] = True
        questions.append(Asked("de", features, right, {}, Withheld.NOTHING))
    search, relevance, answers = fit_ranking(questions)
    assert search == 1.0
    assert relevance > 5 * max(1.0, abs(answers))
