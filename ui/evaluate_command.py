"""``beleg evaluate``: how good Beleg is on questions with known answers."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from ui.calm import calm
from ui.terminal import counting, messages, print_json, results
from ui.visible_text import visible

if TYPE_CHECKING:
    from assistant.evaluation.evaluate import Report

_TITLES = {
    "retrieval": "Finding the evidence",
    "abstention": "Knowing when the answer isn't there",
    "answers": "Answering",
}
_MEANINGS = {
    "document_recall@1": "right release first",
    "passage_recall@1": "right passage first",
    "passage_recall@5": "right passage among five",
    "passage_recall@10": "right passage among ten",
    "passage_ndcg@10": "ranking of passages (nDCG)",
    "sentence_recall@1": "right sentence first",
    "sentence_recall@3": "right sentence among three",
    "sentence_recall@6": "right sentence among six",
    "search_ms_p50": "search, milliseconds (median)",
    "auroc": "told apart from what can be answered (AUROC)",
    "refused_unanswerable": "unanswerable questions refused",
    "refused_answerable": "answerable questions refused",
    "near_miss_auroc": "own text hidden (AUROC)",
    "off_topic_auroc": "whole article hidden (AUROC)",
    "calibration_error": "confidence off by, on average",
    "correct": "right answers",
    "written_correct": "right answers that the model wrote",
    "on_screen": "answer on the screen",
    "citation_precision": "citations that prove the answer",
    "citation_recall": "evidence that is cited",
    "language_kept": "answers in the asker's language",
    "unsupported_statements": "unsupported statements (number)",
    "total_ms_p50": "whole answer, milliseconds (median)",
}
_NO_SHARES = frozenset({"search_ms_p50", "unsupported_statements", "total_ms_p50"})


@calm
def evaluate(  # noqa: PLR0913, PLR0917 - the command's options
    corpus: Annotated[
        Path, typer.Argument(help="File in SQuAD's format, or folder with a questions.jsonl.")
    ],
    questions: Annotated[
        Path | None,
        typer.Option(help="The questions, if they are in another file.", show_default=False),
    ] = None,
    answers: Annotated[bool, typer.Option(help="Also write and judge the answers.")] = False,
    withhold: Annotated[
        bool, typer.Option(help="Also ask with the evidence hidden, which must be noticed.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Ask only so many questions, drawn at random.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the drawing.")] = 0,
    no_reader: Annotated[
        bool, typer.Option("--no-reader", help="Search without the reader.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Measure Beleg on questions with known answers."""
    from assistant.evaluation.corpora import read_corpus
    from assistant.evaluation.evaluate import Evaluation, Plan
    from assistant.models import NO_READER
    from assistant.settings import Settings
    from ui.opening import opened

    settings = Settings.load()
    read = read_corpus(corpus, questions, settings.data)
    with opened(read.folder, reader=NO_READER if no_reader else None) as assistant:
        plan = Plan(limit, seed, answers=answers, withhold=withhold)
        evaluation = Evaluation(assistant, read, plan)
        if answers:
            assistant.warm_up()
        with counting("Asking") as advance:
            report = evaluation.run(lambda done, total: advance(done, total, "questions"))
    if report.note:
        messages().print(visible(report.note))
    if as_json:
        print_json(report.as_json())
    else:
        results().print(_table(report))


def _table(report: "Report") -> Table:
    table = Table(title=f"{report.questions} questions", title_justify="left", box=None)
    table.add_column("", style="dim")
    table.add_column("measured", justify="right")
    table.add_column("95 % interval", justify="right", style="dim")
    figures = {
        "retrieval": report.retrieval,
        "abstention": report.abstention.figures,
        "answers": report.answers,
    }
    for part, values in figures.items():
        if all(value is None for value in values.values()):
            continue
        table.add_row(_TITLES[part], "", "", style="bold")
        for name, value in values.items():
            if value is not None:
                interval = report.intervals.get(part, {}).get(name)
                between = f"{interval[0]:.3f} to {interval[1]:.3f}" if interval else ""
                shown = f"{value:.0f}" if name in _NO_SHARES else f"{value:.3f}"
                table.add_row(f"  {_MEANINGS[name]}", shown, between)
    return table
