"""Whatever stands in releases, questions and model output is shown as text: property tests."""

import dataclasses
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.records import Answer, CheckHeld, Citation, Composer, Statement, Timings
from documents.records import PressRelease, Status
from tests.ui.page_reader import assert_only_our_markup, read
from ui.conversation import Conversation, Library, Shown, Stage
from ui.library_panel import library_panel
from ui.masthead import empty_library, masthead, welcome
from ui.release_panel import cited_release, marked_text, whole_release
from ui.sources_panel import quotes_panel
from ui.transcript import transcript
from ui.visible_text import visible
from ui.wording import ENGLISH, FRENCH, GERMAN

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "**bold** [link](javascript:alert(1)) # heading",
    "${alert(1)} {{constructor}} `code`",
    "&lt;b&gt; &#60;script&#62;",
    "</textarea></style></title><svg onload=alert(1)>",
    "<!-- comment --> <![CDATA[x]]> <?php ?>",
    "\u202egnihton\u202c \u2066isolate",
    "W" * 5_000,
    "\x00\x07\x1b[2J",
)
HOSTILE = st.one_of(st.text(st.characters(codec=None)), st.sampled_from(ATTACKS))
WORDING = st.sampled_from((GERMAN, FRENCH, ENGLISH))


@st.composite
def releases(draw):
    return PressRelease(
        id=draw(HOSTILE),
        title=draw(HOSTILE),
        text=draw(HOSTILE),
        language=draw(HOSTILE),
        published=draw(st.none() | st.dates()),
        issuer=draw(st.none() | HOSTILE),
        url=draw(st.none() | HOSTILE | HOSTILE.map("https://example.org/{}".format)),
        source="",
        content_hash="0",
    )


@st.composite
def citations(draw, release, number):
    start = draw(st.integers(0, len(release.text)))
    end = draw(st.integers(start, len(release.text)))
    return Citation(
        number=number,
        document=release.id,
        title=release.title,
        language=release.language,
        date=release.published,
        issuer=release.issuer,
        url=release.url,
        quote=release.text[start:end],
        start=start,
        end=end,
        content_hash=release.content_hash,
        status=draw(st.sampled_from(Status)),
        speaker=draw(st.none() | HOSTILE),
        answer=draw(st.none() | st.tuples(st.integers(-3, end + 3), st.integers(-3, end + 3))),
    )


@st.composite
def conversations(draw):
    """Return a conversation of one exchange in any stage, and the release it is about."""
    release = draw(releases())
    conversation = Conversation("0" * 32)
    exchange = conversation.begin(draw(HOSTILE))
    exchange.stage = draw(st.sampled_from(Stage))
    exchange.problem = draw(HOSTILE)
    exchange.language = draw(HOSTILE)
    exchange.found = tuple(draw(citations(release, number)) for number in (1, 2, 3))
    exchange.cited = tuple(draw(citations(release, number)) for number in (1, 2))
    checks = (CheckHeld(draw(HOSTILE), (draw(HOSTILE),)), CheckHeld("meaning"))
    said = draw(HOSTILE | st.just(exchange.cited[0].quote))
    supported = draw(st.booleans())
    original = draw(st.just("") | HOSTILE)
    exchange.statements = (Statement(said, (1, 2, 9), supported, checks, original),)
    if exchange.stage is Stage.FINISHED:
        answered = draw(st.booleans())
        exchange.answer = Answer(
            question=exchange.question,
            language=exchange.language,
            answered=answered,
            text=draw(HOSTILE),
            statements=exchange.statements if answered and draw(st.booleans()) else (),
            citations=exchange.cited,
            composer=draw(st.sampled_from(Composer)),
            confidence=0.5,
            timings=Timings(1.0, None, 2.0),
            note=draw(st.none() | HOSTILE),
        )
    return conversation, release


@given(conversations(), WORDING)
def test_a_conversation_shows_hostile_text_as_text(made, wording):
    conversation, _ = made
    page = read(transcript(conversation, wording))
    assert_only_our_markup(page)
    assert visible(conversation.exchanges[0].question) in page.text


@given(conversations(), WORDING)
def test_the_words_a_statement_translates_are_shown_in_their_language(made, wording):
    conversation, _ = made
    exchange = conversation.exchanges[0]
    said = Statement("Until 1900.", (1,), supported=True, original="bis weit ins Jahr 1900")
    exchange.answer, exchange.stage, exchange.statements = None, Stage.ANSWERING, (said,)
    page = transcript(conversation, wording)
    assert 'class="original"' in page
    words = wording.quotation_marks.format("bis weit ins Jahr 1900")
    assert f"Until 1900 ({words})." in read(page).text


@given(conversations(), WORDING, st.data())
def test_the_panel_shows_hostile_releases_as_text(made, wording, data):
    conversation, release = made
    exchange = conversation.exchanges[0]
    assert_only_our_markup(read(quotes_panel(0, exchange, wording)))
    quote = data.draw(st.sampled_from(sorted(exchange.quotes)))
    for state in (release, None, dataclasses.replace(release, text=f"New. {release.text}")):
        assert_only_our_markup(read(cited_release(Shown(0, quote), exchange, state, wording)))


