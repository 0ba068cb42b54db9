"""The contract of ``beleg``: what is printed where, and with which exit code."""

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

import assistant
from assistant.records import Answer, Citation, Composer, Timings
from documents.errors import FolderUnusable, IndexUnavailable
from documents.records import Status
from index.records import FailedRelease, IndexHealth, Problem, ReindexReport
from tests.ui.fake_assistant import RELEASES, WRITTEN, FakeAssistant
from ui.ask_command import answer_as_text
from ui.command_line import application

COST = "Was kostete die neue Brücke?"


class Opened(FakeAssistant):
    """The fake, opened as a command opens the real one; a test sets what it shall do."""

    releases_there = RELEASES
    fails_with = None
    report = None
    statement = WRITTEN

    @classmethod
    def open(cls, settings, *, on_progress=None, **_):  # noqa: ARG003
        if isinstance(cls.fails_with, FolderUnusable):
            raise cls.fails_with
        return cls(
            cls.releases_there, settings=settings, error=cls.fails_with, statement=cls.statement
        )

    def reindex(self, **_):
        return type(self).report or super().reindex()


@pytest.fixture
def opened(monkeypatch):
    made = type("Opened", (Opened,), {})
    monkeypatch.setattr(assistant, "Assistant", made)
    return made


def beleg(*arguments, **more):
    return CliRunner().invoke(application, list(arguments), **more)


@pytest.mark.usefixtures("opened")
def test_an_answer_shows_its_numbers_and_their_quotes():
    run = beleg("ask", COST)
    assert run.exit_code == 0
    assert "Das steht da [1]\n" in run.stdout
    assert "[1] “Am 3. Mai 2026 wurde in Talheim die neue Brücke eröffnet.”" in run.stdout
    assert "Neue Brücke über die Saar eröffnet" in run.stdout
    assert "Stadtwerke Talheim · 2026-03-02 · de · bruecke.de.txt" in run.stdout
    assert "https://presse.example/a?b=1&c=2" in run.stdout


@pytest.mark.usefixtures("opened")
def test_a_question_the_releases_do_not_answer_exits_with_1_and_shows_the_nearest_quotes():
    run = beleg("ask", "Wie hoch ist der Mond?")
    assert run.exit_code == 1
    assert "Das steht nicht in den Mitteilungen." in run.stdout
    assert "The nearest quotes" in run.stdout


def test_a_quote_shows_its_speaker_and_what_became_of_its_release():
    citation = Citation(
        1, "a.txt", "Brücke", "de", None, "Stadt", None, "Sie trägt.", 0, 10, "0",
        Status.SUPERSEDED, "Ada Krämer",
    )  # fmt: skip
    answer = Answer("?", "de", True, "So ist es [1]", (), (citation,), Composer.QUOTES, 1.0,
                    Timings(1.0, None, 1.0))  # fmt: skip
    lines = answer_as_text(answer).plain.splitlines()
    assert "[1] “Sie trägt.” Ada Krämer" in lines
    assert "    superseded · Stadt · de · a.txt" in lines


@pytest.mark.usefixtures("opened")
def test_json_is_the_answer_and_nothing_else():
    run = beleg("ask", COST, "--json", "--language", "fr")
    answer = json.loads(run.stdout)
    assert answer["question"] == COST
    assert answer["language"] == "fr"
    assert answer["statements"][0]["citations"] == [1]
    first = answer["citations"][0]
    assert (first["number"], first["document"], first["date"]) == (
        1,
        "bruecke.de.txt",
        "2026-03-02",
    )
    text = next(one.text for one in RELEASES if one.id == first["document"])
    assert first["quote"] == text[first["start"] : first["end"]]


@pytest.mark.usefixtures("opened")
def test_the_exit_code_of_a_refusal_holds_for_json_too():
    run = beleg("ask", "Wie hoch ist der Mond?", "--json")
    assert run.exit_code == 1
    assert json.loads(run.stdout)["answered"] is False


@pytest.mark.usefixtures("opened")
def test_quotes_only_answers_without_a_model():
    assert json.loads(beleg("ask", COST, "--quotes-only", "--json").stdout)["composer"] == "quotes"


@pytest.mark.usefixtures("opened")
def test_a_dash_reads_the_question_from_standard_input():
    run = beleg("ask", "-", "--json", input=f"{COST}\n")
    assert json.loads(run.stdout)["question"] == COST


def test_what_a_terminal_would_obey_is_spelt_out(opened):
    opened.statement = "\x1b[2Jcleared"
    run = beleg("ask", COST)
    assert "\x1b" not in run.stdout
    assert "[U+001B][2Jcleared" in run.stdout


def test_our_errors_are_one_sentence_with_the_remedy_and_their_exit_code(opened):
    for error in (
        FolderUnusable("No folder x.", "Make it."),
        IndexUnavailable("Gone.", "Rebuild."),
    ):
        opened.fails_with = error
        run = beleg("ask", COST)
        assert run.exit_code == error.exit_code
        assert run.stderr.strip() == str(error)
        assert run.stdout == ""


