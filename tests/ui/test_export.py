import dataclasses
import html
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.records import Answer, Citation, Composer, Period, Statement, Timings
from documents.records import Status
from tests.ui.page_reader import read
from ui.export import (
    answer_as_html,
    answer_as_markdown,
    answer_as_text,
    citation_as_text,
    conversation_as_markdown,
    days,
    markdown_text,
    status_of,
)
from ui.wording import ENGLISH, FRENCH, GERMAN, WORDINGS

CITATION = Citation(
    1, "b.de.txt", "Die Brücke", "de", date(2026, 3, 2), "Stadt", "https://s.example/b",
    "Sie kostete 12,5 Millionen Euro.", 60, 92, "abc123",
)  # fmt: skip
ANSWER = Answer(
    question="How much was it?",
    language="en",
    answered=True,
    text="It cost 12.5 million euros. [1]",
    statements=(Statement("It cost 12.5 million euros.", (1,), supported=True),),
    citations=(CITATION,),
    composer=Composer.MODEL,
    confidence=0.9,
    timings=Timings(1.0, 2.0, 3.0),
)
REFUSAL = dataclasses.replace(
    ANSWER, answered=False, text="The press releases do not say.", statements=()
)


def test_a_citation_names_everything_needed_to_check_it():
    assert citation_as_text(CITATION, GERMAN) == (
        "„Sie kostete 12,5 Millionen Euro.“\n"
        "Stadt, Die Brücke, 2. März 2026\n"
        "https://s.example/b\n"
        "b.de.txt, Zeichen 60 bis 92, SHA-256 abc123"
    )


def test_what_is_unknown_is_left_out_and_a_script_is_no_address():
    unknown = dataclasses.replace(CITATION, issuer=None, url="javascript:alert(1)")
    assert citation_as_text(unknown, ENGLISH).splitlines()[1:] == [
        "Die Brücke, 2 March 2026",
        "b.de.txt, characters 60 to 92, SHA-256 abc123",
    ]


def test_who_speaks_and_that_a_release_was_replaced_goes_along():
    spoken = dataclasses.replace(CITATION, speaker="Eva Lux", status=Status.SUPERSEDED)
    assert citation_as_text(spoken, GERMAN).splitlines()[:2] == [
        "„Sie kostete 12,5 Millionen Euro.“ – Eva Lux",
        "Stadt, Die Brücke, 2. März 2026, Durch eine neuere Fassung ersetzt",
    ]


@pytest.mark.parametrize("language", WORDINGS.values(), ids=lambda each: each.code)
def test_every_status_but_the_ordinary_one_has_its_words(language):
    said = {status: status_of(status, language) for status in Status}
    assert said.pop(Status.PUBLISHED) is None
    assert all(said.values())
    assert len(set(said.values())) == 4


def test_plain_text_has_numbered_footnotes():
    text = answer_as_text(ANSWER, ENGLISH)
    assert text.startswith(
        "How much was it?\n\nIt cost 12.5 million euros. [1]\n\n[1] “Sie kostete"
    )


def test_quotes_as_the_answer_stand_in_quotation_marks():
    quoted = dataclasses.replace(
        ANSWER,
        composer=Composer.QUOTES,
        statements=(Statement(CITATION.quote, (1,), supported=True),),
    )
    assert "„Sie kostete 12,5 Millionen Euro.“ [1]" in answer_as_text(quoted, GERMAN)


def test_a_refusal_is_exported_with_its_nearest_quotes():
    for made in (answer_as_text, answer_as_markdown, answer_as_html):
        page = str(made(REFUSAL, ENGLISH))
        assert "The press releases do not say" in page
        assert "Sie kostete 12,5 Millionen Euro" in page


def test_footnotes_of_several_answers_keep_apart():
    document = conversation_as_markdown((ANSWER, REFUSAL, ANSWER), ENGLISH)
    names = re.findall(r"\[\^([\d-]+)\](?!:)", document)
    notes = re.findall(r"\[\^([\d-]+)\]:", document)
    assert names == ["1-1", "3-1"]
    assert notes == ["1-1", "2-1", "3-1"]


def test_html_for_a_word_processor_keeps_numbers_and_sources():
    page = read(answer_as_html(ANSWER, ENGLISH))
    assert page.tags == {"p", "strong", "sup", "ol", "li", "br"}
    assert "It cost 12.5 million euros.[1]" in page.text
    assert "https://s.example/b" in page.text


@given(st.text(st.characters(categories=("L", "N", "P", "S"), codec="utf-8")))
def test_markdown_shows_a_text_as_it_is(text):
    rendered = MarkdownIt("commonmark").render(markdown_text(f"{text}."))
    assert html.unescape(rendered) == f"<p>{text}.</p>\n"


@given(st.text(st.characters(exclude_characters="\r")))
def test_html_shows_a_text_as_it_is(text):
    page = read(answer_as_html(dataclasses.replace(REFUSAL, text=text), ENGLISH))
    assert text in page.text
    assert page.tags == {"p", "strong", "ol", "li", "br"}


@pytest.mark.parametrize(
    ("words", "first", "last", "shown"),
    [
        (ENGLISH, date(2025, 11, 5), date(2025, 11, 5), "5 November 2025"),
        (GERMAN, date(2025, 11, 1), date(2025, 11, 30), "1.–30. Nov. 2025"),
        (FRENCH, date(2025, 11, 24), date(2025, 12, 1), "24 nov. – 1 déc. 2025"),
    ],
)
def test_days_are_told_as_a_newspaper_does(words, first, last, shown):
    told = days(Period(first, last, 3), words)
    assert "".join(told.split()) == "".join(shown.split()), "whatever blanks CLDR takes"


def test_the_words_that_a_statement_translates_stand_beside_it():
    told = Statement("It was dear.", (1,), supported=True, original="sehr teuer")
    text = answer_as_text(dataclasses.replace(ANSWER, statements=(told,)), ENGLISH)
    assert "It was dear («sehr teuer»)." in text
