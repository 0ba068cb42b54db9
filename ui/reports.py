"""What a re-index did, in a line for people or in the contract's fields for programs."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.records import ReindexReport


def summary(report: "ReindexReport") -> str:
    """Return the report in one line."""
    counts = (
        (len(report.added), "added"),
        (len(report.changed), "changed"),
        (len(report.unchanged), "unchanged"),
        (len(report.removed), "removed"),
        (len(report.failed), "failed"),
    )
    told = ", ".join(f"{count} {what}" for count, what in counts if count or what == "unchanged")
    return f"{told} in {report.seconds:.1f} s"


def report_as_json(report: "ReindexReport") -> dict[str, Any]:
    """Return the report in the contract's field names."""
    values = asdict(report)
    names = ("added", "changed", "unchanged", "removed", "failed", "seconds")
    return {name: values[name] for name in names}
