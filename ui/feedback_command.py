"""``beleg feedback``: what readers said about answers, as questions for ``beleg evaluate``."""

import json

import typer

from ui.calm import calm
from ui.terminal import messages


@calm
def feedback() -> None:
    """Print the readers' verdicts and corrections as questions.jsonl, one object a line."""
    from assistant.settings import Settings
    from ui.feedback import Feedback

    count = 0
    for question in Feedback(Settings.load().data).questions():
        typer.echo(json.dumps(question, ensure_ascii=False))
        count += 1
    messages().print(f"{count} questions")
