"""Which sentences may stand for an answer where no model wrote one."""

from dataclasses import replace

import pytest

from assistant.nearest_quotes import (
    BEHIND,
    FAR_OFF,
    is_near,
    leading,
    nearest_quotes,
    preferred,
    with_what_follows,
)
from assistant.understand import Inquiry
from documents.errors import ChatModelUnavailable
from tests.assistant.fakes import FakeChatModel, Reply
from tests.assistant.making import evidence_of

TEXTS = ("Es kostet 9 Euro.", "Es ist grün.", "Es ist alt.", "Es ist neu.")


def evidence(*similarities):
    items = evidence_of(*TEXTS[: len(similarities)])
    return [
        replace(item, sentence_similarity=similarity)
        for item, similarity in zip(items, similarities, strict=True)
    ]


def scored(*pairs, language="de"):
    """Return evidence of texts, each with its score."""
    items = evidence_of(*(text for text, _ in pairs), language=language)
    return [replace(item, score=score) for item, (_, score) in zip(items, pairs, strict=True)]


def choosing(*odds):
    """Return a chat model that confirms each text with the odds that it stands for."""
    model = FakeChatModel()
    replies = iter(odds)

    def stream(messages, grammar=None, *, adapted=False):  # noqa: ARG001
        (sure,) = (Reply("Yes", (("Yes", next(replies)), ("No", 0.0))),)
        yield from FakeChatModel._pieces(model, sure, "")

    model.stream = stream
    return model


def test_quotes_are_those_about_as_near_as_the_nearest_and_three_at_most():
    assert nearest_quotes(evidence(0.7, 0.69, 0.6)) == [0, 1]
    assert nearest_quotes(evidence(0.7, 0.7 - FAR_OFF - 0.001)) == [0]
    assert nearest_quotes(evidence(0.7, 0.7, 0.7, 0.7)) == [0, 1, 2]


def test_the_best_sentence_is_always_among_them():
    assert nearest_quotes(evidence(0.6, 0.7, 0.65)) == [0, 1]
    assert nearest_quotes([]) == []


def test_a_sentence_is_near_the_question_or_not():
    near, far = evidence(0.7, 0.6)
    assert is_near(near, [near, far])
    assert not is_near(far, [near, far])


def test_a_sentence_that_is_clearly_ahead_leads_alone():
    ahead = scored(("Es kostet 9 Euro.", 2.0), ("Es ist alt.", 2.0 - BEHIND - 0.01))
    assert leading("What does it cost?", "en", ahead) == [0]


def test_sentences_that_score_nearly_the_same_lead_together_and_three_at_most():
    level = scored(*((text, 2.0 - BEHIND / 2 * place) for place, text in enumerate(TEXTS)))
    assert leading("What does it cost?", "en", level) == [0, 1, 2]


def test_a_sentence_with_words_of_the_question_that_the_best_one_lacks_competes_with_it():
    panel = scored(
        ("Den Impuls für das Panel gab Ada Sommer.", 2.0),
        ("Es war ein kurzer Abend.", 1.8),
        ("Bea Winter moderierte das Gespräch.", 1.72),
        ("Im Vorjahr hatte Cem Aydin moderiert.", 1.6),
    )
    assert leading("Wer moderierte das Panel?", "de", panel) == [0, 2]
    assert leading("Wer gab den Impuls für das Panel?", "de", panel) == [0]
    assert leading("Kto moderował panel?", "pl", panel) == [0]  # words tell nothing here


@pytest.mark.parametrize(
    ("odds", "kept"),
    [((2.0, 0.5, 0.1), [0]), ((0.5, 2.0, 1.9), [1, 2]), ((1.0, 1.0, 1.0), [0, 1, 2])],
)
def test_what_the_model_takes_for_an_answer_stands_before_what_it_likes_less(odds, kept):
    assert preferred(choosing(*odds), "Was?", evidence(0.7, 0.7, 0.7), [0, 1, 2]) == kept


def test_a_single_quote_is_not_asked_about():
    assert preferred(choosing(), "Was?", evidence(0.7), [0]) == [0]


def test_a_model_that_breaks_off_is_told():
    model = FakeChatModel()
    model.confirms = Reply("", breaks_off=True)
    with pytest.raises(ChatModelUnavailable):
        preferred(model, "Was?", evidence(0.7, 0.7), [0, 1])


LEAD_IN, SAID = "Ada Roth lobte das Projekt:", "„Es ist ein Meilenstein.“"


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("What did Ada Roth call the project?", [0, 1]),
        ("Who is Ada Roth?", [0]),
        ("Who praised the project?", [0]),
    ],
)
def test_what_leads_to_a_quotation_is_followed_by_it_where_that_is_asked(question, quoted):
    items = evidence_of(LEAD_IN, SAID, "Es regnete.")
    inquiry = Inquiry(question, question, "en")
    assert with_what_follows([0], inquiry, items) == quoted


def test_what_stands_already_is_not_quoted_twice():
    items = evidence_of(LEAD_IN, SAID)
    inquiry = Inquiry("What did Ada Roth say?", "What did Ada Roth say?", "en")
    assert with_what_follows([1, 0], inquiry, items) == [1, 0]
    assert with_what_follows([1], inquiry, items) == [1]
