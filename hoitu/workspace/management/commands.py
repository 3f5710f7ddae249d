"""`hoitu demo`."""

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from hoitu.workspace.demo import content, load

console = Console(highlight=False)


def demo(
    reset: Annotated[
        bool, typer.Option("--reset", help="Throw the demonstration's work away, load it anew.")
    ] = False,
) -> None:
    """Load the demonstration: one invented province on a working day. Production refuses."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bars:
        shown: dict[str, TaskID] = {}

        def progress(what: str, done: int, of: int) -> None:
            if what not in shown:
                shown[what] = bars.add_task(what, total=of)
            bars.update(shown[what], completed=done)

        if reset:
            load.reset(progress=progress)
        elif not load.load(progress=progress):
            console.print("Dữ liệu minh họa đã có sẵn. Muốn làm lại từ đầu: hoitu demo --reset")
            return
    told = content.table("people.toml")
    console.print(f"Mật khẩu chung: {told['password']}")
    for person in told["person"]:
        console.print(f"  {person['email']:<32} {person['name']}")


COMMANDS = {"demo": demo}
