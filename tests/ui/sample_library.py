"""Releases for the browser tests, and assistants over them with the real index.

Without a chat model answers are quotes and come at once. Where a test needs certain words of a
model, ``FakeChatModel`` says them, and everything around it is real.
"""

import shutil
import threading
from pathlib import Path

from assistant import Assistant, Settings
from assistant.settings import SAMPLE_RELEASES
from tests.assistant.fakes import FakeChatModel

GPUS = "How many GPUs does an AI gigafactory have?"
GPUS_RELEASE = "ai-gigafactories-panel.en.md"
TUNGSTEN = "What is the melting point of tungsten?"
REPAIR = "What did the repair of the Talheim ferry cost?"
REPAIRED = "The repair cost 840,000 euros."

# The same news twice, so that one is the other's version; one that was corrected; a long one; one
# that is written from right to left.
TALHEIM = {
    "ferry.en.md": """---
title: The Talheim ferry sails again
date: 2026-03-02
language: en
issuer: City of Talheim
url: https://talheim.example/ferry
---

# The Talheim ferry sails again

TALHEIM, 2 March 2026 – The Talheim ferry sails again from Monday. The repair cost 840,000 euros.
Mayor Ada Krämer opened the pier together with 300 guests. A crossing takes 12 minutes.
""",
    "faehre.de.md": """---
title: Die Talheimer Fähre fährt wieder
date: 2026-03-02
language: de
issuer: Stadt Talheim
url: https://talheim.example/faehre
---

# Die Talheimer Fähre fährt wieder

TALHEIM, 2. März 2026 – Die Talheimer Fähre fährt ab Montag wieder.
Die Reparatur kostete 840.000 Euro.
Bürgermeisterin Ada Krämer eröffnete den Anleger mit 300 Gästen. Eine Überfahrt dauert 12 Minuten.
""",
    "market.en.md": """---
title: Market hall opens at seven
date: 2026-01-15
language: en
issuer: City of Talheim
status: corrected
---

# Market hall opens at seven

TALHEIM, 15 January 2026 – The market hall of Talheim opens at seven in the morning from 1 February.
""",
    "museum.en.md": """---
title: A year at the Talheim museum
date: 2025-12-01
language: en
issuer: Talheim Museum
---

# A year at the Talheim museum

TALHEIM, 1 December 2025 – The museum looks back on a year of quiet work.

"""
    + "".join(
        f"In week {week} the restorers cleaned another {week + 3} frames of the old collection.\n\n"
        for week in range(1, 41)
    )
    + "The dinosaur skeleton of the museum is named Otto.\n",
    "jisr.ar.md": """---
title: افتتاح جسر الميناء
date: 2025-11-20
language: ar
issuer: بلدية المدينة
---

# افتتاح جسر الميناء

افتتحت البلدية جسر الميناء يوم الخميس. بلغت تكلفة الجسر 12 مليون يورو.
""",
}


def write_samples(folder: Path) -> None:
    """Write the shipped releases and those of Talheim into a new ``folder``."""
    shutil.copytree(SAMPLE_RELEASES, folder)
    for name, text in TALHEIM.items():
        (folder / name).write_text(text, encoding="utf-8")


def opened(place, embedder, model=None, *, kind=Assistant, **chosen):
    """Open an assistant over ``place/releases`` with its index in ``place/data``.

    ``kind`` is the class to open, ``chosen`` are further settings. Assistants over one place share
    its index; all but the first should be opened with ``refresh=False``. No answer is kept, so that
    the model is asked each time.
    """
    usual = {"chat_model": "none" if model is None else "embedded", "answers_kept": 0}
    settings = Settings(documents=place / "releases", data=place / "data", **(usual | chosen))
    return kind.open(settings, embedder=embedder, chat_model=model)


class PatientChatModel(FakeChatModel):
    """A chat model that says nothing until it is ``let_go``."""

    def __init__(self, *replies, **how):
        super().__init__(*replies, **how)
        self.let_go = threading.Event()

    def stream(self, messages, grammar=None, *, adapted=False):
        self.let_go.wait(60)
        yield from super().stream(messages, grammar, adapted=adapted)
