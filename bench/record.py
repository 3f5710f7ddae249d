"""One shape for every benchmark's result: rows with figure, peer, aim, and whether the aim is met."""

import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

RESULTS = Path(__file__).parent / "results"
LOAD_BEFORE = os.getloadavg()[0]
"""What else the machine was doing when this run began: the load average of the last minute."""


@dataclass(frozen=True)
class Aim:
    """`op` value compared with the figure, or with figure ÷ peer's figure."""

    op: Literal["<=", ">="]
    value: float
    of: Literal["figure", "ratio"] = "figure"


@dataclass(frozen=True)
class Row:
    """One measured figure, beside its peer's when there is one."""

    what: str
    figure: float
    unit: str
    peer: str = ""
    peer_figure: float | None = None
    aim: Aim | None = None

    @property
    def ratio(self) -> float | None:
        return round(self.figure / self.peer_figure, 4) if self.peer_figure else None


def met(row: Row) -> bool | None:
    """Say whether a row reaches its aim; None when it has none or the peer was not measured."""
    if row.aim is None:
        return None
    compared = row.ratio if row.aim.of == "ratio" else row.figure
    if compared is None:
        return None
    return compared <= row.aim.value if row.aim.op == "<=" else compared >= row.aim.value


def write(name: str, rows: list[Row], *, command: str) -> Path:
    """Write `results/NAME.json` and print the rows."""
    machine = (
        f"{os.cpu_count()} cores, {_memory_gib()} GiB, {platform.system()} {platform.machine()}, "
        f"load {LOAD_BEFORE:.1f} before"
    )
    at = datetime.now(UTC).isoformat(timespec="seconds")
    values = [
        {
            **asdict(row),
            "ratio": row.ratio,
            "met": met(row),
            "command": command,
            "measured_at": at,
            "machine": machine,
        }
        for row in rows
    ]
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(values, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for value in values:
        print(
            f"{value['what']}: {value['figure']} {value['unit']}"
            + (f" | {value['peer']}: {value['peer_figure']}, ratio {value['ratio']}" if value["peer"] else "")
            + ("" if value["met"] is None else f" | aim {'met' if value['met'] else 'MISSED'}"),
            flush=True,
        )
    return path


def _memory_gib() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
