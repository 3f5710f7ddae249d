"""`hoitu import wxr FILE`, `hoitu import rss URL|FILE`, `hoitu import folder DIR`.

Exit codes: 0 everything came over; 1 the source cannot be read; 3 done, but rows failed (they are listed).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from hoitu.accounts import api as accounts
from hoitu.imports import api, queries
from hoitu.imports.data import Progress as Ended
from hoitu.imports.data import RowState, RunState, SourceKind
from hoitu.imports.models import ImportRun
from hoitu.imports.reasons import said
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound

FAILED_ROWS = 3
SHOWN_FAILURES = 20
console = Console(highlight=False)
app = typer.Typer(help="Import stories from other systems.", no_args_is_help=True)

Agency = Annotated[str, typer.Option(help="The agency's id or name; needed when there are several.")]
Pictures = Annotated[bool, typer.Option(help="Take pictures over, from the folder or by fetching.")]
PicturesFolder = Annotated[
    Path | None, typer.Option(exists=True, file_okay=False, help="The export's folder with its pictures.")
]
Redirects = Annotated[bool, typer.Option(help="Let old addresses lead to the new ones.")]
OldFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="An export file, .xml or .zip.")]


@app.command()
def wxr(
    file: OldFile,
    agency: Agency = "",
    pictures: Pictures = True,
    pictures_folder: PicturesFolder = None,
    redirects: Redirects = True,
) -> None:
    """Import a WordPress export."""
    _import(
        agency,
        kind=SourceKind.WXR,
        path=file,
        pictures_path=pictures_folder,
        with_pictures=pictures,
        with_redirects=redirects,
    )


@app.command()
def rss(
    source: Annotated[str, typer.Argument(help="Address or file of an RSS, Atom or JSON feed.")],
    agency: Agency = "",
    pictures: Pictures = True,
    redirects: Redirects = False,
) -> None:
    """Import what a feed offers."""
    is_address = source.startswith(("http://", "https://"))
    if not is_address and not Path(source).is_file():
        raise typer.BadParameter(f"{source} is neither an address nor a file")
    _import(
        agency,
        kind=SourceKind.FEED,
        url=source if is_address else "",
        path=None if is_address else Path(source),
        with_pictures=pictures,
        with_redirects=redirects,
    )


@app.command()
def folder(
    directory: Annotated[Path, typer.Argument(exists=True, help="Folder of .md, .html, .docx, .txt files.")],
    agency: Agency = "",
    pictures: Pictures = True,
    redirects: Redirects = True,
) -> None:
    """Import a folder of texts; its sub-folders become sections."""
    _import(agency, kind=SourceKind.FOLDER, path=directory, with_pictures=pictures, with_redirects=redirects)


def _import(
    agency: str,
    *,
    kind: SourceKind,
    path: Path | None = None,
    url: str = "",
    pictures_path: Path | None = None,
    with_pictures: bool,
    with_redirects: bool,
) -> None:
    actor = _actor(agency)
    run_id = api.open_run(
        actor=actor,
        kind=kind,
        path=path,
        url=url,
        pictures_path=pictures_path,
        with_pictures=with_pictures,
        with_redirects=with_redirects,
        in_background=False,
    )
    with console.status(_("Đang đọc thử nguồn…")):
        summary = api.analyse(actor=actor, run_id=run_id)
    console.print(
        _(
            "%(items)d bài (%(drafts)d nháp), %(skipped)d mục không nhập, %(dead)d dòng lỗi, %(comments)d bình luận"
        )
        % {
            "items": summary.items,
            "drafts": summary.drafts,
            "skipped": summary.skipped,
            "dead": summary.dead,
            "comments": summary.comments,
        }
    )
    run = api.run(agency_id=actor.agency, run_id=run_id)
    with _progress_bar(run.total) as watch:
        ended = api.work(actor=actor, run_id=run_id, watch=watch)
    _report(run, ended)


@contextmanager
def _progress_bar(total: int) -> Iterator["_Watch"]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console) as bar:
        yield _Watch(bar, total)


class _Watch:
    def __init__(self, bar: Progress, total: int) -> None:
        self._bar, self._task = bar, bar.add_task(_("Đang nhập"), total=total)

    def __call__(self, passed: int) -> None:
        self._bar.update(self._task, completed=passed)


def _report(run: ImportRun, ended: Ended) -> None:
    console.print(
        _("Đã nhập %(done)d, đã có từ trước %(known)d, không nhập %(skipped)d, lỗi %(dead)d.")
        % {"done": ended.done, "known": ended.known, "skipped": ended.skipped, "dead": ended.dead}
    )
    if not ended.dead:
        return
    table = Table(_("Dòng"), _("Tít hoặc tệp"), _("Lý do"), title=_("Các dòng lỗi"))
    for row in queries.rows(run=run, state=RowState.DEAD)[:SHOWN_FAILURES]:
        table.add_row(str(row.line or row.number), row.label or row.file, said(row.reason))
    console.print(table)
    raise typer.Exit(FAILED_ROWS if ended.state is RunState.DONE else 1)


def _actor(agency: str) -> Actor:
    """Return the system acting for the one agency, or for the one named."""
    found = [one for one in accounts.agencies() if not agency or agency in (str(one.id), one.name)]
    if not found:
        raise NotFound(_("Không có cơ quan nào tên như vậy."))
    if len(found) > 1:
        raise typer.BadParameter(f"say --agency: {', '.join(one.name for one in found)}")
    return Actor.system(agency_id=found[0].id)


COMMANDS = {"import": app}
