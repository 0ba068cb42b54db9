"""What others wrote stays text, in a browser over the real index: no script runs, nothing breaks.

Each attack stands in a release (its text, title and issuer), in a file's name, in a question and in
a model's reply, and each is looked at wide and narrow.
"""

import json

import pytest

from tests.assistant.fakes import FakeChatModel
from tests.ui.attacks import ATTACKS, RECORDER
from tests.ui.conftest import Tab, served
from tests.ui.sample_library import opened
from ui.visible_text import visible
from ui.wording import ENGLISH

pytestmark = [pytest.mark.browser, pytest.mark.real_model]

# Each attack is found by a thing of its own.
THINGS = dict(
    zip(
        ATTACKS,
        (
            *("bridge", "lighthouse", "ferry", "museum", "market", "bakery", "library"),
            *("swimming-pool", "railway", "theatre", "hospital", "fountain", "castle"),
            *("brewery", "orchard", "observatory", "harbour", "cemetery", "windmill"),
        ),
        strict=True,
    )
)
FOREIGN = (
    "() => document.querySelectorAll('main :is(script, img, iframe, form, style, base, meta, svg,"
    " object, embed, details, summary, a:not([rel]), h1:not(.masthead h1), mark:not(#sources mark),"
    " [onload], [onerror], [onfocus], [ontoggle], [onmouseover])').length"
)
each_attack = pytest.mark.parametrize("attack", ATTACKS)


def as_file_name(attack):
    """Return an attack as far as a file's name may hold it."""
    return attack.replace("/", "\u2215")[:60]


def as_release(name):
    """Return a release that is attacked in all its parts."""
    attack = ATTACKS[name]
    said = {"title": f"News of the {THINGS[name]} {attack}", "issuer": f"{attack} Office"}
    said |= {"url": f"https://evil.example/{attack}", "language": "en", "date": "2026-03-02"}
    head = "\n".join(f"{key}: {json.dumps(value)}" for key, value in said.items())
    body = attack.replace("\x1b", "").replace("\x07", "")
    return f"---\n{head}\n---\n\nThe {THINGS[name]} of Talheim has 17 {body} doors.\n"


@pytest.fixture(scope="module")
def model():
    return FakeChatModel(always="No.")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory, embedder, model):
    place = tmp_path_factory.mktemp("hostile")
    (place / "releases").mkdir()
    for name, attack in ATTACKS.items():
        file = place / "releases" / f"{THINGS[name]} {as_file_name(attack)}.txt"
        file.write_text(as_release(name), encoding="utf-8")
    chosen = {"answer_threshold": 0.0, "question_limit": 10_000}
    with opened(place, embedder, model, **chosen) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def chat(chromium, assistant):
    """Return one tab for all cases, which records every script that runs and should not."""
    with served(assistant) as address:
        chat = Tab(chromium, address)
        chat.context.add_init_script(RECORDER)
        chat.open()
        yield chat
        chat.context.close()


@pytest.fixture(autouse=True)
def nothing_ran(chat, model):
    """Begin with an empty conversation; assert afterwards that nothing hostile came of it."""
    model.always = "No."
    if chat.page.locator("#limits button").count():
        chat.page.locator("#limits button").click()
        chat.page.locator("#limits .limit").wait_for(state="detached")
    if chat.page.locator('[data-event="clear"]').count():
        chat.page.get_by_role("button", name=ENGLISH.new).click()
        chat.page.locator(".welcome").wait_for()
    chat.requests.clear()
    yield
    assert chat.page.evaluate("window.scripts") == []
    assert chat.errors == []
    assert chat.page.url.rstrip("/") == chat.address
    assert [url for url in chat.requests if not url.startswith((chat.address, "data:"))] == []


def release_about(assistant, name):
    return next(one for one in assistant.releases() if one.id.startswith(f"{THINGS[name]} "))


def shown_as(text):
    """Return how a text reads on the page: blanks run together there."""
    return " ".join(visible(text).split())


def assert_shown(locator, text):
    assert shown_as(text) in " ".join(locator.inner_text().split())


def assert_nothing_breaks(page):
    """Assert that no element was made of a text, and that nothing scrolls sideways or is gone."""
    assert page.evaluate(FOREIGN) == 0
    for width in (360, 1400):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for part in ("#transcript", "#sources"):
            assert page.locator(part).evaluate("e => e.scrollWidth <= e.clientWidth"), (part, width)
        assert page.locator(".masthead h1").is_visible() or page.locator(".back").is_visible()


def ask_only(page, name):
    """Limit what is asked to the release with this attack."""
    page.locator(".count").click()
    page.get_by_label(ENGLISH.library_search).fill(f"{THINGS[name]} of talheim")
    page.wait_for_function("document.querySelectorAll('.entry').length === 1")
    page.locator(".choice").click()
    page.locator("#limits .limit").wait_for()


