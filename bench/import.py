# ruff: noqa: N999 - `python -m bench.import` is named after what it measures
"""Import 10,000 WordPress articles with bad rows among them. `python -m bench.import [N]`"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench import corpus
from bench.installation import installation
from bench.record import Aim, Row, write

EVERY_BAD = 50


def items(count: int) -> Iterator[str]:
    """Yield the XML of `count` articles; every fiftieth is broken in one of seven ways."""
    from hoitu.imports.testing import Post, item

    for made in corpus.stories(count):
        number = made.number + 1
        fields = {
            "title": made.headline,
            "content": "\n\n".join(
                f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->" for text in made.paragraphs
            ),
            "excerpt": made.standfirst,
            "section": made.section,
            "date_gmt": f"{made.published_at:%Y-%m-%d %H:%M:%S}",
        }
        post = Post(number, tags=made.tags, **fields)
        if number % EVERY_BAD:
            yield item(post)
            continue
        yield (
            item(Post(number, **(fields | {"title": ""}))),
            item(Post(number, **(fields | {"content": ""}))),
            item(Post(number, **(fields | {"date_gmt": "0000-00-00 00:00:00"}))),
            item(Post(number, guid="", **fields)).replace(f"<wp:post_id>{number}</wp:post_id>", ""),
            item(Post(number, guid=f"http://bao-cu.example/?p={number - 1}", **fields)),
            item(post).partition("</p>")[0],
            item(Post(number, **(fields | {"content": "x" * (8 * 1024 * 1024 + 1)}))),
        )[number // EVERY_BAD % 7]


def main(count: int) -> None:
    """Write the export, import it, count the reasons, write the result."""
    with installation() as home:
        from hoitu.accounts.testing import make_agency
        from hoitu.imports import api, queries
        from hoitu.imports.data import RowState, SourceKind
        from hoitu.imports.testing import export
        from hoitu.kernel.actor import Actor

        path = export(Path(home) / "export.xml", items(count))
        megabytes = path.stat().st_size / 1e6
        actor = Actor.system(agency_id=make_agency("Báo Đo kiểm").pk)
        run_id = api.open_run(
            actor=actor, kind=SourceKind.WXR, path=path, with_pictures=False, in_background=False
        )
        began = time.perf_counter()
        api.analyse(actor=actor, run_id=run_id)
        analysed = time.perf_counter()
        ended = api.work(actor=actor, run_id=run_id)
        finished = time.perf_counter()
        run = api.run(agency_id=actor.agency, run_id=run_id)
        dead = list(queries.rows(run=run, state=RowState.DEAD))
        print(ended, flush=True)
        for reason, rows in Counter(row.reason.partition(" → ")[0] for row in dead).most_common():
            print(f"  {rows:4d}  {reason}", flush=True)
        again = api.open_run(
            actor=actor, kind=SourceKind.WXR, path=path, with_pictures=False, in_background=False
        )
        api.analyse(actor=actor, run_id=again)
        repeated = time.perf_counter()
        known = api.work(actor=actor, run_id=again).known
        repeat_seconds = time.perf_counter() - repeated
    bad = count // EVERY_BAD
    write(
        "import" if count >= 10_000 else f"import-{count}",
        [
            Row(
                f"WXR, {count} articles, {megabytes:.0f} MB: looking through and importing",
                round(count / (finished - began), 1),
                "articles/s",
                aim=Aim(">=", 200),
            ),
            Row("of it importing alone", round(count / (finished - analysed), 1), "articles/s"),
            Row("of it looking through alone", round(count / (analysed - began), 1), "articles/s"),
            Row("articles that became stories", ended.done, "articles", aim=Aim(">=", count - bad)),
            Row(
                "bad rows that say why, share of all bad rows",
                round(100 * sum(1 for row in dead if row.reason) / bad, 1),
                "%",
                aim=Aim(">=", 100),
            ),
            Row(
                "the same export again, nothing written twice", round(known / repeat_seconds, 1), "articles/s"
            ),
        ],
        command=f"python -m bench.import {count}",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
