"""`hoitu strategy load PACK`, `summary --json`, `packs`.

Exit codes: 0 done; 1 the plan cannot be read as it stands.
"""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from hoitu.kernel.actor import Actor
from hoitu.strategy import api, packs
from hoitu.strategy.data import Pack, PackRefused

console = Console(highlight=False)
app = typer.Typer(help="Plans of the press strategy and their figures.", no_args_is_help=True)


@app.command()
def load(
    pack: Annotated[str, typer.Argument(help="A plan that comes with the program, a YAML file, or `all`.")],
) -> None:
    """Load a plan, word for word. Loading it again changes nothing."""
    try:
        for one in _packs(pack):
            done = api.load_plan(actor=Actor.system(agency_id=None), pack=one)
            what = "không đổi" if done.is_same else f"{done.new} mới, {done.changed} sửa, {done.gone} bỏ"
            console.print(f"{one.document.id} {one.document.issuer}: {what}")
    except PackRefused as refusal:
        console.print(f"[red]{refusal.sentence}[/red]")
        raise typer.Exit(1) from None


@app.command()
def summary(
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Count targets, tasks, duties and report rules of the plans that come with the program."""
    counted = packs.summary(packs.read_all())
    if as_json:
        typer.echo(json.dumps(counted, ensure_ascii=False, indent=2))
        return
    table = Table("Văn bản", "2025", "2030", "Nhiệm vụ", "Trách nhiệm", "Báo cáo")
    named: list[tuple[str, packs.Counts]] = [(row["id"], row) for row in counted["documents"]]
    for name, row in [*named, ("Tổng", counted["total"])]:
        targets = row["targets"]
        figures = (targets.get("2025", 0), targets.get("2030", 0), row["tasks"], row["duties"])
        table.add_row(name, *map(str, figures), str(row["report_rules"]))
    console.print(table)


@app.command(name="packs")
def list_packs() -> None:
    """List the plans that come with the program."""
    for one in packs.read_all():
        console.print(f"{one.name}  {one.document.issuer} {one.document.number}".rstrip())


def _packs(given: str) -> list[Pack]:
    if given == "all":
        return packs.shipped_plans()
    return [packs.read_file(Path(given)) if given.endswith((".yaml", ".yml")) else packs.read(given)]


COMMANDS = {"strategy": app}
