"""Who may come in: user name and password, a trusted proxy's header, and the base path."""

import base64

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.settings import Settings
from documents.errors import SettingsInvalid
from tests.ui.conftest import served
from tests.ui.fake_assistant import NOWHERE, FakeAssistant
from ui.gate import Gate, UnderBasePath

SIGN_IN = "press:sésame:open"


def settings(**chosen):
    return Settings(documents=NOWHERE, data=NOWHERE, **chosen)


def basic(text):
    return [(b"authorization", b"Basic " + base64.b64encode(text.encode()))]


def run(coroutine):
    """Run what never waits for anything, without an event loop."""
    with pytest.raises(StopIteration):
        coroutine.send(None)


def let_in(chosen, headers=(), path="/", kind="http"):
    """Tell whether a request comes through, or with what status it is turned away."""
    sent, reached = [], []

    async def app(scope, _receive, _send):
        reached.append(scope)

    async def send(message):
        sent.append(message)

    scope = {"type": kind, "path": path, "headers": list(headers)}
    run(Gate(app, chosen)(scope, None, send))
    return True if reached else sent[0].get("status", sent[0]["type"])


def test_without_a_setting_everybody_comes_in():
    assert let_in(settings()) is True


def test_only_the_right_user_and_password_come_in():
    locked = settings(auth=SIGN_IN)
    assert let_in(locked, basic(SIGN_IN)) is True
    for wrong in ("", "press:", "press:sesame:open", SIGN_IN + " ", SIGN_IN.upper()):
        assert let_in(locked, basic(wrong)) == 401, wrong
    for junk in (b"", b"Basic", b"Basic %%%", b"Bearer " + basic(SIGN_IN)[0][1][6:]):
        assert let_in(locked, [(b"authorization", junk)]) == 401, junk
    assert let_in(locked) == 401
    assert let_in(locked, kind="websocket") == "websocket.close"


@given(st.binary())
def test_no_junk_comes_in(junk):
    assert let_in(settings(auth=SIGN_IN), [(b"authorization", junk)]) == 401


def test_only_what_a_proxy_signed_in_comes_in():
    behind = settings(auth_header="X-Remote-User")
    assert let_in(behind, [(b"x-remote-user", b"ada")]) is True
    assert let_in(behind, [(b"x-remote-user", b" ")]) == 403
    assert let_in(behind) == 403


def test_health_is_open_and_nothing_else():
    locked = settings(auth=SIGN_IN, base_path="/beleg")
    assert let_in(locked, path="/beleg/healthz") is True
    assert let_in(locked, path="/beleg/readyz") is True
    for path in ("/healthz/", "/beleg/healthz/x", "/beleg/", "/beleg/desk/desk.js"):
        assert let_in(locked, path=path) == 401, path


@pytest.mark.parametrize("wrong", ["", "user", ":", "user:", ":password"])
def test_an_auth_that_is_none_is_refused_without_being_repeated(wrong):
    with pytest.raises(SettingsInvalid, match="user:password"):
        Settings.load(auth=wrong)
    assert "sésame" not in repr(settings(auth=SIGN_IN))


@pytest.mark.parametrize(
    ("path", "seen"),
    [("/beleg/x", "/beleg/x"), ("/x", "/beleg/x"), ("/", "/beleg/"), ("/belegt", "/beleg/belegt")],
)
def test_a_proxy_may_hand_on_the_base_path_or_cut_it_off(path, seen):
    reached = []

    async def app(scope, _receive, _send):
        reached.append(scope["path"])

    run(UnderBasePath(app, "/beleg")({"type": "http", "path": path}, None, None))
    assert reached == [seen]


def test_the_running_chat_asks_for_the_password_everywhere():
    assistant = FakeAssistant(settings=settings(auth=SIGN_IN, base_path="/beleg"))
    with served(assistant) as address, httpx.Client(base_url=address) as client:
        for path in ("/beleg/", "/beleg/desk/desk.js", "/beleg/gradio_api/info", "/"):
            answer = client.get(path)
            assert answer.status_code == 401, path
            assert answer.headers["www-authenticate"].startswith("Basic")
            assert "frame-ancestors" in answer.headers["content-security-policy"]
        assert client.get("/beleg/healthz").json() == {"status": "ok"}
        assert client.get("/healthz").json() == {"status": "ok"}, "a proxy may cut the path off"
        signed_in = client.get("/beleg/", auth=("press", "sésame:open"))
        assert signed_in.status_code == 200
