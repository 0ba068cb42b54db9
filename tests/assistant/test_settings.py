from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.settings import Settings
from documents.errors import SettingsInvalid

SECRET = "sk-do-not-tell-anyone"  # noqa: S105 - the point of the test


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(f"BELEG_{name.upper()}", raising=False)


def test_the_defaults_run_on_a_laptop_without_any_setting():
    settings = Settings.load()
    assert settings.chat_model == settings.embedding_model == "embedded"
    assert settings.host == "127.0.0.1"
    assert settings.chat_api_key is None
    assert any(settings.documents.glob("*.de.md"))


def test_a_setting_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv("BELEG_PORT", "8000")
    assert Settings.load().port == 8000


def test_a_given_value_goes_before_the_environment_and_none_is_not_given(monkeypatch):
    monkeypatch.setenv("BELEG_PORT", "8000")
    assert Settings.load(port=9000).port == 9000
    assert Settings.load(port=None).port == 8000


def test_an_unknown_setting_is_refused_by_name():
    with pytest.raises(SettingsInvalid, match="colour"):
        Settings.load(colour="green")


def test_an_unknown_variable_is_refused_and_the_known_ones_are_listed(monkeypatch):
    monkeypatch.setenv("BELEG_PROT", "8000")
    with pytest.raises(SettingsInvalid) as caught:
        Settings.load()
    assert "BELEG_PROT" in caught.value.problem
    assert "BELEG_PORT" in caught.value.remedy


def test_variables_of_other_programs_are_none_of_our_business(monkeypatch):
    monkeypatch.setenv("BELEGT_PROT", "8000")
    assert Settings.load().port == 7860


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", 0),
        ("port", 65_536),
        ("port", "http"),
        ("threads", 0),
        ("evidence_limit", 0),
        ("evidence_limit", 21),
        ("answer_threshold", -0.1),
        ("answer_threshold", 1.1),
        ("answer_threshold", float("nan")),
        ("question_limit", 99),
        ("question_limit", 100_001),
        ("chat_timeout", 0),
        ("chat_timeout", 601),
        ("chat_model", ""),
        ("embedding_model", ""),
    ],
)
def test_a_value_out_of_its_bounds_is_refused_with_its_name(name, value):
    with pytest.raises(SettingsInvalid) as caught:
        Settings.load(**{name: value})
    assert name in caught.value.problem
    assert f"BELEG_{name.upper()}" in caught.value.remedy
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [("port", 1), ("port", 65_535), ("evidence_limit", 20), ("answer_threshold", 1)],
)
def test_the_bounds_themselves_are_allowed(name, value):
    assert getattr(Settings.load(**{name: value}), name) == value


def test_settings_are_frozen():
    with pytest.raises(ValidationError):
        Settings.load().port = 1


def test_the_key_is_in_no_text_of_the_settings():
    settings = Settings.load(chat_api_key=SECRET)
    for text in (repr(settings), str(settings), settings.model_dump_json()):
        assert SECRET not in text
    assert settings.chat_api_key.get_secret_value() == SECRET


def test_the_key_is_in_no_message_about_other_settings(monkeypatch):
    monkeypatch.setenv("BELEG_CHAT_API_KEY", SECRET)
    with pytest.raises(SettingsInvalid) as caught:
        Settings.load(port=0, colour="green")
    assert SECRET not in str(caught.value)
    assert SECRET not in str(caught.value.__cause__)


def test_the_folder_of_another_machine_is_only_a_path():
    assert Settings.load(documents="/no/such/folder").documents == Path("/no/such/folder")


@pytest.mark.parametrize("name", ["chroma_token", "embedding_api_key", "chat_api_key"])
def test_no_secret_shows_in_what_settings_print(name):
    settings = Settings.load(**{name: SECRET})
    assert SECRET not in f"{settings} {settings!r} {settings.model_dump()}"
    assert getattr(settings, name).get_secret_value() == SECRET


@pytest.mark.parametrize("url", ["localhost:8000", "http://me:word@host", "http://host/tenant"])
def test_an_address_of_chroma_that_cannot_be_used_is_refused(url):
    with pytest.raises(SettingsInvalid, match="chroma_url"):
        Settings.load(chroma_url=url)
    assert Settings.load(chroma_url="https://api.example/t/d").chroma_url
