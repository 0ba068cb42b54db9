"""What the chat model's adapter is worth: the same questions with and without it.

    python -m tests.benchmarks.chat_adapter CORPUS [--questions FILE] [--limit N] [--seed S]

Of questions whose answer is among the sentences that search finds, the model is to name the right
one; asked again without the sentences that answer, it is to say that none does.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from assistant.as_told import together, told
from assistant.assistant import Assistant
from assistant.chain import Found
from assistant.chat_model import ChatModel
from assistant.choose import choose
from assistant.compose import compose
from assistant.evaluation.corpora import read_corpus
from assistant.evaluation.questions import Question, sample
from assistant.evaluation.statistics import auroc, mean
from assistant.models import Models
from assistant.parse_reply import Choice, Verdict
from assistant.settings import Settings
from assistant.understand import Inquiry
from index.records import Evidence
from tests.benchmarks.chosen_sentences import right_places


@dataclass(frozen=True)
class Judged:
    """What the model says of a question, with its answer among the sentences and without."""

    by_search: bool
    alone: bool
    with_search: bool
    margin: float
    margin_without: float


def judge(model: ChatModel, question: Question, found: Found) -> Judged | None:
    """Ask one question twice; ``None`` where search has no sentence that answers, or no other."""
    evidence, right = found.evidence, right_places(question, found)
    if not right or len(right) == len(evidence):
        return None
    inquiry, places = found.inquiry, together(range(len(evidence)), evidence)
    verdict, choice = ask(model, inquiry, [evidence[place] for place in places])
    others = [place for place in places if place not in right]
    without, _ = ask(model, inquiry, [evidence[place] for place in others])
    alone = max(choice.numbers, key=lambda pair: pair[1])[0]
    weighed = choose(choice, [evidence[place].score for place in places]).number
    return Judged(
        by_search=0 in right,
        alone=alone <= len(places) and places[alone - 1] in right,
        with_search=places[weighed - 1] in right,
        margin=verdict.log_odds,
        margin_without=without.log_odds,
    )


def ask(model: ChatModel, inquiry: Inquiry, evidence: Sequence[Evidence]) -> tuple[Verdict, Choice]:
    """Return the model's first word and the source it names, stopping it there."""
    sources = [told(each) for each in evidence]
    verdict, choice = None, None
    with closing(compose(model, inquiry.asked, inquiry.language, sources)) as reply:
        for event in reply:
            if isinstance(event, Verdict):
                verdict = event
            elif isinstance(event, Choice):
                choice = event
                break
    assert verdict is not None
    assert choice is not None
    return verdict, choice


def main(
    corpus: Annotated[Path, typer.Argument(help="as for `beleg evaluate`")],
    questions: Annotated[Path | None, typer.Option(help="questions in another language")] = None,
    limit: int | None = None,
    seed: int = 0,
    only: Annotated[bool | None, typer.Option("--only-with/--only-without")] = None,
) -> None:
    """Print how often the right sentence is named, and how well "none" is told."""
    for adapted in (True, False) if only is None else (only,):
        settings = Settings.load(chat_adapter=adapted)
        judged = list(_judged(settings, corpus, questions, limit, seed))
        print("with the adapter" if adapted else "as published", f"({len(judged)} questions)")
        for name in ("by_search", "alone", "with_search"):
            print(f"  right sentence {name}: {mean([float(getattr(j, name)) for j in judged]):.3f}")
        margins = [each.margin for each in judged], [each.margin_without for each in judged]
        print(f"  AUROC of the first word: {auroc(*margins):.3f}")
        told_so = mean([float(margin < 0) for margin in margins[1]])
        wrongly = mean([float(margin < 0) for margin in margins[0]])
        print(f"  says that none answers: {told_so:.3f} where so, {wrongly:.3f} where not")


def _judged(
    settings: Settings, corpus: Path, questions: Path | None, limit: int | None, seed: int
) -> Iterator[Judged]:
    models = Models.named_by(settings)
    assert models.chat_model is not None, models.note
    read = read_corpus(corpus, questions, settings.data)
    with Assistant.open(
        settings, documents=read.folder, embedder=models.embedder, chat_model=models.chat_model
    ) as assistant:
        placed = read.questions_about(assistant.releases())
        for question in sample([each for each in placed if each.gold], limit, seed):
            found = assistant.search(question.text)
            judged = judge(models.chat_model, question, found)
            if judged is not None:
                yield judged


if __name__ == "__main__":
    typer.run(main)
