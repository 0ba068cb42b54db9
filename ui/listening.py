"""Claim the address of the web chat, before anything slow is loaded."""

import errno
import os
import socket

from documents.errors import PortInUse, SettingsInvalid


def claim(host: str, port: int) -> socket.socket:
    """Return a socket bound to ``host`` and ``port``, before anything slow is loaded.

    Raises ``PortInUse`` if another program listens there, ``SettingsInvalid`` if the address
    cannot be used at all.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            # Otherwise a port stays blocked for a minute after the last chat was closed.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError as exc:
        listener.close()
        if exc.errno == errno.EADDRINUSE:
            raise PortInUse(
                f"Another program already listens on {host}:{port}.",
                f"Close it, or choose another port, for example --port {port + 1}.",
            ) from exc
        raise SettingsInvalid(
            f"The web chat cannot listen on {host}:{port} ({exc.strerror}).",
            "Choose another address with --host and --port.",
        ) from exc
    return listener


def address(host: str, port: int) -> str:
    """Return what to type into a browser to reach the chat."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