def test_any_other_error_says_how_to_see_more_and_exits_with_3(opened):
    opened.fails_with = ZeroDivisionError("by zero")
    run = beleg("ask", COST)
    assert run.exit_code == 3
    assert "Traceback" not in run.output
    assert "ZeroDivisionError: by zero" in run.stderr
    assert "--debug" in run.stderr
    assert "Traceback" in beleg("--debug", "ask", COST).stderr


def test_ctrl_c_exits_with_130(opened):
    opened.fails_with = KeyboardInterrupt()
    run = beleg("ask", COST)
    assert run.exit_code == 130
    assert "Traceback" not in run.output


@pytest.mark.parametrize("wrong", [["ask"], ["ask", "a", "--colour"], ["unknown"], ["chat", "-p"]])
def test_what_cannot_be_understood_exits_with_2(wrong):
    run = beleg(*wrong)
    assert run.exit_code == 2
    assert "Traceback" not in run.output


@pytest.mark.usefixtures("opened")
def test_a_setting_out_of_bounds_exits_with_2(monkeypatch):
    monkeypatch.setenv("BELEG_PORT", "99999")
    run = beleg("ask", COST)
    assert run.exit_code == 2
    assert "BELEG_PORT" in run.stderr


def test_the_report_of_a_reindex_has_the_contracts_fields(opened):
    broken = FailedRelease("c.txt", "It is empty. Write something.")
    opened.report = ReindexReport(("a.txt",), (), ("b.txt",), ("d.txt",), (broken,), 3, 9, 0.25)
    run = beleg("reindex", "--json")
    assert run.exit_code == 0
    assert json.loads(run.stdout) == {
        "added": ["a.txt"],
        "changed": [],
        "unchanged": ["b.txt"],
        "removed": ["d.txt"],
        "failed": [{"document": "c.txt", "reason": "It is empty. Write something."}],
        "seconds": 0.25,
    }
    assert "c.txt: It is empty. Write something." in run.stderr
    assert "1 added, 1 unchanged, 1 removed, 1 failed in 0.2 s" in beleg("reindex").stdout


def test_a_folder_without_a_usable_release_exits_with_2_and_says_what_to_do(opened):
    opened.report = ReindexReport(removed=("a.txt",))
    run = beleg("reindex")
    assert run.exit_code == 2
    assert "--documents" in run.stderr


@pytest.mark.usefixtures("opened")
def test_status_tells_what_the_index_holds():
    told = json.loads(beleg("status", "--json").stdout)
    assert (told["releases"], told["languages"], told["model"]) == (2, {"de": 1, "fr": 1}, "fake")
    table = beleg("status").stdout
    for said in ("2 (de 1, fr 1)", "/index", "5.0 MB"):
        assert said in table


def test_status_tells_what_is_amiss_and_what_to_do(opened):
    opened.health = lambda _: IndexHealth(
        ReindexReport(added=("new.txt",)), (Problem("The folder is ahead.", "Run it."),)
    )
    told = json.loads(beleg("status", "--json").stdout)
    assert told["drift"]["added"] == ["new.txt"]
    assert told["problems"] == [{"problem": "The folder is ahead.", "remedy": "Run it."}]
    table = beleg("status").stdout
    assert "1 new" in table
    assert "The folder is ahead.\n  Run it." in table


def run_process(*arguments, **more):
    return subprocess.run(
        [sys.executable, "-m", "ui", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **more,
    )


def test_help_names_every_command_and_loads_nothing_heavy():
    code = (
        "import sys; sys.argv = ['beleg', '--help']\n"
        "import ui.command_line\n"
        "try: ui.command_line.main()\n"
        "except SystemExit as end: assert end.code == 0\n"
        "heavy = {'torch', 'gradio', 'chromadb', 'sentence_transformers', 'pydantic', 'babel'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    for command in ("ask", "chat", "reindex", "status", "models"):
        assert command in run.stdout


def test_every_command_has_help_in_a_real_process():
    for command in ("ask", "chat", "reindex", "status", "models"):
        run = run_process(command, "--help")
        assert run.returncode == 0
        assert "Usage" in run.stdout


def test_a_reader_that_closes_the_pipe_is_met_with_silence():
    code = (
        "import os, sys\n"
        "from ui.calm import calm\n"
        "import typer\n"
        "app = typer.Typer()\n"
        "@app.command()\n"
        "@calm\n"
        "def talk():\n"
        "    for _ in range(100_000): print('more')\n"
        "app()"
    )
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run(
        [sys.executable, "-c", code],
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(writing)
    assert (run.returncode, run.stderr) == (141, b"")


def test_asking_an_empty_folder_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("BELEG_DATA", str(tmp_path / "data"))
    (tmp_path / "empty").mkdir()
    command = ["ask", "Who came?", "--documents", str(tmp_path / "empty")]
    run = subprocess.run(
        [sys.executable, "-m", "ui", *command], capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "There is no press release in" in run.stderr
    assert "--documents" in run.stderr
    assert run.stdout == ""
