import socket

import pytest

from documents.errors import PortInUse, SettingsInvalid
from ui.listening import address, claim


def test_a_port_that_is_taken_is_told_with_a_remedy():
    with claim("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(PortInUse, match=f"{port}.*--port") as told:
            claim("127.0.0.1", port)
    assert told.value.exit_code == 2


def test_a_port_can_be_claimed_again_right_after_it_was_left():
    with claim("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)), first.accept()[0]:
            pass
    claim("127.0.0.1", port).close()


@pytest.mark.parametrize("host", ["256.1.1.1", "no such host", "192.0.2.1"])
def test_an_address_that_is_not_ours_is_a_setting_to_correct(host):
    with pytest.raises(SettingsInvalid, match="--host"):
        claim(host, 0)


def test_the_printed_address_can_be_typed_into_a_browser():
    assert address("127.0.0.1", 7860) == "http://127.0.0.1:7860"
    assert address("::1", 80) == "http://[::1]:80"
