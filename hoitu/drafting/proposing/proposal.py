"""From a plan's file to what it is proposed to contain: a person confirms or corrects before anything enters."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from hoitu.drafting.proposing.head import read_head
from hoitu.drafting.proposing.legal import find_legal
from hoitu.drafting.proposing.reading import Line, read
from hoitu.drafting.proposing.records import (
    DocumentFacts,
    LegalReference,
    Proposal,
    ProposedReport,
    ProposedTarget,
    ProposedTask,
)
from hoitu.drafting.proposing.reports import find_reports
from hoitu.drafting.proposing.structure import Block, blocks
from hoitu.drafting.proposing.tables import Row, find_tables
from hoitu.drafting.proposing.targets import find_targets
from hoitu.drafting.proposing.tasks import find_tasks
from hoitu.drafting.proposing.wording import tidy


def propose(data: bytes, name: str) -> Proposal:
    """Return the targets, tasks, report duties and legal references of a plan. Raises `NotReadable`."""
    return propose_lines(read(data, name))


def propose_lines(lines: Sequence[Line]) -> Proposal:
    """Return what numbered lines are proposed to contain."""
    rows, outside = find_tables(lines)
    placed = blocks(outside)
    document = read_head(placed)
    tasks = find_tasks(placed, rows)
    return Proposal(
        document=document,
        targets=find_targets(placed, rows, document.title),
        tasks=tasks,
        reports=find_reports(placed, tasks),
        legal=find_legal(_in_order(placed, rows), document.number),
    )


def _in_order(placed: Sequence[Block], rows: Sequence[Row]) -> list[Block]:
    """Return paragraphs and the cells of tables by their lines."""
    cells = [Block(row.line, "", 9, tidy(" ".join(row.cells.values()))) for row in rows]
    return sorted([*placed, *cells], key=lambda block: block.line)


def as_json(proposal: Proposal) -> dict[str, Any]:
    """Return the proposal for `json.dumps`: days as ISO 8601, lists for tuples, whole numbers whole."""
    return {key: _plain(value) for key, value in asdict(proposal).items()}


def from_json(raw: dict[str, Any]) -> Proposal:
    """Return the proposal that `as_json` wrote down."""
    return Proposal(
        document=DocumentFacts(**_dated(raw["document"])),
        targets=tuple(ProposedTarget(**row) for row in raw["targets"]),
        tasks=tuple(
            ProposedTask(**row | {"coordinators": tuple(row["coordinators"])}) for row in raw["tasks"]
        ),
        reports=tuple(ProposedReport(**row | {"to": tuple(row["to"])}) for row in raw["reports"]),
        legal=tuple(LegalReference(**_dated(row)) for row in raw["legal"]),
    )


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"date": date.fromisoformat(row["date"]) if row["date"] else None}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.isoformat() if isinstance(value, date) else value
