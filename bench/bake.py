"""Full bake of N stories beside Hugo: time, memory, files, bytes. `python -m bench.bake [N|--quick]`

Both sides write the same stories, lists, archive pages and feeds. Ours writes each file three times, plain, gzip and
brotli, which Hugo does not do: the time of packing Hugo's files with the same two forms stands in a row of its own.
"""

import shutil
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import psutil

from bench.archive import archive_name, site_of_bench
from bench.hugo import PEER, build, write_site
from bench.installation import files_and_bytes, peak_memory, set_up
from bench.kept import home_with, keep
from bench.record import Aim, Row, write
from bench.sizes import Size, asked

PROCESSES = 2


def main(size: Size) -> None:
    """Bake the corpus, build the same with Hugo, write the result, keep what was baked for other benchmarks."""
    kept = archive_name(size.count)  # of the sources that this run bakes with, whatever is edited meanwhile
    with home_with("bench.newsroom", size.count) as home:
        with set_up(home):
            report, memory_mb, ours, shell = _bake(home)
        print(report, flush=True)
        write_site(home / "hugo", size.count, shell)
        seconds, peer_mb = build(home / "hugo")
        theirs = files_and_bytes(home / "hugo" / "public")
        packing = _pack_all(home / "hugo" / "public")
        print(f"hugo: {seconds:.1f} s, packing {packing:.1f} s, {peer_mb:.0f} MB, {theirs}", flush=True)
        keep(home, kept)
    rows = [
        Row(
            f"full bake of {size.count} stories, gzip and brotli copies included",
            report.seconds,
            "s",
            f"{PEER}, no compressed copies",
            round(seconds, 1),
            Aim("<=", 1.5, "ratio"),
        ),
        Row(
            "the same beside Hugo and then packing its files alike",
            report.seconds,
            "s",
            f"{PEER}, same gzip and brotli by {PROCESSES} processes",
            round(seconds + packing, 1),
        ),
        Row(
            "peak memory of all processes that bake",
            round(memory_mb, 1),
            "MB",
            PEER,
            round(peer_mb, 1),
            Aim("<=", 500),
        ),
        Row("pages", report.pages, "pages"),
        Row("files (ours: each page plain, gzip, brotli)", ours[0], "files", PEER, theirs[0]),
        Row("bytes", round(ours[1] / 1e6, 1), "MB", PEER, round(theirs[1] / 1e6, 1)),
    ]
    write(size.result("bake"), rows, command=size.command("bake"))


def _bake(home: Path) -> tuple[Any, float, tuple[int, int], str]:
    """Return the report, the peak of memory in MB, files and bytes, and one article's page."""
    from hoitu.site import files
    from hoitu.site.models import Article
    from hoitu.site.operations.full_bake import bake_everything

    site = site_of_bench()
    me = psutil.Process()
    with peak_memory(lambda: [me, *(child for child in me.children() if "python" in child.name())]) as memory:
        report = bake_everything(site, processes=PROCESSES)
    folder = files.generation_folder(site.slug, report.generation)
    newest = Article.objects.unscoped(why="bench").filter(site=site).order_by("-published_at").first()
    assert newest is not None
    shell = (files.read(site.slug, newest.path) or b"").decode()
    shutil.rmtree(files.generation_folder(site.slug, report.generation - 1), ignore_errors=True)
    return report, memory["mb"], files_and_bytes(folder), shell


def _pack_all(folder: Path) -> float:
    """Write the gzip and brotli forms of Hugo's files beside them, as ours have them; return the seconds."""
    found = [str(path) for path in folder.rglob("*") if path.is_file()]
    started = time.perf_counter()
    with ProcessPoolExecutor(PROCESSES) as pool:
        list(pool.map(_pack, [found[n : n + 500] for n in range(0, len(found), 500)]))
    return time.perf_counter() - started


def _pack(paths: list[str]) -> None:
    from hoitu.site.files import packed

    for path in map(Path, paths):
        zipped, small = packed(path.read_bytes())
        Path(f"{path}.gz").write_bytes(zipped)
        Path(f"{path}.br").write_bytes(small)


if __name__ == "__main__":
    main(asked(full=100_000, quick=1_000))
