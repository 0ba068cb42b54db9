"""Run ``beleg`` and write down whom it talks to: ``python -m tests.ui.overhear FILE chat …``.

A line for every address that Python connects to, sends to or looks up.
"""

import runpy
import sys
from pathlib import Path

HEARD = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}


def main():
    """Listen, then be ``beleg``."""
    file = Path(sys.argv.pop(1)).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115

    def hear(event, arguments):
        if event in HEARD:
            named = arguments[:1] if event.startswith("socket.get") else arguments[1:]
            file.write(f"{event} {named}\n")

    sys.addaudithook(hear)
    runpy.run_module("ui", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
