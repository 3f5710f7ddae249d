"""One changed story with N in the archive: its page, then every dependent output. `python -m bench.rebake [N]`"""

import statistics
import sys
import time
from pathlib import Path
from typing import Any

from bench.hugo import build, write_site
from bench.installation import installation, load_site
from bench.record import Aim, Row, write

CHANGES = 20


def main(count: int) -> None:
    """Bake the corpus, then publish new stories and changed ones, and time both halves of each."""
    with installation() as home:
        from hoitu.site import files
        from hoitu.site.models import Article
        from hoitu.site.operations.full_bake import bake_everything

        site: Any = load_site(count)
        bake_everything(site, processes=2)
        site.refresh_from_db()
        own, all_, pages = _changes(site)
        newest = Article.objects.unscoped(why="bench").filter(site=site).order_by("-published_at").first()
        shell = (files.read(site.slug, newest.path) or b"").decode() if newest else ""
        seconds = _hugo(home / "hugo", count, shell)
    name = "rebake" if count >= 100_000 else f"rebake-{count}"
    write(
        name,
        [
            Row(
                "one changed story, all affected outputs, median",
                round(statistics.median(all_), 3),
                "s",
                "Hugo 0.111.3 rebuild",
                round(seconds, 1),
                Aim("<=", 0.01, "ratio"),
            ),
            Row("its own page readable, p95", round(_p95(own) * 1000, 1), "ms", aim=Aim("<=", 300)),
            Row("every dependent page clean, p95", round(_p95(all_), 3), "s", aim=Aim("<=", 2)),
            Row("pages baked again for one story, median", statistics.median(pages), "pages"),
        ],
        command=f"python -m bench.rebake {count}",
    )


def _changes(site: Any) -> tuple[list[float], list[float], list[int]]:
    from hoitu.site.operations.bake import bake_dirty
    from hoitu.site.operations.place import place_story
    from hoitu.site.testing import next_revision, released

    own, all_, pages = [], [], []
    for number in range(CHANGES):
        story = released(site.agency_id, headline=f"Tin thử số {number}", tags=("cà phê", "xuất khẩu"))
        place_story(site, story)
        bake_dirty(site)
        started = time.perf_counter()
        place_story(site, next_revision(story, headline=f"Tin thử số {number}, đã sửa"))
        own.append(time.perf_counter() - started)
        pages.append(bake_dirty(site) + 1)
        all_.append(time.perf_counter() - started)
    return own, all_, pages


def _hugo(folder: Path, count: int, shell: str) -> float:
    write_site(folder, count, shell)
    build(folder)
    one = next((folder / "content" / "thoi-su").glob("*.md"))
    one.write_text(one.read_text(encoding="utf-8") + "\nMột câu thêm vào.\n", encoding="utf-8")
    return build(folder, clean=False)[0]


def _p95(values: list[float]) -> float:
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
