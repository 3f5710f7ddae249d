"""`hoitu verify draw`."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from hoitu.assurance.policies.sheet import SheetUnreadable, verify

console = Console(highlight=False)
WORDS = {
    "list": "danh sách đúng với mã băm đã công bố",
    "once": "không bản ghi nào được liệt kê hai lần",
    "count": "số bản ghi đúng như đã công bố",
    "announcement": "bản công bố còn nguyên",
    "records": "mọi bản ghi hiện ra đều có trong danh sách",
    "kept": "bản công bố giống bản đã giữ từ trước",
    "seed": "hạt bí mật đúng với cam kết",
    "drawn": "tính lại ra đúng những bản ghi đã rút",
}


def verify_draw(
    file: Annotated[Path, typer.Argument(help="A verification sheet (JSON).")],
    kept: Annotated[Path | None, typer.Option(help="The sheet that was kept since the announcement.")] = None,
) -> None:
    """Recompute a draw from its sheet. Needs no database. Exit code 1 when something is not as it was announced."""
    try:
        found = verify(_read(file), announced=_read(kept) if kept else None)
    except (SheetUnreadable, TypeError, ValueError, KeyError) as mistake:
        console.print(f"Không đọc được phiếu: {mistake}. / This is no verification sheet.", markup=False)
        raise typer.Exit(1) from None
    for one in found:
        console.print(
            f"{'✓' if one.is_right else '✗'} {WORDS[one.key]}: {one.seen}", markup=False, soft_wrap=True
        )
    wrong = [one for one in found if not one.is_right]
    if not any(one.key == "seed" for one in found):
        console.print("Chưa rút: phiếu này là bản công bố. / Not drawn yet: this is the announcement.")
    console.print("Không khớp." if wrong else "Khớp.")
    if wrong:
        raise typer.Exit(1)


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as mistake:
        raise SheetUnreadable(str(mistake)) from None


VERIFY = {"draw": verify_draw}
