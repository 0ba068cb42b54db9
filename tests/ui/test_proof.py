"""What proves a statement, as a reader sees it: checks, answer, speaker, status."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.records import Check
from assistant.records import Answer, CheckHeld, Citation, Composer, Statement, Timings
from documents.records import Status
from tests.ui.fake_assistant import BRIDGE
from tests.ui.page_reader import read
from ui.conversation import Conversation, Shown, Stage
from ui.quoted_text import quoted
from ui.release_panel import cited_release
from ui.sources_panel import quotes_panel
from ui.transcript import transcript
from ui.visible_text import visible
from ui.wording import ENGLISH, FRENCH, GERMAN, WORDINGS

QUOTE = "Sie kostete 12,5 Millionen Euro."
START = BRIDGE.text.index(QUOTE)
COST = START + QUOTE.index("12,5"), START + QUOTE.index(" Euro")
CITED = Citation(
    number=1,
    document=BRIDGE.id,
    title=BRIDGE.title,
    language="de",
    date=BRIDGE.published,
    issuer=BRIDGE.issuer,
    url=None,
    quote=QUOTE,
    start=START,
    end=START + len(QUOTE),
    content_hash=BRIDGE.content_hash,
    answer=COST,
)
CHECKED = Statement(
    "It cost 12.5 million euros.",
    (1,),
    supported=True,
    checks=(CheckHeld("numbers", ("12.5 million euros",)), CheckHeld("meaning")),
)


def conversation(statement=CHECKED, composer=Composer.MODEL, citation=CITED):
    made = Conversation("0" * 32)
    exchange = made.begin("What did it cost?")
    exchange.cited, exchange.stage = (citation,), Stage.FINISHED
    exchange.answer = Answer(
        question=exchange.question,
        language="en",
        answered=True,
        text=statement.text,
        statements=(statement,),
        citations=(citation,),
        composer=composer,
        confidence=0.9,
        timings=Timings(1.0, None, 2.0),
    )
    return made


def talk(wording=ENGLISH, **made):
    return read(transcript(conversation(**made), wording))


@pytest.mark.parametrize(
    ("wording", "line"),
    [(ENGLISH, "numbers ✓ · meaning ✓"), (GERMAN, "Zahlen ✓ · Sinn ✓"),
     (FRENCH, "chiffres ✓ · sens ✓")],
)  # fmt: skip
def test_checks_are_named_in_the_readers_language_with_what_was_compared(wording, line):
    page = talk(wording)
    told = wording.compared.format(compared="12.5 million euros")
    assert line == " · ".join(f"{wording.check_name(check.name)} ✓" for check in CHECKED.checks)
    assert f"{wording.check_numbers} ✓{told}" in page.text
    assert any(told in label for label in page.attributes["aria-label"])


def test_every_check_of_the_verifier_has_words_in_every_language():
    names = {check.value for check in Check} - {"citation", "content", "language", "orders"}
    for wording in WORDINGS.values():
        assert not {wording.check_name(name) for name in names} & {"contrast", "plans_"}
        assert all(hasattr(wording, f"check_{name}") for name in names)
    assert ENGLISH.check_name("something new") == "something new"


def test_an_unsupported_statement_has_no_checks_and_says_so():
    page = talk(statement=dataclasses.replace(CHECKED, supported=False))
    assert ENGLISH.unverified in page.text
    assert "✓" not in page.text
    assert ENGLISH.checked not in page.text
    assert "statement unproven" in page.attributes["class"]


def test_an_answer_of_quotes_does_not_look_like_a_checked_one():
    quote = Statement(QUOTE, (1,), supported=True)
    page = talk(statement=quote, composer=Composer.QUOTES)
    assert "verdict verbatim" in page.attributes["class"]
    assert "verdict proven" not in page.attributes["class"]
    assert "✓" not in page.text
    assert page.marks["answer"].startswith("12,5 Millionen")


def test_the_answer_is_marked_in_the_quote_and_in_the_release():
    made = conversation()
    listed = read(quotes_panel(0, made.exchanges[0], ENGLISH))
    assert listed.marks["answer"] == "12,5 Millionen"
    opened = read(cited_release(Shown(0, "c1"), made.exchanges[0], BRIDGE, ENGLISH))
    assert opened.marks == {"active": QUOTE, "answer": "12,5 Millionen"}


@given(st.text(), st.tuples(st.integers(-5, 60), st.integers(-5, 60)) | st.none())
def test_marking_an_answer_changes_no_character_of_its_quote(quote, answer):
    citation = dataclasses.replace(
        CITED, quote=quote, start=START, end=START + len(quote), answer=answer
    )
    if answer is not None:
        moved = (answer[0] + START, answer[1] + START)
        citation = dataclasses.replace(citation, answer=moved)
    page = read(quoted(citation))
    assert page.text == visible(quote)
    if answer is None:
        assert page.marks == {}
    else:
        inside = quote[max(0, answer[0]) : max(0, answer[1])]
        assert page.marks.get("answer", "") == visible(inside)


def test_the_speaker_and_the_status_stand_with_the_quote():
    citation = dataclasses.replace(CITED, speaker="Ada Krämer", status=Status.CORRECTED)
    made = conversation(citation=citation)
    for html in (
        transcript(made, ENGLISH),
        quotes_panel(0, made.exchanges[0], ENGLISH),
        cited_release(Shown(0, "c1"), made.exchanges[0], BRIDGE, ENGLISH),
    ):
        page = read(html)
        assert "says Ada Krämer" in page.text
        assert ENGLISH.corrected in page.text
