"""An archive of N files: metadata from the corpus' words, looks of chance.

`python -m bench.media_archive COUNT FOLDER` fills a data folder.
"""

import os
import random
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from bench import corpus
from bench.installation import set_up

AGENCY, OTHER = "Báo Đo kiểm", "Báo nhỏ"
COLOURS = (
    "red",
    "orange",
    "yellow",
    "green",
    "cyan",
    "blue",
    "violet",
    "pink",
    "brown",
    "black",
    "grey",
    "white",
)
SIZES = ((6000, 4000), (4000, 6000), (4000, 4000), (9000, 3000))
COLUMNS = (
    "id, agency_id, kind, state, refused_because, sha256, original_key, original_name, media_type, size_bytes,"
    " width, height, duration_ms, caption, credit, alt, rights_note, tags, folded, marks, look, search_form,"
    " added_at, used_at, headline, creator, people, place, event, source_type, copy_number"
)


def agency_id() -> UUID:
    """Return the agency that owns the archive."""
    from hoitu.accounts.models import Organisation

    return Organisation.objects.get(name=AGENCY).pk


def captions(count: int, *, seed: int = 2026) -> Iterator[tuple[str, str, str]]:
    """Yield caption, credit and tag of `count` files."""
    chance = random.Random(seed)
    names = [corpus.name(chance) for _ in range(400)]
    sections = [words.split("|") for words in corpus.SECTIONS.values()]
    for _ in range(count):
        words = chance.choice(sections)
        what, place = chance.choice(words), chance.choice(corpus.PLACES)
        caption = (
            f"{chance.choice(names)} tại {place}: {chance.choice(corpus.VERBS)} {what} {chance.choice(corpus.ENDS)},"
            f" {chance.choice(corpus.CLAUSES)}"
        )
        yield caption, chance.choice(names), chance.choice(words)


def fill(count: int) -> None:
    """Make two agencies and write the rows by COPY, as taking the files in one by one would leave them."""
    from django.db import connection

    from hoitu.accounts.testing import make_agency
    from hoitu.kernel import postgres
    from hoitu.kernel.ids import new_id
    from hoitu.media.operations.recognise import FORM
    from hoitu.media.operations.words import searchable
    from hoitu.project import config
    from hoitu.project.databases import cluster_of

    began = time.perf_counter()
    agency, _other = make_agency(AGENCY).pk, make_agency(OTHER)
    chance = random.Random(7)
    with cluster_of(config.load()).connect(postgres.DATABASE) as owner:
        kept = dict(owner.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'media_assetrow'"
            " AND (indexname LIKE 'asset_look%' OR indexname = 'asset_words_of_month')"
        ).fetchall())  # fmt: skip
        for name in kept:
            owner.execute(f"DROP INDEX {name}")
        with owner.cursor() as cursor, cursor.copy(f"COPY media_assetrow ({COLUMNS}) FROM STDIN") as copy:
            for number, (caption, credit, tag) in enumerate(captions(count)):
                copy.write_row(
                    _row(number, count, agency, new_id(), caption, credit, tag, chance, searchable, FORM)
                )
        print(f"rows: {time.perf_counter() - began:.0f} s", flush=True)
        owner.execute("SET maintenance_work_mem = '1GB'")
        for definition in kept.values():
            owner.execute(definition)
        owner.commit()
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE media_assetrow")
    connection.close()
    print(f"all: {time.perf_counter() - began:.0f} s", flush=True)


def _row(
    number: int, count: int, agency: UUID, key: UUID, caption: str, credit: str, tag: str,
    chance: random.Random, searchable: Any, form: int,
) -> tuple[object, ...]:  # fmt: skip
    kind = chance.choices(("picture", "video", "audio", "document"), (88, 8, 2, 2))[0]
    width, height = chance.choices(SIZES, (70, 24, 4, 2))[0] if kind in ("picture", "video") else (0, 0)
    at = corpus.NEWEST - timedelta(minutes=5 * (count - number))
    name = f"TN{number:07}.jpg"
    colours = chance.sample(COLOURS, chance.randint(1, 3)) if width else []
    return (
        key, agency, kind, "ready", "", f"{number:064x}", f"originals/{number}", name, "image/jpeg", 5_000_000, width,
        height, chance.randint(5_000, 900_000) if kind in ("video", "audio") else 0, caption, credit, "", "", [tag],
        searchable(f"{caption} {credit}  {name} {tag}"), [f"colour:{one}" for one in colours],
        chance.getrandbits(64) - 2**63 if width else None, form, at, at if chance.random() < 0.15 else None,
        "", "", [], "", "", "", 0,
    )  # fmt: skip


if __name__ == "__main__":
    os.umask(0o077)
    with set_up(Path(sys.argv[2]), is_new=True):
        fill(int(sys.argv[1]))
