"""Health: what stands between the index and good answers, and what to do about each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from documents.errors import BelegError
from index.records import IndexHealth, Problem, ReindexReport

_REINDEX = "Run `beleg reindex`; an open chat takes it up at once."


def examine(drift: Callable[[], ReindexReport], *checks: Callable[[], None]) -> IndexHealth:
    """Return the health of an index; ``checks`` raise a ``BelegError`` for what they find."""
    problems: list[Problem] = []

    @contextmanager
    def noted() -> Iterator[None]:
        try:
            yield
        except BelegError as exc:
            found = Problem(exc.problem, exc.remedy)
            if found not in problems:
                problems.append(found)

    report = None
    for check in checks:
        with noted():
            check()
    with noted():
        report = drift()
        problems += _found(report)
    return IndexHealth(report, tuple(problems))


def _found(drift: ReindexReport) -> Iterator[Problem]:
    counts = (
        (len(drift.added), "new"),
        (len(drift.changed), "changed"),
        (len(drift.removed), "gone"),
    )
    told = [f"{count} {what}" for count, what in counts if count]
    if told:
        yield Problem(f"The folder is ahead of the index: {', '.join(told)}.", _REINDEX)
    for failure in drift.failed:
        yield Problem(
            f"{failure.document} is not in the index as it is: {failure.reason}",
            "Mend the file, then run `beleg reindex`.",
        )
