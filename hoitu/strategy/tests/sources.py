"""The source texts, where they are, and every printed string of the packs with the lines it was read on.

The texts are not part of the project. HOITU_SEEDS says where they lie (conftest hands it on as TEST_SEEDS, because no
setting has that name), or they lie in ../shared/seeds beside the project. On other machines the strings are held
against `verbatim.sha256`. After a change of a pack, with the texts at hand:
`.venv/bin/python -m hoitu.strategy.tests.sources` writes that list anew.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from hoitu.strategy import packs
from hoitu.strategy.data import LegalReference, Pack, Quantity, Target, Task

LIST = Path(__file__).with_name("verbatim.sha256")
BESIDE = Path(__file__).resolve().parents[4] / "shared" / "seeds"


def folder() -> Path | None:
    """Return the folder of source texts, None when this machine has none."""
    place = Path(os.environ.get("TEST_SEEDS") or BESIDE)
    return place if place.is_dir() else None


def tidy(text: str) -> str:
    """Return the text with every stretch of white space as one space."""
    return " ".join(text.split())


def printed(pack: Pack) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Yield (id.field, text, lines) for every string of a pack that stands in its source."""
    yield f"{pack.document.id}.title", pack.document.title, pack.document.title_lines
    records: tuple[Target | Quantity | Task | LegalReference, ...] = (
        *pack.targets,
        *pack.quantities,
        *pack.tasks,
        *pack.legal_references,
    )
    for record in records:
        yield f"{record.id}.verbatim", record.verbatim, record.lines
    for task in pack.tasks:
        for field in ("lead", "coordinators", "product", "time", "time_note"):
            if text := getattr(task, field):
                yield f"{task.id}.{field}", text, task.lines
    for rule in pack.report_rules:
        yield f"{rule.id}.when", rule.when, rule.lines


def every_printed() -> list[tuple[str, str, str, tuple[int, ...]]]:
    """Return (source file, id.field, text, lines) of all packs."""
    return [(pack.document.source_file, *each) for pack in packs.read_all() for each in printed(pack)]


def digests() -> dict[str, str]:
    """Return the SHA-256 of each printed string, by id.field."""
    return {key: hashlib.sha256(tidy(text).encode()).hexdigest() for _, key, text, _ in every_printed()}


def stored_digests() -> dict[str, str]:
    """Return the digests that the project keeps."""
    rows = (line.split("  ", 1) for line in LIST.read_text(encoding="utf-8").splitlines())
    return {key: digest for digest, key in rows}


if __name__ == "__main__":
    LIST.write_text("".join(f"{digest}  {key}\n" for key, digest in digests().items()), encoding="utf-8")
