"""Full bake of N stories beside Hugo: time, memory, files, bytes. `python -m bench.bake [N]`"""

import shutil
import sys
import time

import psutil

from bench.hugo import build, write_site
from bench.installation import files_and_bytes, installation, load_site, peak_memory
from bench.record import Aim, Row, write


def main(count: int) -> None:
    """Load the corpus, bake it, build the same with Hugo, write the result."""
    with installation() as home:
        from hoitu.site import files
        from hoitu.site.models import Article
        from hoitu.site.operations.full_bake import bake_everything

        started = time.perf_counter()
        site = load_site(count)
        print(f"loaded {count} stories in {time.perf_counter() - started:.0f} s", flush=True)
        me = psutil.Process()
        with peak_memory(
            lambda: [me, *(child for child in me.children() if "python" in child.name())]
        ) as memory:
            report = bake_everything(site, processes=2)
        print(report, flush=True)
        ours = files_and_bytes(home / "public" / "sites" / site.slug / f"gen-{report.generation}")
        sample = Article.objects.unscoped(why="bench").filter(site=site).order_by("-published_at").first()
        shell = (files.read(site.slug, sample.path) or b"").decode()
        shutil.rmtree(
            home / "public" / "sites" / site.slug / f"gen-{report.generation - 1}", ignore_errors=True
        )
        peer_folder = home / "hugo"
        write_site(peer_folder, count, shell)
        seconds, peer_mb = build(peer_folder)
        theirs = files_and_bytes(peer_folder / "public")
        print(f"hugo: {seconds:.1f} s, {peer_mb:.0f} MB, {theirs}", flush=True)
    name = "bake" if count >= 100_000 else f"bake-{count}"
    peer = "Hugo 0.111.3"
    write(
        name,
        [
            Row(
                f"full bake of {count} stories, gzip and brotli copies included",
                report.seconds,
                "s",
                peer,
                round(seconds, 1),
                Aim("<=", 1.5, "ratio"),
            ),
            Row(
                "peak memory of all processes that bake",
                round(memory["mb"], 1),
                "MB",
                peer,
                round(peer_mb, 1),
                Aim("<=", 500),
            ),
            Row("pages", report.pages, "pages"),
            Row("files (ours: each page plain, gzip, brotli)", ours[0], "files", peer, theirs[0]),
            Row("bytes", round(ours[1] / 1e6, 1), "MB", peer, round(theirs[1] / 1e6, 1)),
        ],
        command=f"python -m bench.bake {count}",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
