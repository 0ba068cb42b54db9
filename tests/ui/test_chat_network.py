"""No request leaves the machine: recorded over every view, and refused where one is tried."""

import pytest

from tests.ui.conftest import served
from tests.ui.sample_library import GPUS, TUNGSTEN, opened
from ui.wording import ENGLISH

pytestmark = [pytest.mark.browser, pytest.mark.real_model]

TRIED = """async () => {
  const refused = [];
  document.addEventListener("securitypolicyviolation", (one) => refused.push(one.blockedURI));
  const image = new Image();
  image.src = "http://192.0.2.1/picture.png";
  await fetch("http://192.0.2.1/asked").catch(() => {});
  const script = document.createElement("script");
  script.src = "http://192.0.2.1/script.js";
  document.head.append(script);
  await new Promise((done) => setTimeout(done, 300));
  return refused.map((uri) => new URL(uri).pathname).sort();
}"""


def test_no_view_asks_another_host_for_anything(tab, samples, embedder):
    with (
        opened(samples, embedder, refresh=False, uploads=True) as assistant,
        served(assistant) as address,
    ):
        chat = tab(address)
        page = chat.open()
        page.locator(".suggestions").wait_for()
        answer = chat.ask_and_wait(GPUS)
        page.locator(".following").wait_for()
        answer.locator("[data-copy]").first.click()
        answer.get_by_role("button", name=ENGLISH.right, exact=True).click()
        answer.get_by_text(ENGLISH.kept).wait_for()
        answer.locator(".chip").first.click()
        page.locator("mark.active").wait_for()
        chat.ask_and_wait(TUNGSTEN)
        page.locator(".count").click()
        page.locator('[data-view="library"]').wait_for()
        page.get_by_role("button", name=ENGLISH.reindex).click()
        page.locator(".report", has_text="0 new").wait_for()
        page.locator('[data-language="fr"]').click()
        page.locator('.masthead[lang="fr"]').wait_for()
        page.reload()
        page.locator(".exchange").first.wait_for()
        assert len(chat.requests) > 50, "they are recorded; where they went, every tab asserts"
        assert page.context.cookies() == []
        assert (
            page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
        )


def test_what_would_leave_the_machine_is_refused_by_the_browser(tab, sample_chat):
    chat = tab(sample_chat)
    page = chat.open()
    assert page.evaluate(TRIED) == ["/asked", "/picture.png", "/script.js"]
    tried = [url for url in chat.requests if not url.startswith(sample_chat)]
    assert tried, "the record would show it"
    chat.requests.clear()
    answer = page.request.get(sample_chat)
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    for toolkit in ("og:", "twitter:", "gradio.app", "@Gradio"):
        assert toolkit not in answer.text().split("<script>")[0]
