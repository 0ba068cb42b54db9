"""How long a reader waits for the box and for the quotes, measured in a real browser.

    python -m tests.benchmarks.chat_speed [--rounds N]

Over the sample releases, without a chat model, which comes only after the quotes. The page is
loaded each time by a browser that knows nothing of it yet, in turns with a page of Gradio's that
has a text box and nothing else: the toolkit's and the machine's part of the wait.
Beside the waits stand the bars, and what they consist of: requests, bytes, and the processor time
of what is offered after an answer.
"""

import argparse
import json
import statistics
import time

import gradio as gr
from fastapi import FastAPI
from playwright.sync_api import sync_playwright

from assistant import Assistant, Settings
from tests.ui.conftest import Tab, find_chromium, served, serving
from ui.offered_questions import OfferedQuestions

BOX_MS, QUOTES_MS = 1_500, 300
QUESTIONS = (
    "How many GPUs does an AI gigafactory have?",
    "Wer ist Matthias Hauer?",
    "Qui a signé l’accord de janvier 2020 ?",
    "What does the federal government pay the five centres?",
    "Wo trafen sich die KI-Zentren?",
)
WHOLE = (".masthead", "#question textarea:enabled")
BARE = ("textarea:enabled",)
WHEN_USABLE = """
((parts) => {
  const look = () => {
    if (parts.every((part) => document.querySelector(part))) {
      window.usable = performance.now();
    } else requestAnimationFrame(look);
  };
  look();
})(%s);
"""
WHEN_QUOTED = """
(before) => new Promise((done) => {
  const box = document.querySelector("#question textarea");
  let asked = 0;
  box.addEventListener("keydown", () => (asked = performance.now()), { once: true, capture: true });
  window.waiting = new Promise((quoted) => {
    const look = () => {
      const asking = document.querySelectorAll(".exchange").length > before;
      if (asked && asking && document.querySelector("#sources .source")) {
        quoted(performance.now() - asked);
      } else requestAnimationFrame(look);
    };
    look();
  });
  done();
})
"""


def load(browser, address: str, parts: tuple[str, ...]) -> tuple[float, int, int]:
    """Return milliseconds until the parts are there, and how many requests and bytes that took."""
    tab = Tab(browser, address)
    tab.page.add_init_script(WHEN_USABLE % json.dumps(parts))
    tab.page.goto(address)
    tab.page.wait_for_function("window.usable")
    usable = tab.page.evaluate("window.usable")
    size = tab.page.evaluate(
        "performance.getEntriesByType('resource').reduce((sum, one) => sum + one.transferSize, 0)"
    )
    count = len(tab.requests)
    tab.context.close()
    return usable, count, size


def bare() -> FastAPI:
    """Return a page of Gradio's with a text box and nothing else."""
    with gr.Blocks(analytics_enabled=False) as page:
        gr.Textbox()
    return gr.mount_gradio_app(FastAPI(), page, path="/", ssr_mode=False)


def ask(tab: Tab, question: str) -> float:
    """Return milliseconds from Enter to the first quote."""
    tab.page.locator("#ask").wait_for()
    tab.page.fill("#question textarea", question)
    tab.page.evaluate(WHEN_QUOTED, tab.page.locator(".exchange").count())
    tab.page.press("#question textarea", "Enter")
    waited = tab.page.evaluate("window.waiting")
    tab.page.locator(".exchange").last.locator(".verdict, .refusal").first.wait_for()
    return waited


def offered(assistant: Assistant) -> float:
    """Return the processor's milliseconds for the questions after an answer, in the median."""
    questions = OfferedQuestions(assistant)
    spent = []
    for question in QUESTIONS:
        answer = assistant.ask(question)
        before = time.process_time()
        questions.following(answer, [question], "en")
        spent.append((time.process_time() - before) * 1000)
    return statistics.median(spent)


def line(what: str, waits: list[float], bar: int) -> str:
    """Return the median of the waits beside its bar."""
    median = statistics.median(waits)
    return (
        f"{what:<22} median {median:6.0f} ms   best {min(waits):6.0f} ms   "
        f"bar {bar} ms   {median / bar:.2f} of it"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    with sync_playwright() as driver, Assistant.open(Settings.load(chat_model="none")) as assistant:
        assistant.warm_up()
        browser = find_chromium(driver)
        assert browser is not None, "There is no Chromium. Run `playwright install chromium`."
        with served(assistant) as address, serving(bare) as bare_address:
            loads, toolkit = [], []
            load(browser, address, WHOLE)  # the server's first answer is not a reader's usual one
            load(browser, bare_address, BARE)
            for _ in range(rounds):
                loads.append(load(browser, address, WHOLE))
                toolkit.append(load(browser, bare_address, BARE))
            tab = Tab(browser, address)
            tab.open()
            quotes = []
            for place in range(rounds):
                if place % len(QUESTIONS) == 0:  # a conversation of a usual length
                    tab.context.close()
                    tab = Tab(browser, address)
                    tab.open()
                quotes.append(ask(tab, QUESTIONS[place % len(QUESTIONS)]))
            tab.context.close()
        browser.close()
        waits, bare_waits = ([wait for wait, _, _ in each] for each in (loads, toolkit))
        print(line("page load to the box", waits, BOX_MS))
        print(line("… of a bare text box", bare_waits, BOX_MS))
        ratio = statistics.median(waits) / statistics.median(bare_waits)
        print(f"Our page takes {ratio:.2f} times what the bare one takes.")
        print(line("Enter to the quotes", quotes, QUOTES_MS))
        for whose, (_, count, size) in (("our", loads[0]), ("the bare", toolkit[0])):
            print(
                f"A first load of {whose} page takes {count} requests and {size / 1_000:,.0f} kB."
            )
        print(f"What to ask next takes {offered(assistant):.0f} ms of one processor.")


if __name__ == "__main__":
    main()
