"""What the operator decides, over the real index: paths, sign-in, queue, retention, start, end."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import httpx
import pytest

from tests.ui.conftest import served, serving
from tests.ui.reverse_proxy import reverse_proxy
from tests.ui.sample_library import GPUS, REPAIR, PatientChatModel, opened
from tests.ui.test_chat_states import YES
from ui.feedback import Feedback
from ui.listening import claim
from ui.wording import ENGLISH, FRENCH, GERMAN

pytestmark = [pytest.mark.browser, pytest.mark.real_model]

BASE = "/press/beleg"
SIGN_IN = "press:sésame:open"


@pytest.mark.parametrize("cuts_off", [True, False], ids=["cut off", "handed on"])
def test_behind_a_proxy_the_chat_works_under_its_path_and_for_whom_the_proxy_names(
    tab, samples, embedder, cuts_off
):
    chosen = {"base_path": BASE, "auth_header": "X-Remote-User"}
    with (
        opened(samples, embedder, refresh=False, **chosen) as assistant,
        served(assistant) as inside,
        serving(lambda: reverse_proxy(inside, BASE, cuts_off=cuts_off, user="ada")) as outside,
        serving(lambda: reverse_proxy(inside, BASE, cuts_off=cuts_off)) as stranger,
    ):
        chat = tab(f"{outside}{BASE}/")
        page = chat.open()
        chat.ask_and_wait(GPUS).locator(".chip").first.click()
        page.locator("mark.active").wait_for()
        page.reload()
        page.locator(".exchange").wait_for()
        assert httpx.get(f"{outside}{BASE}/readyz").json()["releases"] == 8
        for address in (f"{inside}{BASE}/", f"{stranger}{BASE}/", f"{stranger}{BASE}/desk/desk.js"):
            assert httpx.get(address).status_code == 403, address
        assert httpx.get(f"{stranger}{BASE}/healthz").json() == {"status": "ok"}


def test_a_reader_signs_in_with_name_and_password_and_nobody_else_comes_in(tab, samples, embedder):
    user, _, password = SIGN_IN.partition(":")
    with (
        opened(samples, embedder, refresh=False, auth=SIGN_IN) as assistant,
        served(assistant) as address,
    ):
        chat = tab(address, http_credentials={"username": user, "password": password})
        chat.open()
        assert chat.ask_and_wait(GPUS).locator(".verdict").is_visible()
        guess = tab(address, http_credentials={"username": user, "password": "guessed"})
        assert guess.page.goto(address).status == 401
        assert guess.page.locator("body").inner_text() == "Sign in to use this chat."
        guess.requests.clear()


def test_who_must_wait_is_told_so_and_who_finds_the_queue_full_in_their_own_language(
    tab, samples, embedder
):
    model = PatientChatModel(always=YES)
    chosen = {"queue_limit": 1, "answers_at_once": 1}
    with (
        opened(samples, embedder, model, refresh=False, **chosen) as assistant,
        served(assistant) as address,
    ):
        first, second, third = (tab(address, locale=code) for code in ("en", "en", "fr-FR"))
        pages = [chat.open() for chat in (first, second, third)]
        first.ask(REPAIR)
        pages[0].locator(".source").first.wait_for()
        second.ask(REPAIR)
        pages[1].get_by_text(ENGLISH.waiting).wait_for()
        third.ask(REPAIR)
        pages[2].get_by_text(FRENCH.busy).wait_for()
        assert pages[2].locator("#question textarea").input_value() == REPAIR
        assert not pages[2].get_by_text("Please try again").is_visible(), "Gradio's own notice"
        model.let_go.set()
        pages[1].locator(".verdict").wait_for(timeout=60_000)
        assert pages[1].locator(".notice").inner_text() == ""
        third.ask_and_wait(REPAIR, timeout=60_000)
        assert pages[2].locator(".notice").inner_text() == ""


def test_a_conversation_and_its_verdicts_are_forgotten_after_the_hours_the_operator_names(
    tab, samples, embedder
):
    seconds = 3
    chosen = {"keep_hours": seconds / 3600}
    with (
        opened(samples, embedder, refresh=False, **chosen) as assistant,
        served(assistant) as address,
    ):
        chat = tab(address)
        page = chat.open()
        answer = chat.ask_and_wait(GPUS)
        assert ENGLISH.keeps not in answer.inner_text()
        answer.get_by_role("button", name=ENGLISH.right, exact=True).click()
        page.wait_for_timeout(1000 * (seconds + 2))
        page.reload()
        page.locator(".welcome h2").wait_for()
        assert page.locator(".exchange").count() == 0
        assert list(Feedback(samples / "data", seconds / 3600).questions()) == []


@contextmanager
def process(place, port, heard, **environment):
    """Run ``beleg chat`` over ``place``, without a chat model; yield the process.

    Whom it talks to is written to the file ``heard``.
    """
    with subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.ui.overhear", heard, "chat"),
            *("--documents", place / "releases", "--port", str(port)),
        ],
        env=os.environ
        | {"BELEG_DATA": str(place / "data"), "BELEG_CHAT_MODEL": "none"}
        | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as chat:
        try:
            yield chat
        finally:
            chat.kill()


def first_words(listener):
    """Return what the first caller asks for, nothing where nobody has called.

    A browser that looks for a chat of an earlier test may call; it asks for no other host.
    """
    listener.setblocking(False)
    try:
        connection, _ = listener.accept()
    except BlockingIOError:
        return b""
    with connection:
        connection.settimeout(5)
        return connection.recv(1_000)


def status_of(address):
    """Return the status of the answer, ``None`` where nobody listens yet."""
    try:
        return httpx.get(address, timeout=30).status_code
    except httpx.TransportError:
        return None


def test_a_chat_becomes_ready_talks_to_nobody_else_and_ends_when_asked_while_readers_are_there(
    tab, samples, tmp_path
):
    heard = tmp_path / "heard"
    with claim("127.0.0.1", 0) as free, claim("127.0.0.1", 0) as trap:
        port = free.getsockname()[1]
        free.close()
        address = f"http://127.0.0.1:{port}"
        # What is not Python also asks a proxy, where the environment names one.
        proxy = f"http://127.0.0.1:{trap.getsockname()[1]}"
        proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"), proxy)
        with process(samples, port, heard, **proxies) as running:
            assert running.stdout.readline() == f"Beleg answers at {address}\n"
            seen = []
            until = time.monotonic() + 300
            while seen[-1:] != [200]:
                assert running.poll() is None, running.stderr.read()
                assert time.monotonic() < until, seen
                time.sleep(0.3)
                seen.append(status_of(f"{address}/readyz"))
            assert set(seen) <= {None, 503, 200}
            assert status_of(f"{address}/healthz") == 200
            chat = tab(address, locale="de-DE")
            page = chat.open()
            chat.ask_and_wait(GPUS)
            running.send_signal(signal.SIGTERM)
            said, complained = running.communicate(timeout=30)
            assert (running.returncode, said) == (143, "")
            assert complained.splitlines()[-1:] == ["Ctrl-C ends it."], complained
            chat.ask(REPAIR)
            page.get_by_text(GERMAN.lost).wait_for()
            assert page.locator("#question textarea").input_value() == REPAIR
            assert chat.page.locator(".verdict").is_visible(), "what was there stays"
        told = heard.read_text(encoding="utf-8").splitlines()
        assert [line for line in told if "127.0.0.1" not in line and "localhost" not in line] == []
        assert not re.match(rb"CONNECT |[A-Z]+ https?://", first_words(trap))
