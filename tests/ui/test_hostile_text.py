"""What others wrote stays text: no script runs, no markup is made, no layout breaks."""

import dataclasses

import pytest

from tests.ui.conftest import served
from tests.ui.fake_assistant import FakeAssistant, release
from ui.visible_text import visible

pytestmark = pytest.mark.browser

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover=alert(1) autofocus onfocus='alert(1)",
    "<iframe src=javascript:alert(1)></iframe>",
    "<a href=javascript:alert(1)>x</a>",
    "**fett** _kursiv_ [Link](javascript:alert(1)) ![](x)",
    "${alert(1)} {{constructor}} {{{html}}} `x`",
    "</p></div></article></main><h1>ganz groß</h1>",
    "&lt;b&gt; &#60;script&#62;alert(1)&#60;/script&#62;",
    "<style>*{display:none}</style><base href=//evil>",
    "<meta http-equiv=refresh content=0;url=//evil>",
    "<form action=//evil><button>Senden</button></form>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<mark class=active>falsch markiert</mark>",
    '<button data-event="clear">weg</button>',
    "\u202etetxet netsrhekegmu\u202c und \u2066isoliert",
    "a\u0301" * 60 + " Z̷̢̧͉͔̲̈́a̶͓̋l̴̡͖̒g̷͙̈o̵̮͐",
    "\x1b[2J\x07\x00 Steuerzeichen",
    "W" * 5_000,
)
KEYS = tuple(f"Schlüssel{place}wort" for place in range(len(ATTACKS)))


@pytest.fixture(scope="module")
def hostile_chat():
    """Return the address of a chat whose releases, files, issuers and answers are attacks."""
    releases = (
        release(
            f"{place} {attack[:80]}.txt",
            f"Titel {attack}\nDas ist {key} {attack} heute.\n{attack}\n",
            issuer=attack,
            url=f"https://a.example/{attack}",
        )
        for place, (key, attack) in enumerate(zip(KEYS, ATTACKS, strict=True))
    )
    with served(FakeAssistant(releases, statement="Antwort: {quote}")) as address:
        yield address


@pytest.mark.parametrize("window", [1400, 360])
@pytest.mark.parametrize("place", range(len(ATTACKS)))
def test_hostile_text_is_shown_as_text(tab, hostile_chat, place, window):
    attack, key = ATTACKS[place], KEYS[place]
    chat = tab(hostile_chat, viewport={"width": window, "height": 800})
    page = chat.open()
    made = (
        "() => document.querySelectorAll('main :is(script, img, iframe, form, style, base, meta,"
        " object, embed, details, h1:not(.masthead h1), [onload], [onerror], [onfocus])').length"
    )
    before = page.evaluate(made)
    answer = chat.ask_and_wait(f"{key} {attack}")
    shown = " ".join(visible(attack).split())
    assert shown in answer.locator(".question").inner_text()
    assert shown in answer.locator(".statement").inner_text()
    answer.locator(".statement .chip").click()
    mark = page.locator("mark.active")
    mark.wait_for()
    assert mark.count() == 1
    assert shown in mark.inner_text()
    assert page.evaluate(made) == before
    assert page.evaluate("document.documentElement.scrollWidth") <= window
    assert page.locator("#sources").evaluate("e => e.scrollWidth <= e.clientWidth")


def test_a_very_long_question_is_answered_or_refused_without_breaking_the_page(tab, fake_chat):
    chat = tab(fake_chat)
    page = chat.open()
    chat.ask_and_wait("Brücke " * 1_500)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.locator("#question").is_visible()


def test_right_to_left_text_is_laid_out_right_to_left(tab):
    arabic = dataclasses.replace(
        release("a.ar.txt", "افتتاح الجسر\nبلغت تكلفة الجسر 12 مليون يورو.\n"), language="ar"
    )
    with served(FakeAssistant((arabic,), statement="بلغت تكلفة الجسر 12 مليون يورو")) as address:
        chat = tab(address)
        page = chat.open()
        answer = chat.ask_and_wait("كم بلغت تكلفة الجسر")
        direction = "e => getComputedStyle(e).direction"
        assert answer.locator(".statement").evaluate(direction) == "rtl"
        answer.locator(".statement .chip").click()
        page.locator("mark.active").wait_for()
        assert page.locator("#sources .text").evaluate(direction) == "rtl"
        assert page.locator("#sources .back").evaluate(direction) == "ltr"
