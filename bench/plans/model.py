"""A known plan as entries that can be moved, renamed and damaged while the truth about them stays right."""

import copy
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hoitu.drafting.proposing.wording import tidy

HERE = Path(__file__).parent
KINDS = ("targets", "tasks", "reports", "legal")
Item = dict[str, Any]


@dataclass
class Entry:
    """A paragraph, or a row of cells; `items` are the truth's items that stand on its first line."""

    text: str = ""
    cells: list[str] | None = None
    items: list[Item] = field(default_factory=list)
    is_cell: bool = False


@dataclass
class Plan:
    """A document as entries and its truth, whose items the entries share."""

    name: str
    entries: list[Entry]
    truth: dict[str, Any]
    log: list[str] = field(default_factory=list)


def truths() -> list[dict[str, Any]]:
    """Return the typed truth of each known document."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("0*.json"))]


def load(truth: dict[str, Any], folder: Path) -> Plan:
    """Return a known document as entries, its appendix table (and a second printing of it) as rows of cells."""
    truth = copy.deepcopy(truth)
    by_line: dict[int, list[Item]] = {}
    for kind in KINDS:
        for item in truth[kind]:
            by_line.setdefault(item["line"], []).append(item)
    lines = (folder / truth["source"]).read_text(encoding="utf-8").split("\n")
    head = next((i for i, line in enumerate(lines) if _is_header(line, lines, i)), len(lines))
    entries: list[Entry] = []
    for number, line in enumerate(lines[:head], 1):
        text = tidy(line.replace("|", " ")) if not set(line.strip()) <= set("|-") else ""
        if not text:
            continue
        items = by_line.get(number, [])
        if entries and text[0].islower() and not items and not entries[-1].text.endswith((".", ":", ";")):
            entries[-1].text += f" {text}"
        else:
            entries.append(Entry(text, items=items))
    return Plan(truth["source"][:3], [*entries, *_rows(truth, head + 1)], truth)


def _is_header(line: str, lines: list[str], position: int) -> bool:
    """Say whether the appendix table begins here: TT beside or above the word "Nhiệm vụ"."""
    cells = [tidy(cell) for cell in re.split(r"[|\t]", line) if cell.strip()]
    if cells[:1] != ["TT"]:
        return False
    return (cells + [tidy(text) for text in lines[position + 1 : position + 3] if text.strip()])[
        1
    ].startswith("Nhiệm vụ")


def _rows(truth: dict[str, Any], first_line: int) -> list[Entry]:
    tasks = [task for task in truth["tasks"] if "time" in task and task["line"] >= first_line]
    reports = [report for report in truth["reports"] if report["line"] >= first_line]
    return [
        Entry(
            cells=[
                task["text"], task["lead"] or "", join(task["coordinators"]), task.get("product") or "",
                task["time"] or "",
            ],
            items=[task, *[report for report in reports if report["line"] == task["line"]]],
        )
        for task in tasks
    ]  # fmt: skip


def join(names: list[str]) -> str:
    """Return organisations as a cell prints them."""
    return "; ".join(names) if any("," in name for name in names) else ", ".join(names)
