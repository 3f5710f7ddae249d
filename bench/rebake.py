"""One changed story with N in the archive: its page, then every dependent output.

`python -m bench.rebake [N|--quick]`
"""

import statistics
import time
from pathlib import Path
from typing import Any

from bench.archive import archive, site_of_bench
from bench.hugo import PEER, build, write_site
from bench.installation import set_up
from bench.record import Aim, Row, write
from bench.sizes import Size, asked, p95

CHANGES = 20


def main(size: Size) -> None:
    """Publish new stories and changed ones into a baked archive, and time both halves of each."""
    with archive(size.count) as home:
        with set_up(home):
            own, whole, pages, shell = _changes()
        seconds = _hugo(home / "hugo", size.count, shell)
    rows = [
        Row(
            "one changed story, all affected outputs, median",
            round(statistics.median(whole), 3),
            "s",
            f"{PEER} rebuild",
            round(seconds, 1),
            Aim("<=", 0.01, "ratio"),
        ),
        Row("its own page readable, p95", round(p95(own) * 1000, 1), "ms", aim=Aim("<=", 300)),
        Row("every dependent page clean, p95", round(p95(whole), 3), "s", aim=Aim("<=", 2)),
        Row("pages baked again for one story, median", statistics.median(pages), "pages"),
    ]
    write(size.result("rebake"), rows, command=size.command("rebake"))


def _changes() -> tuple[list[float], list[float], list[int], str]:
    """Return seconds until each story's own page stood and until all did, how many pages, and one page."""
    from hoitu.site import files
    from hoitu.site.operations.bake import bake_dirty
    from hoitu.site.operations.place import place_story
    from hoitu.site.testing import next_revision, released

    site: Any = site_of_bench()
    bake_dirty(site)
    own, whole, pages, shell = [], [], [], b""
    for number in range(CHANGES):
        story = released(site.agency_id, headline=f"Tin thử số {number}", tags=("cà phê", "xuất khẩu"))
        place_story(site, story)
        bake_dirty(site)
        started = time.perf_counter()
        here = place_story(site, next_revision(story, headline=f"Tin thử số {number}, đã sửa"))
        own.append(time.perf_counter() - started)
        pages.append(bake_dirty(site) + 1)
        whole.append(time.perf_counter() - started)
        shell = files.read(site.slug, here.path) or b""
    return own, whole, pages, shell.decode()


def _hugo(folder: Path, count: int, shell: str) -> float:
    """Return how long Hugo takes to build again after one story changed; `bench.bake` left the first build here."""
    if not (folder / "public").is_dir():
        write_site(folder, count, shell)
        build(folder)
    one = next((folder / "content" / "thoi-su").glob("*.md"))
    one.write_text(one.read_text(encoding="utf-8") + "\nMột câu thêm vào.\n", encoding="utf-8")
    return build(folder, clean=False)[0]


if __name__ == "__main__":
    main(asked(full=100_000, quick=1_000))
