"""The page docs/benchmarks.md, made from bench/results/*.json. `python -m bench.table`"""

import json
from pathlib import Path
from typing import Any

from bench.record import RESULTS, Aim, Row, met

PAGE = RESULTS.parents[1] / "docs" / "benchmarks.md"
NOTES = RESULTS.parent / "notes.md"
ORDER = (
    "serve", "publish", "bake", "rebake", "search", "lists", "weight", "import", "setup", "memory", "lighthouse",
    "propose", "recompute", "refresh", "rollup", "report", "proof", "ladder", "picture",
    "media_search", "similar", "metadata", "relay", "durable", "rooms", "opening", "timeline",
)  # fmt: skip
HEAD = """\
# Benchmarks

Made by `python -m bench.table` from `bench/results/*.json`; each line names the command that repeats it. `make bench`
runs everything at its full size, `make bench-NAME` one thing. Where a peer is named, both ran in the same run on the
same machine. *Met* is computed from the figure (or the ratio to the peer's figure) and the aim.
"""


def page(results: Path = RESULTS) -> str:
    """Return the whole page: the notes, then one table for each result."""
    files = sorted(results.glob("*.json"), key=_place)
    parts = [_section(path) for path in files if not path.stem.endswith("-quick")]
    notes = [NOTES.read_text(encoding="utf-8").strip()] if NOTES.exists() else []
    return "\n\n".join([HEAD.strip(), *notes, *parts]) + "\n"


def is_met(value: dict[str, Any]) -> bool | None:
    """Say whether a stored row reaches its aim, from its figures alone."""
    aim = Aim(**value["aim"]) if value["aim"] else None
    return met(Row(value["what"], value["figure"], value["unit"], value["peer"], value["peer_figure"], aim))


def _place(path: Path) -> tuple[int, str]:
    name = path.stem.partition("-")[0]
    return (ORDER.index(name) if name in ORDER else len(ORDER), path.stem)


def _section(path: Path) -> str:
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    first = rows[0]
    lines = [
        f"## {path.stem}",
        "",
        f"`{first['command']}` · {first['measured_at'][:16].replace('T', ' ')} UTC · {first['machine']}",
        "",
        "| What | Figure | Peer | Ratio | Aim | Met |",
        "|---|---:|---|---:|---|---|",
    ]
    return "\n".join(lines + [_line(row) for row in rows])


def _line(row: dict[str, Any]) -> str:
    peer = f"{row['peer']}: {_number(row['peer_figure'])}" if row["peer_figure"] is not None else ""
    ratio = f"{row['ratio']:.2f} ×" if row["ratio"] is not None else ""
    verdict = {True: "yes", False: "**no**", None: ""}[is_met(row)]
    cells = (row["what"], f"{_number(row['figure'])} {row['unit']}", peer, ratio, _aim(row["aim"]), verdict)
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _aim(aim: dict[str, Any] | None) -> str:
    if not aim:
        return ""
    sign = {"<=": "≤", ">=": "≥"}[aim["op"]]
    return f"{sign} {_number(aim['value'])}{' × peer' if aim['of'] == 'ratio' else ''}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 1000 else f"{value:g}"


def write_page() -> None:
    """Write the page anew."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write_page()
