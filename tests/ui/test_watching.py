"""``beleg reindex --watch`` and the watching chat, as real processes."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import httpx
import pytest

from tests.index.conftest import WORDS
from tests.index.embedding_server import serving
from tests.index.fakes import WordEmbedder
from tests.index.writing import write


@pytest.fixture
def embedding():
    with serving(WordEmbedder(WORDS).embed_texts) as server:
        yield server


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


@pytest.fixture
def environment(tmp_path, embedding):
    mine = {name: value for name, value in os.environ.items() if not name.startswith("BELEG_")}
    return mine | {
        "BELEG_DATA": str(tmp_path / "data"),
        "BELEG_CHAT_MODEL": "none",
        "BELEG_EMBEDDING_MODEL": "openai:words",
        "BELEG_EMBEDDING_BASE_URL": embedding.url,
    }


@contextmanager
def beleg(environment, *arguments):
    with subprocess.Popen(
        [sys.executable, "-m", "ui", *map(str, arguments)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Started by a background shell, a process would not hear Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def until(condition, seconds=90):
    limit = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < limit
        time.sleep(0.1)
    return found


@pytest.mark.parametrize(("asked", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_watching_prints_a_line_of_json_for_each_report_and_ends_when_asked(
    environment, folder, asked, code
):
    write(folder, "a.md", "The fox is red.")
    with beleg(environment, "reindex", "--watch", "--json", "--documents", folder) as process:
        assert json.loads(process.stdout.readline())["added"] == ["a.md"]
        write(folder, "b.md", "The dog is grey.")
        assert json.loads(process.stdout.readline())["added"] == ["b.md"]
        (folder / "a.md").unlink()
        (folder / "empty.md").touch()
        last = json.loads(process.stdout.readline())
        assert last["removed"] == ["a.md"]
        assert [failed["document"] for failed in last["failed"]] == ["empty.md"]
        assert any(line.startswith("empty.md: ") for line in process.stderr)
        process.send_signal(asked)
        output, errors = process.communicate(timeout=60)
    assert process.returncode == code
    assert output == ""
    assert "Traceback" not in errors


def test_an_open_chat_follows_its_folder_and_says_when_it_no_longer_can(environment, folder):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"

    def ready():
        try:
            return httpx.get(f"{address}/readyz").json()
        except httpx.HTTPError:
            return {}

    write(folder, "a.md", "The fox is red.")
    with beleg(environment, "chat", "--documents", folder, "--port", port) as process:
        until(lambda: ready().get("releases") == 1)
        write(folder, "b.md", "The dog is grey.")
        until(lambda: ready().get("releases") == 2)
        other = environment | {"BELEG_EMBEDDING_TEXT_PROMPT": "text: "}
        with beleg(other, "reindex", "--rebuild", "--documents", folder) as rebuilding:
            assert rebuilding.wait(60) == 0
        assert "start it again" in until(lambda: ready().get("problem"))
        write(folder, "c.md", "The owl is grey.")
        time.sleep(2.5)
        assert httpx.get(f"{address}/healthz").status_code == 200
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
    assert "1 added" in errors
    assert errors.count("start it again") == 1
    assert "Traceback" not in errors


def test_a_chat_told_not_to_watch_leaves_the_folder_alone(environment, folder):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    write(folder, "a.md", "The fox is red.")
    quiet = environment | {"BELEG_WATCH": "false"}

    def releases():
        try:
            return httpx.get(f"http://127.0.0.1:{port}/readyz").json().get("releases")
        except httpx.HTTPError:
            return None

    with beleg(quiet, "chat", "--documents", folder, "--port", port):
        until(lambda: releases() == 1)
        write(folder, "b.md", "The dog is grey.")
        time.sleep(4)
        assert releases() == 1


def test_status_counts_what_the_folder_is_ahead(environment, folder):
    write(folder, "a.md", "The fox is red.")
    with beleg(environment, "reindex", "--documents", folder) as process:
        assert process.wait(60) == 0
    write(folder, "b.md", "The dog is grey.")
    with beleg(environment, "status", "--json", "--documents", folder) as process:
        told = json.loads(process.communicate(timeout=60)[0])
    assert told["releases"] == 1
    assert told["drift"]["added"] == ["b.md"]
    assert told["problems"][0]["remedy"].startswith("Run `beleg reindex`")
    assert told["model"].startswith("openai:words at http://127.0.0.1")
