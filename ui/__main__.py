"""``python -m ui`` is ``beleg``."""

from ui.command_line import main

main()
