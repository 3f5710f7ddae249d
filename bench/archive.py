"""The newsroom of N stories with every page baked, kept between runs.

`bench.bake` measures the full bake and leaves its data folder here; `rebake` and `publish` go on from it. It is used
in place, because copying half a million files takes longer than most measurements: every run adds a few stories.
"""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.installation import set_up
from bench.kept import home_with, keep, kept_name

# Pages of older code would count as changed by whatever touches them next.
MADE_FROM = ("hoitu/site/**/*.py", "hoitu/site/pages/**/*.html", "bench/newsroom.py", "bench/hugo.py")


@contextmanager
def archive(count: int) -> Iterator[Path]:
    """Have the data folder; made without measuring when no bake left it. Nothing runs in it yet."""
    home = archive_name(count)
    if not home.is_dir():
        with home_with("bench.newsroom", count) as new:
            _run("bake", new)
            keep(new, home)
    yield home


def archive_name(count: int) -> Path:
    """Return where the data folder of a newsroom belongs whose pages are baked by the sources as they are now."""
    return kept_name("bench.archive", count, made_from=MADE_FROM)


def index(home: Path) -> None:
    """Bring both search indexes up to date, the newsroom's and the readers', beside each other."""
    with set_up(home), ThreadPoolExecutor(2) as both:
        list(both.map(lambda what: _run(what, home), ("stories", "articles")))


def site_of_bench() -> Any:
    """Return the site that holds the corpus."""
    from hoitu.site.models import Site

    return Site.objects.unscoped(why="bench").get(slug="do-kiem")


def _run(what: str, home: Path) -> None:
    # In a process of its own: Django keeps the data folder that it was set up with.
    subprocess.run([sys.executable, "-m", "bench.archive", what, str(home)], check=True)


def _main(what: str, home: Path) -> None:
    with set_up(home):
        if what == "bake":
            from hoitu.site.operations.full_bake import bake_everything

            bake_everything(site_of_bench(), processes=2)
        elif what == "articles":
            from hoitu.site.operations.search_index import index_articles

            index_articles(site_of_bench())
        else:
            from hoitu.workspace.search.follow import Follower
            from hoitu.workspace.search.index import folder

            Follower(folder()).catch_up()


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
