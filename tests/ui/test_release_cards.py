"""``beleg status --documents``: what was found in each release, on a real index."""

import json

import pytest
from typer.testing import CliRunner

import assistant.models
from tests.assistant.fakes import CrowdedEmbedder
from ui.command_line import application

SOLAR = """---
issuer: Stadtwerke Talheim
url: https://talheim.example/presse/ein-sehr-langer-pfad-zu-einer-meldung-ueber-einen-solarpark-am-hang
subjects: [Energie, Umwelt]
---
# Solarpark am Westhang

Talheim, 12. Mai 2025 – Der Solarpark am Westhang kostet 9 Millionen Euro. Ruth Ackermann freut \
das. Schafe halten das Gras unter den 18.000 Modulen kurz, und das ist billiger als jedes Mähen.

## Pressekontakt

Silvia Brandt

Telefon: 07131 998-120
"""
CORRECTED = SOLAR.replace("# Solarpark", "# Korrektur: Solarpark")
LOCKED = r"""---
title: "Geheimes \x1b[31mWerk"
embargoed_until: 2999-01-01T09:00:00+01:00
---
Das Werk öffnet.
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    folder = tmp_path / "releases"
    folder.mkdir()
    monkeypatch.setenv("BELEG_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("BELEG_CHAT_MODEL", "none")
    words = CrowdedEmbedder(SOLAR)
    monkeypatch.setattr(assistant.models, "open_embedder", lambda *_, **__: words)
    (folder / "alt.md").write_text(SOLAR, "utf-8")
    (folder / "neu.md").write_text(CORRECTED, "utf-8")
    (folder / "werk.md").write_text(LOCKED, "utf-8")
    assert CliRunner().invoke(application, ["reindex", "--documents", str(folder)]).exit_code == 0
    return folder


def status(*arguments, folder):
    run = CliRunner(env={"BELEG_DOCUMENTS": str(folder)}).invoke(
        application, ["status", *arguments]
    )
    assert run.exit_code == 0, run.output
    return run.stdout


def test_each_release_is_shown_with_what_was_found_and_what_is_unknown(folder):
    cards = {
        card.partition("\n")[0]: card
        for card in status("--documents", folder=folder).split("\n\n")[1:]
    }
    assert list(cards) == ["alt.md", "neu.md", "werk.md"]
    for line in (
        "Title      Solarpark am Westhang",
        "Issuer     Stadtwerke Talheim",
        "Place      Talheim",
        "Published  2025-05-12",
        "Contacts   Silvia Brandt\n           Telefon: 07131 998-120",
        "Subjects   Energie, Umwelt",
        "Status     superseded by neu.md",
        "Versions   neu.md",
        "Passages   1 news, 1 contact",
        "Sentences  4 news, 3 contact",
    ):
        assert line in cards["alt.md"]
    assert "Status     corrected" in cards["neu.md"]
    for line in ("Issuer     unknown", "Published  unknown", "Contacts   unknown"):
        assert line in cards["werk.md"]
    assert "Status     embargoed until 2999-01-01 08:00 UTC" in cards["werk.md"]
    assert "\x1b" not in cards["werk.md"]


def test_cards_fit_eighty_columns_and_addresses_stay_whole(folder):
    lines = status("--documents", folder=folder).split("\n\n", 1)[1].splitlines()
    assert all(len(line) <= 80 for line in lines if "https://" not in line)
    assert any(line.endswith("einen-solarpark-am-hang") for line in lines)


def test_releases_is_the_same_beside_a_folder_of_its_own(folder):
    named = status("--releases", "--documents", str(folder), folder=folder)
    assert named == status("--documents", folder=folder)
    assert "Solarpark" not in status("--documents", str(folder), folder=folder)


def test_json_says_unknown_as_null(folder):
    told = json.loads(status("--documents", "--json", folder=folder))
    assert told["releases"] == 3
    old, _, secret = told["found"]
    assert old["document"] == "alt.md"
    assert old["status"] == "superseded"
    assert old["versions"] == old["replaced_by"] == ["neu.md"]
    assert old["passages"] == {"news": 1, "contact": 1}
    assert old["published"] == "2025-05-12"
    assert secret["issuer"] is secret["published"] is secret["url"] is None
    assert secret["contacts"] == []
    assert secret["embargoed_until"] == "2999-01-01T09:00:00+01:00"
