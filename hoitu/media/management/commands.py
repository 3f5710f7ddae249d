"""`hoitu media import DIR|CSV`, `hoitu media failures`, `hoitu media reindex`, `hoitu media verify`.

Exit codes: 0 everything came over; 1 the source cannot be read; 3 done, but files failed (they are listed), or
files of the store are broken and no copy is whole.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from hoitu.accounts import api as accounts
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.media import api
from hoitu.media.models import ImportedFile

FAILED_FILES = 3
SHOWN_FAILURES = 50
console = Console(highlight=False)
app = typer.Typer(help="The archive: files from folders and tables.", no_args_is_help=True)
Agency = Annotated[str, typer.Option(help="The agency's id or name; needed when there are several.")]


@app.command("import")
def import_(
    source: Annotated[
        Path,
        typer.Argument(
            exists=True, help="A folder, or a CSV: file, caption, credit, alt, rights_note, tags."
        ),
    ],
    agency: Agency = "",
) -> None:
    """Take files into the archive; run it again to take what is new and what failed."""
    actor = _actor(agency)
    lines = api.lines_of(source)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(_("Đang đưa vào kho"), total=len(lines))
        ended = api.import_files(
            actor=actor, source=source, lines=lines, watch=lambda done: bar.update(task, completed=done)
        )
    console.print(
        _("Đã đưa vào %(new)d tệp, đã có từ trước %(known)d, lỗi %(failed)d.")
        % {"new": ended.new, "known": ended.known, "failed": len(ended.failed)}
    )
    if ended.failed:
        _show(ended.failed)
        raise typer.Exit(FAILED_FILES)


@app.command()
def reindex() -> None:
    """Fill what search needs of files that an earlier version left; run again, it goes on."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(_("Đang lập lại chỉ mục"), total=api.left_to_reindex())
        while done := api.reindex_some():
            bar.advance(task, done)


@app.command()
def failures(agency: Agency = "") -> None:
    """List files that no run could take in, newest first."""
    rows = ImportedFile.objects.for_agency(_actor(agency).agency).exclude(failure="").order_by("-tried_at")
    _show([(row.path, row.failure) for row in rows[:SHOWN_FAILURES]])


@app.command()
def verify(
    every: Annotated[
        bool, typer.Option("--all", help="Read every file now, not only those that are due.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Compare originals and captions with their hashes, in the store and the second copy; repair what can be."""
    ended = api.verify_all() if every else api.verify_some(seconds=float("inf"))
    if as_json:
        typer.echo(json.dumps(asdict(ended)))
    else:
        console.print(_("Đã đọc %(checked)d tệp, sửa %(repaired)d, chưa sửa được %(lost)d.") % asdict(ended))
    if ended.lost:
        raise typer.Exit(FAILED_FILES)


def _show(failed: list[tuple[str, str]]) -> None:
    table = Table(_("Tệp"), _("Lý do"), title=_("Các tệp lỗi"))
    for name, reason in failed[:SHOWN_FAILURES]:
        table.add_row(name, reason)
    console.print(table)


def _actor(agency: str) -> Actor:
    """Return the system acting for the one agency, or for the one named."""
    found = [one for one in accounts.agencies() if not agency or agency in (str(one.id), one.name)]
    if not found:
        raise NotFound(_("Không có cơ quan nào tên như vậy."))
    if len(found) > 1:
        raise typer.BadParameter(f"say --agency: {', '.join(one.name for one in found)}")
    return Actor.system(agency_id=found[0].id)


COMMANDS = {"media": app}
