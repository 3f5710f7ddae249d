"""`hoitu bake` and `hoitu verify site`."""

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from hoitu.site import queries
from hoitu.site.models import Site
from hoitu.site.operations.bake import bake_path, write_sites_table
from hoitu.site.operations.full_bake import bake_everything
from hoitu.site.operations.search_index import index_articles
from hoitu.site.operations.verify import verify_site

console = Console(highlight=False)


def bake(
    site: Annotated[str, typer.Option(help="Slug of one site; without it, all sites.")] = "",
    all_: Annotated[
        bool, typer.Option("--all", help="Bake everything of the sites into a new generation.")
    ] = False,
    path: Annotated[str, typer.Option(help="Bake one page, such as /thoi-su/ (with --site).")] = "",
    processes: Annotated[int, typer.Option(min=1, max=64, help="Processes that render.")] = 2,
    index: Annotated[bool, typer.Option(help="Make the readers' search index anew as well.")] = False,
) -> None:
    """Bake readers' pages: one page, one site, or everything. An interrupted full bake goes on where it stopped."""
    chosen = _sites(site)
    if path:
        for each in chosen:
            found = bake_path(each, path)
            console.print(f"{each.slug} {path}: {'đã dựng' if found else 'không có trang ở địa chỉ này'}")
        return
    if not all_ and not site:
        raise typer.BadParameter("say --all, --site or --path")
    for each in chosen:
        _bake_with_progress(each, processes)
        if index:
            console.print(f"{each.slug}: {index_articles(each, anew=True)} bài trong chỉ mục tìm kiếm")
    write_sites_table()


def verify_sites(
    site: Annotated[str, typer.Option(help="Slug of one site; without it, all sites.")] = "",
    sample: Annotated[int, typer.Option(min=1, help="How many random pages of each site.")] = 500,
) -> None:
    """Render random pages again and compare them with what readers get. Exit code 1 when any differs."""
    different = 0
    for each in _sites(site):
        count, found = verify_site(each, sample=sample)
        for difference in found:
            console.print(f"{difference.site} {difference.path}: {difference.reason}")
        console.print(f"{each.slug}: {count} trang đã so, {len(found)} trang khác")
        different += len(found)
    if different:
        raise typer.Exit(1)


def _sites(slug: str) -> list[Site]:
    if not slug:
        return queries.active_sites()
    found = queries.site_of(slug)
    if found is None:
        raise typer.BadParameter(f"no site {slug}")
    return [found]


def _bake_with_progress(site: Site, processes: int) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(site.slug, total=None)
        report = bake_everything(
            site,
            processes=processes,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    console.print(
        f"{site.slug}: {report.pages} trang, {report.bytes_written / 1e6:.1f} MB, {report.seconds:.1f} s, "
        f"đợt {report.generation}"
    )


COMMANDS = {"bake": bake}
VERIFY = {"site": verify_sites}
