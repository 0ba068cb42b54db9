"""``beleg chat`` as its users have it: the real process, index, models and browser."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import platformdirs
import pytest

from assistant.settings import SAMPLE_RELEASES
from index import ModelStore
from index.model_files import CHAT_MODEL, EMBEDDING_WEIGHTS
from ui.wording import ENGLISH, FRENCH

pytestmark = [pytest.mark.browser, pytest.mark.real_model]

ANSWER_MS = 240_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("chat") / "releases"
    shutil.copytree(SAMPLE_RELEASES, folder)
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Return a data folder with an index of its own and the model files of this machine."""
    store = ModelStore(Path(os.environ.get("BELEG_DATA") or platformdirs.user_data_path("beleg")))
    here = {one.file.name for one in store.list() if one.path}
    if not {CHAT_MODEL.name, EMBEDDING_WEIGHTS.name} <= here:
        pytest.skip("The model files are not here. Fetch them with `beleg models fetch`.")
    data = tmp_path_factory.mktemp("data")
    (data / "models").symlink_to(store.folder)
    return data


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status_of(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own address
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


@pytest.fixture(scope="module")
def real_chat(folder, data):
    """Return the address of a running ``beleg chat``, once its models are warm."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "ui", "chat", "--port", str(port), "--documents", str(folder)],
        env=os.environ | {"BELEG_DATA": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A background job of a shell ignores Ctrl-C, and its children would inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    address = f"http://127.0.0.1:{port}"
    try:
        assert process.stdout.readline() == f"Beleg answers at {address}\n"
        until = time.monotonic() + 300
        while status_of(f"{address}/readyz") != 200:
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() < until, "the chat does not become ready"
            time.sleep(0.5)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in said


def quoted_in_its_file(page, folder):
    """Tell whether the highlighted quote stands word for word in the file the panel names."""
    mark = page.locator("#sources mark.active")
    mark.wait_for()
    name = page.locator("#sources .file").inner_text()
    text = (folder / name).read_text(encoding="utf-8")
    return " ".join(mark.inner_text().split()) in " ".join(text.split())


def test_an_answer_comes_with_quotes_first_and_opens_its_highlighted_source(tab, real_chat, folder):
    chat = tab(real_chat)
    page = chat.open()
    chat.ask("How many GPUs does an AI gigafactory have?")
    page.locator(".source").first.wait_for()
    assert page.locator(".verdict").count() == 0, "the quotes are there before the answer"
    page.locator(".verdict").wait_for(timeout=ANSWER_MS)
    said = " ".join(page.locator(".exchange").inner_text().split())
    assert "100,000" in said
    checked = f"{ENGLISH.check_meaning} ✓" in said and ENGLISH.checked in said
    assert checked or ENGLISH.quoted in said
    page.locator(".answer .chip").first.click()
    assert quoted_in_its_file(page, folder)
    assert "100,000" in page.locator("#sources mark.active").inner_text()


def test_a_french_question_about_a_german_release_is_answered_from_it(tab, real_chat, folder):
    chat = tab(real_chat, locale="fr-FR")
    page = chat.open()
    question = "Combien l'État fédéral accorde-t-il chaque année aux cinq centres universitaires ?"
    answer = chat.ask_and_wait(question, timeout=ANSWER_MS)
    assert "50" in answer.locator("div.answer").inner_text()
    assert FRENCH.checked in answer.inner_text() or FRENCH.quoted in answer.inner_text()
    answer.locator(".chip").first.click()
    assert quoted_in_its_file(page, folder)


def test_what_the_releases_do_not_say_is_refused_with_the_nearest_quotes(tab, real_chat, folder):
    chat = tab(real_chat)
    page = chat.open()
    answer = chat.ask_and_wait("What is the melting point of tungsten?", timeout=ANSWER_MS)
    assert answer.locator(".refusal").is_visible()
    answer.locator(".refusal .chip").first.click()
    assert quoted_in_its_file(page, folder)


def test_a_running_answer_is_stopped_and_the_next_question_is_asked(tab, real_chat):
    chat = tab(real_chat)
    page = chat.open()
    chat.ask("Who moderated the panel on AI gigafactories?")
    page.locator(".source").first.wait_for()
    page.locator("#stop").click()
    page.locator(".remark.stopped").wait_for()
    page.locator("#ask").wait_for()
    assert page.locator(".statement, .verdict").count() == 0
    assert page.locator(".source").count() > 0, "the quotes stay"
    refused = chat.ask_and_wait("What is the melting point of tungsten?", timeout=ANSWER_MS)
    assert refused.locator(".refusal").is_visible()


def test_a_release_dropped_into_the_folder_answers_after_it_is_read_again(tab, real_chat, folder):
    chat = tab(real_chat)
    page = chat.open()
    (folder / "observatory.en.txt").write_text(
        "Talheim opens its observatory\n\nThe Talheim observatory opened on 4 May 2026. "
        "Its telescope is named Ada and weighs 840 kilograms.\n",
        encoding="utf-8",
    )
    page.get_by_role("button", name=ENGLISH.reindex).click()
    page.get_by_text("1 new, 0 changed, 0 removed, 0 unreadable").wait_for(timeout=60_000)
    assert page.locator(".count").inner_text() == ENGLISH.library_many.format(count=4)
    answer = chat.ask_and_wait("How heavy is the telescope in Talheim?", timeout=ANSWER_MS)
    assert "840" in answer.inner_text()


def test_a_second_chat_on_the_same_port_says_what_to_do(real_chat, data):
    port = real_chat.rsplit(":", 1)[1]
    run = subprocess.run(
        [sys.executable, "-m", "ui", "chat", "--port", port],
        env=os.environ | {"BELEG_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 2
    assert f"--port {int(port) + 1}" in run.stderr
    assert run.stdout == ""
