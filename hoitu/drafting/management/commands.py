"""`hoitu strategy propose FILE --json`, beside the strategy's own commands.

Exit codes: 0 done; 1 the file cannot be read as it stands.
"""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from hoitu.drafting.proposing import proposal
from hoitu.drafting.proposing.reading import NotReadable

console = Console(highlight=False)
app = typer.Typer()


@app.command()
def propose(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A plan: .docx, .pdf or .txt.")],
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Say which targets, tasks and report duties a plan's file seems to contain. Nothing is stored."""
    try:
        found = proposal.propose(file.read_bytes(), file.name)
    except NotReadable as refusal:
        console.print(f"[red]{refusal}[/red]")
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(json.dumps(proposal.as_json(found), ensure_ascii=False, indent=2))
        return
    table = Table("Dòng", "Loại", "Nội dung", "Ai", "Khi nào")
    for target in found.targets:
        value = "" if target.value is None else f"{target.value:g} {target.unit or ''}".strip()
        table.add_row(str(target.line), "chỉ tiêu", target.text, value, str(target.year or ""))
    for task in found.tasks:
        table.add_row(str(task.line), "nhiệm vụ", task.text, task.lead or "", task.time or "")
    for report in found.reports:
        table.add_row(str(report.line), "báo cáo", report.text, report.who or "", report.when or "")
    console.print(table)


COMMANDS = {"strategy": app}
