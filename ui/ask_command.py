"""``beleg ask``: one question, one cited answer."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from documents.errors import FolderUnusable
from documents.records import Status
from ui.calm import calm
from ui.terminal import messages, print_json, results, working
from ui.visible_text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.records import Answer, Citation, StreamEvent

NOT_IN_THE_RELEASES = 1


@calm
def ask(
    question: Annotated[str, typer.Argument(help="The question, in any language; - reads stdin.")],
    documents: Annotated[
        Path | None, typer.Option(help="Folder of press releases.", show_default=False)
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Language of the answer, as two letters (de, fr, en, …).")
    ] = None,
    quotes_only: Annotated[bool, typer.Option(help="Answer with quotes; no model writes.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Answer a question from the press releases, with the quotes that prove it.

    Exit code 1 means that the releases do not say.
    """
    from ui.opening import opened

    if question == "-":
        question = sys.stdin.read().strip()
    with opened(documents) as assistant:
        if not assistant.releases():
            raise FolderUnusable(
                f"There is no press release in {assistant.settings.documents}.",
                "Put some there, or choose another folder with --documents.",
            )
        events = assistant.stream(question, language=language, quotes_only=quotes_only)
        answer = _finished(events)
    if as_json:
        print_json(answer.as_json())
    else:
        results().print(answer_as_text(answer))
    if answer.note and not as_json:
        messages().print(visible(answer.note))
    if not answer.answered:
        raise typer.Exit(NOT_IN_THE_RELEASES)


def _finished(events: "Iterable[StreamEvent]") -> "Answer":
    """Say on standard error what is being done while the answer is made, and return it."""
    from assistant.records import AnswerFinished, QuotesFound

    with working("Searching …") as say:
        for event in events:
            if isinstance(event, QuotesFound):
                releases = len({citation.document for citation in event.citations})
                found = f"{len(event.citations)} quotes in {releases} releases"
                say(f"Answering from {found} …")
            elif isinstance(event, AnswerFinished):
                return event.answer
    raise RuntimeError("The stream ended without an answer.")


def answer_as_text(answer: "Answer") -> Text:
    """Return the answer as a terminal shows it: statements with [n], then the numbered quotes."""
    text = Text(visible(answer.text), style="" if answer.answered else "bold")
    text.highlight_regex(r"\[\d+\]", "cyan")
    if period := answer.period:
        of = "1 release" if period.releases == 1 else f"{period.releases} releases"
        until = "" if period.last == period.first else f" to {period.last}"
        text.append(f"\n\nOnly {of} of {period.first}{until} asked.", style="dim")
    if answer.citations:
        heading = "Sources" if answer.answered else "The nearest quotes"
        text.append(f"\n\n{heading}", style="bold")
    for citation in answer.citations:
        text.append("\n")
        text.append(_source(citation))
    return text


def _source(citation: "Citation") -> Text:
    where = (
        None if citation.status is Status.PUBLISHED else citation.status.value,
        citation.issuer,
        citation.date.isoformat() if citation.date else None,
        citation.language,
        citation.document,
    )
    lines = [visible(citation.title), visible(" · ".join(part for part in where if part))]
    if citation.url:
        lines.append(visible(citation.url))
    quote = visible(" ".join(citation.quote.split()))
    text = Text(f"[{citation.number}] ", style="cyan")
    text.append(f"“{quote}”", style="default")
    if citation.speaker:
        text.append(f" {visible(citation.speaker)}", style="bold")
    text.append("".join(f"\n    {line}" for line in lines), style="dim")
    return text
