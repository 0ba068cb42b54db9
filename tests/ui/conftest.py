"""A running web chat and a real browser; which assistant answers is the test's choice."""

import asyncio
import os
import shutil
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant import Settings
from assistant.embedding_model import open_embedder
from index import ModelStore
from index.model_files import EMBEDDING_WEIGHTS
from tests.ui.sample_library import opened, write_samples

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def in_a_running_loop(make):
    """Call ``make`` while an event loop runs: without one Gradio starts many and closes none."""

    async def made():
        return make()

    try:
        asyncio.get_running_loop()  # Playwright's
    except RuntimeError:
        return asyncio.run(made())
    return make()


def served(assistant):
    """Serve the web chat over ``assistant`` on a free port; yield its address."""
    from ui.web_server import application

    ready = threading.Event()
    ready.set()
    return serving(lambda: application(assistant, ready))


@contextmanager
def serving(make):
    """Serve the web application that ``make`` returns on a free port; yield its address."""
    from ui.leaving import LeavingServer
    from ui.listening import claim

    listener = claim("127.0.0.1", 0)
    server = LeavingServer(in_a_running_loop(make))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()


def find_chromium(driver):
    """Return the system's Chromium, or the one that Playwright fetched, or None."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None and not Path(driver.chromium.executable_path).exists():
        return None
    return driver.chromium.launch(executable_path=path, args=QUIET)


@pytest.fixture(scope="session")
def chromium():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = find_chromium(driver)
        if browser is None:
            pytest.skip("There is no Chromium. Install one, or run `playwright install chromium`.")
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def model_store():
    """Return the store of the data folder in use."""
    return ModelStore(Settings.load().data)


@pytest.fixture(scope="session")
def embedder(model_store):
    """Return the real embedding model, loaded once for all chats."""
    if EMBEDDING_WEIGHTS.name not in {one.file.name for one in model_store.list() if one.path}:
        pytest.skip("The embedding model is not here. Fetch it with `beleg models fetch`.")
    return open_embedder(Settings.load(), model_store)


@pytest.fixture(scope="session")
def samples(tmp_path_factory, embedder, model_store):
    """Return the place of the sample releases and their index (see ``opened``)."""
    place = tmp_path_factory.mktemp("samples")
    write_samples(place / "releases")
    (place / "data").mkdir()
    (place / "data" / "models").symlink_to(model_store.folder)  # for processes of their own
    opened(place, embedder).close()
    return place


@pytest.fixture(scope="module")
def sample_chat(samples, embedder):
    """Return the address of a chat over the samples, with the real index and no chat model."""
    with opened(samples, embedder, refresh=False) as assistant, served(assistant) as address:
        yield address


class Tab:
    """One page in its own browser profile, with everything it requested and reported."""

    def __init__(self, browser, address, **context):
        self.context = browser.new_context(**({"locale": "en-GB"} | context))
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page = self.context.new_page()
        self.requests, self.errors = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda opened: self.requests.append(opened.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", self._dialog)
        self.address = address

    def _dialog(self, dialog):
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open(self):
        self.page.goto(self.address)
        self.page.wait_for_selector(".masthead")
        return self.page

    def ask(self, question):
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")

    def ask_and_wait(self, question, timeout=30_000):
        before = self.page.locator(".exchange").count()
        self.ask(question)
        answer = self.page.locator(".exchange").nth(before)
        answer.locator(".verdict, .refusal, .failed, .stopped").first.wait_for(timeout=timeout)
        return answer


@pytest.fixture
def tab(chromium):
    """Return a maker of tabs; each tab is closed afterwards, and none may leave the machine."""
    tabs = []

    def make(address, **context):
        tabs.append(Tab(chromium, address, **context))
        return tabs[-1]

    yield make
    for one in tabs:
        one.context.close()
        assert one.errors == []
        outside = [url for url in one.requests if not url.startswith((one.address, "data:"))]
        assert outside == []
