"""Search of an archive of N files: a page of 48 and its facets. `python -m bench.media_search [N|--quick]`

The peer is what stood here before: every word looked for in the folded text of every row (`ILIKE`), newest first.
"""

import random
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from bench import corpus
from bench.installation import set_up
from bench.kept import home_with
from bench.media_archive import COLOURS, agency_id
from bench.record import Aim, Row, write
from bench.sizes import Size, asked, p95

PAGE = 48
PEER = "PostgreSQL, every word by LIKE"
KINDS = (
    "words", "words without diacritics", "beginnings of words", "words and filters", "filters alone",
    "one broad word", "deep pages",
)  # fmt: skip


def questions(kind: str, count: int) -> list[dict[str, Any]]:
    """Return seeded questions of one kind, as arguments of `Wanted`."""
    from hoitu.kernel.text import fold

    chance = random.Random(f"ảnh {kind}")
    filters: dict[str, Any]
    made: list[dict[str, Any]] = []
    for _ in range(count):
        topic = chance.choice(chance.choice(list(corpus.SECTIONS.values())).split("|"))
        place, colour = chance.choice(corpus.PLACES), chance.choice(COLOURS)
        filters = {"kinds": (chance.choice(("picture", "video", "audio")),), "marks": {"colour": (colour,)}}
        made.append(
            {
                "words": {"words": f"{topic} {place} "},
                "words without diacritics": {"words": fold(f"{place} {topic} ")},
                "beginnings of words": {"words": f"{topic} {place[: chance.randint(2, 3)]}"},
                "words and filters": {"words": f"{place} ", **filters},
                "filters alone": {**filters, "used": chance.choice((True, False, None))},
                "one broad word": {
                    "words": chance.choice(("người", "nhân dân", "tỉnh", "chính", "công", "của"))
                },
                "deep pages": {"words": chance.choice((topic, place))},
            }[kind]
            | ({"deep": chance.random()} if kind == "deep pages" else {})
        )
    return made


def main(size: Size) -> None:
    """Ask both sides and write the figures."""
    with (
        home_with("bench.media_archive", size.count, made_from=("hoitu/media/queries/marks.py",)) as home,
        set_up(home),
    ):
        agency = agency_id()
        count = 10 if size.is_quick else 40
        everything, everything_peer, rows = [], [], []
        for kind in KINDS:
            first, *now = questions(kind, count + 1)
            _ours(agency, first)
            ours = [_timed(lambda q=q: _ours(agency, q)) for q in now]  # type: ignore[misc]
            theirs = [_timed(lambda q=q: _theirs(agency, q)) for q in now[:6]]  # type: ignore[misc]
            everything += ours
            everything_peer += theirs
            rows.append(_row(f"{kind}, {size.count} files, page and facets, p95", ours, theirs))
        rows.insert(
            0,
            _row(
                f"all kinds together, {size.count} files, page and facets, p95", everything, everything_peer
            ),
        )
    write(size.result("media_search"), rows, command=size.command("media_search"))


def _row(what: str, ours: list[float], theirs: list[float]) -> Row:
    return Row(what, round(p95(ours), 1), "ms", PEER, round(p95(theirs), 1), Aim("<=", 80))


def _timed(ask: Callable[[], object]) -> float:
    started = time.perf_counter()
    ask()
    return (time.perf_counter() - started) * 1000


def _before(question: dict[str, Any]) -> Any:
    from datetime import timedelta

    from hoitu.kernel.ids import new_id

    deep = question.get("deep")
    return None if deep is None else (corpus.NEWEST - timedelta(days=3000 * deep), new_id())


def _ours(agency: UUID, question: dict[str, Any]) -> int:
    from hoitu.media import api

    wanted = api.Wanted(**{key: value for key, value in question.items() if key != "deep"})
    if (before := _before(question)) is None:
        page, _counts = api.first_page(agency_id=agency, wanted=wanted, limit=PAGE + 1)
    else:
        page = api.search_assets(agency_id=agency, wanted=wanted, before=before, limit=PAGE + 1)
    return len(page)


def _theirs(agency: UUID, question: dict[str, Any]) -> int:
    from hoitu.kernel.text import fold
    from hoitu.media.models import AssetRow

    rows = AssetRow.objects.for_agency(agency).filter(state="ready")
    for word in fold(question.get("words", "")).split():
        rows = rows.filter(folded__contains=word)
    if kinds := question.get("kinds"):
        rows = rows.filter(kind__in=kinds)
    if marks := question.get("marks"):
        rows = rows.filter(marks__overlap=[f"colour:{one}" for one in marks["colour"]])
    if before := _before(question):
        rows = rows.filter(added_at__lt=before[0])
    page = list(rows.order_by("-added_at", "-id")[: PAGE + 1])
    if "deep" not in question:
        rows.count()
    return len(page)


if __name__ == "__main__":
    main(asked(full=1_000_000, quick=20_000))