@given(releases(), HOSTILE, WORDING)
def test_the_library_shows_hostile_releases_as_text(release, text, wording):
    shown = Library(query="", report=text)
    page = read(library_panel([release, release], shown, wording, uploads=True))
    assert_only_our_markup(page)
    assert page.entries == [release.id, release.id]
    assert_only_our_markup(read(whole_release(release, wording)))


@given(HOSTILE, WORDING)
def test_questions_offered_and_folders_named_are_shown_as_text(text, wording):
    for html in (
        welcome([text, text], wording),
        empty_library(text, wording),
        masthead(2, wording),
    ):
        assert_only_our_markup(read(html))
    assert read(welcome([text], wording)).attributes["data-question"] == [visible(text)]


@st.composite
def texts_with_spans(draw):
    text = draw(HOSTILE)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    active = draw(st.integers(0, len(pairs)))
    spans = [(start, end, place == active) for place, (start, end) in enumerate(pairs)]
    return text, spans


@given(texts_with_spans())
@example(("a <b> c", [(2, 5, True)]))
def test_marks_lie_exactly_on_the_quotes_and_change_no_character(made):
    text, spans = made
    first = next(((start, end) for start, end, active in spans if active), (0, 0))
    answer = (first[0], (first[0] + first[1]) // 2)
    page = read(marked_text(text, 0, len(text), spans, answer))
    assert page.marks.get("answer", "") == visible(text[slice(*answer)])
    assert page.text == visible(text)
    for kind, wanted in (("active", True), ("other", False)):
        quoted = "".join(text[start:end] for start, end, active in spans if active is wanted)
        assert page.marks.get(kind, "") == visible(quoted)


TEXT = "The bridge opens\n\nIt cost 12 million. Ada built it.\nThe end."
RELEASE = PressRelease(
    "b.txt", "The bridge opens", TEXT, "en", date(2026, 3, 2), "City", "https://c.example", "", "h"
)


def exchange_about(quote):
    start = TEXT.index(quote)
    exchange = Conversation("0" * 32).begin("How much?")
    exchange.cited = (
        Citation(1, "b.txt", "The bridge opens", "en", date(2026, 3, 2), "City",
                 "https://c.example", quote, start, start + len(quote), "h"),
    )  # fmt: skip
    return exchange


def panel(quote, release=RELEASE):
    return cited_release(Shown(0, "c1"), exchange_about(quote), release, ENGLISH)


@pytest.mark.parametrize("quote", ["It cost 12 million.", "The bridge opens", "Ada built it.\nThe"])
def test_the_quote_is_highlighted_where_it_stands(quote):
    page = read(panel(quote))
    assert page.marks["active"] == quote.replace("\n", "")
    assert page.text.count("The bridge opens") == 1, "the headline is not shown twice"
    for said in ("City", "2 March 2026", "English", "b.txt", "The end."):
        assert said in page.text
    assert page.attributes["href"] == ["https://c.example"]


def test_a_release_that_is_gone_leaves_its_quote_and_says_so():
    page = read(panel("Ada built it.", release=None))
    assert ENGLISH.gone in page.text
    assert page.marks["active"] == "Ada built it."


def test_a_release_that_changed_leaves_its_quote_and_says_so():
    changed = dataclasses.replace(RELEASE, text=TEXT.replace("12", "13"), content_hash="i")
    page = read(panel("It cost 12 million.", release=changed))
    assert ENGLISH.changed in page.text
    assert page.marks["active"] == "It cost 12 million."
    assert "13 million" not in page.text


def test_before_a_release_is_opened_the_quotes_are_listed():
    page = read(quotes_panel(0, exchange_about("It cost 12 million."), ENGLISH))
    assert page.marks == {}
    assert page.attributes["data-quote"] == ["c1"]
    assert "It cost 12 million." in page.text


def test_a_release_that_was_withdrawn_says_so_wherever_it_is_named():
    withdrawn = dataclasses.replace(RELEASE, status=Status.WITHDRAWN)
    assert ENGLISH.withdrawn in library_panel([withdrawn], Library(), ENGLISH)
    assert ENGLISH.withdrawn in whole_release(withdrawn, ENGLISH)
    assert ENGLISH.withdrawn not in whole_release(RELEASE, ENGLISH)


def test_the_library_is_sorted_by_date_and_searched_by_every_word():
    old = dataclasses.replace(RELEASE, id="old.txt", title="Old news", published=date(2020, 1, 1))
    undated = dataclasses.replace(RELEASE, id="undated.txt", title="Who knows", published=None)
    shown = read(library_panel([undated, old, RELEASE], Library(), ENGLISH))
    assert shown.entries == ["b.txt", "old.txt", "undated.txt"]
    for query, fitting in (
        ("2020", ["old.txt"]),
        ("NEWS old", ["old.txt"]),
        ("march bridge", ["b.txt"]),
        ("ada", ["b.txt", "old.txt", "undated.txt"]),
        ("ada nobody", []),
    ):
        page = read(library_panel([undated, old, RELEASE], Library(query), ENGLISH))
        assert page.entries == fitting, query


def test_a_long_library_says_how_many_more_there_are():
    many = [dataclasses.replace(RELEASE, id=f"{place}.txt") for place in range(53)]
    page = read(library_panel(many, Library(), ENGLISH))
    assert len(page.entries) == 50
    assert "3 more" in page.text
