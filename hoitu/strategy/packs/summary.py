"""How much each plan asks for, counted."""

from collections.abc import Iterable
from typing import TypedDict

from hoitu.strategy.data import Pack, TaskKind


class Counts(TypedDict):
    """Targets by year ("2025", "2030"), rows of the appendix, solutions and duties of the text, report duties."""

    targets: dict[str, int]
    tasks: int
    duties: int
    report_rules: int


class DocumentCounts(Counts):
    """The counts of one document."""

    id: str


class Summary(TypedDict):
    """The counts of each document and of all."""

    documents: list[DocumentCounts]
    total: Counts


def summary(packs: Iterable[Pack]) -> Summary:
    """Return the counts of each document and their sums.

    A document known only through another one is left out: its sentences are that document's own, and would
    count twice.
    """
    documents = [_count(pack) for pack in packs if pack.document.known_through is None]
    years = sorted({year for counts in documents for year in counts["targets"]})
    return {
        "documents": documents,
        "total": {
            "targets": {year: sum(each["targets"].get(year, 0) for each in documents) for year in years},
            "tasks": sum(each["tasks"] for each in documents),
            "duties": sum(each["duties"] for each in documents),
            "report_rules": sum(each["report_rules"] for each in documents),
        },
    }


def _count(pack: Pack) -> DocumentCounts:
    years = [str(target.year) for target in pack.targets]
    kinds = [task.kind for task in pack.tasks]
    return {
        "id": pack.document.id,
        "targets": {year: years.count(year) for year in sorted(set(years))},
        "tasks": kinds.count(TaskKind.APPENDIX),
        # The assignment repeats what it assigns, details are words of a row: neither is a duty of its own.
        "duties": kinds.count(TaskKind.NARRATIVE) + kinds.count(TaskKind.DUTY),
        "report_rules": len(pack.report_rules),
    }