def test_the_recorder_hears_a_script_that_runs(chat):
    chat.page.evaluate("""() => {
      document.body.insertAdjacentHTML("beforeend", "<img id=bad src=x onerror=ran()>");
    }""")
    chat.page.wait_for_function("window.scripts.length === 1")
    chat.page.evaluate("() => { document.querySelector('#bad').remove(); window.scripts = []; }")


@each_attack
def test_in_a_release(chat, assistant, attack):
    page = chat.page
    release = release_about(assistant, attack)
    assert f"of Talheim has 17 {release.text.split('has 17 ')[1]}" in release.text
    ask_only(page, attack)
    answer = chat.ask_and_wait(f"How many doors has the {THINGS[attack]} of Talheim?")
    card = page.locator(".source", has_text=THINGS[attack]).first
    quote = card.locator("blockquote").inner_text()
    assert quote.startswith(f"The {THINGS[attack]} of Talheim has 17")
    assert_shown(card, release.title)
    assert_nothing_breaks(page)
    # What is pasted elsewhere is as harmless as what is shown here.
    html = answer.locator("[data-copy-html]").first.get_attribute("data-copy-html")
    page.evaluate(
        """html => {
          const pasted = document.createElement("div");
          pasted.innerHTML = html;
          document.body.append(pasted);
          window.pasted = pasted.querySelectorAll("script, img, svg, iframe, style, form").length;
          pasted.remove();
        }""",
        html,
    )
    assert page.evaluate("window.pasted") == 0
    card.locator('[data-event="cite"]').first.click()
    mark = page.locator("#sources mark.active")
    mark.wait_for()
    assert mark.count() == 1
    for text in (release.title, release.issuer, release.text.split("\n")[-1]):
        assert_shown(page.locator("#sources"), text)
    assert_nothing_breaks(page)


@each_attack
def test_in_the_name_of_a_file(chat, assistant, attack):
    page = chat.page
    release = release_about(assistant, attack)
    assert as_file_name(ATTACKS[attack]) in release.id
    ask_only(page, attack)
    assert_shown(page.locator("#limits"), release.title[:40])
    assert_nothing_breaks(page)
    page.locator("#limits button").click()
    page.locator(".entry").click()
    page.locator('[data-view="release"]').wait_for()
    assert_shown(page.locator("#sources .file"), release.id)
    assert_nothing_breaks(page)


@each_attack
def test_in_a_question(chat, attack):
    page = chat.page
    question = f"How many doors has the {THINGS[attack]}? {ATTACKS[attack]}"
    asked = chat.ask_and_wait(question)
    assert_shown(asked.locator(".question"), question)
    assert_nothing_breaks(page)
    page.locator('[data-event="edit"]').click()
    page.wait_for_function("document.querySelector('#question textarea').value !== ''")
    assert page.locator("#question textarea").input_value() == question.strip()
    assert_nothing_breaks(page)
    page.keyboard.press("Escape")
    page.locator("#limits .limit").wait_for(state="detached")


@each_attack
def test_in_what_the_model_says(chat, assistant, model, attack):
    """It repeats the release's own words, or else its statement would not be shown at all."""
    words = release_about(assistant, attack).text.split("\n")[-1]
    said = f"\u202e{words}\u202c" if attack == "bidirectional" else words
    model.always = f"Yes. {said} [1]"
    ask_only(chat.page, attack)
    answer = chat.ask_and_wait(f"How many doors has the {THINGS[attack]} of Talheim?")
    assert_shown(answer.locator(".answer"), words)
    if attack not in {"long", "combining"}:  # no statement looks like that: the quotes answer
        assert answer.locator(".verdict.proven").is_visible()
    assert_nothing_breaks(chat.page)
    model.always = f"Yes. {ATTACKS[attack]} The mayor flew to the moon in 1911. [1]"
    answer = chat.ask_and_wait(f"How many doors has the {THINGS[attack]} of Talheim?")
    assert "1911" not in answer.inner_text(), "what no source holds is not shown"
    assert_nothing_breaks(chat.page)


def test_in_the_report_of_files_that_could_not_be_read(chat, assistant):
    page = chat.page
    broken = [f"{as_file_name(attack)}.docx" for attack in ATTACKS.values()]
    for name in broken:
        (assistant.settings.documents / name).write_bytes(b"no zip at all")
    page.locator(".count").click()
    page.get_by_role("button", name=ENGLISH.reindex).click()
    report = page.locator(".report", has_text=f"{len(broken)} unreadable")
    report.wait_for(timeout=60_000)
    for name in broken:
        assert_shown(report, name)
    assert_nothing_breaks(page)
    for name in broken:
        (assistant.settings.documents / name).unlink()
