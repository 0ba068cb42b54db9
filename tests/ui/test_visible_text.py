import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.visible_text import escaped, visible, web_address

ANY_TEXT = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Am 5. und 6. November – „KI“", "Am 5. und 6. November – „KI“"),
        ("gpj.\u202eexe", "gpj.[U+202E]exe"),
        ("\x1b[31mred", "[U+001B][31mred"),
        ("a\tb\nc", "a\tb\nc"),
        ("\ud800", "[U+D800]"),
        ("שלום\u200f!", "שלום\u200f!"),
    ],
)
def test_what_could_act_is_spelt_out_and_ordinary_text_stays(text, shown):
    assert visible(text) == shown


@given(ANY_TEXT)
def test_visible_text_stays_as_it_is_when_shown_again(text):
    assert visible(visible(text)) == visible(text)


@given(ANY_TEXT)
def test_visible_text_can_be_encoded_and_holds_no_escape_sequence(text):
    assert b"\x1b" not in visible(text).encode("utf-8")


@given(ANY_TEXT)
def test_escaped_text_holds_no_markup_and_reads_back_the_same(text):
    shown = str(escaped(text))
    assert not set("<>\"'") & set(shown)
    assert html.unescape(shown) == visible(text)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://www.dfki.de/web/news/a?b=1", "https://www.dfki.de/web/news/a?b=1"),
        (" http://example.org ", "http://example.org"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt://example.org/%0aalert(1)", None),
        ("data:text/html,<script>alert(1)</script>", None),
        ("//example.org", None),
        ("https://", None),
        ("http://[broken", None),
        (None, None),
    ],
)
def test_only_a_web_address_is_followed(url, address):
    assert web_address(url) == address
