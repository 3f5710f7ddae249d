"""Take a folder or a table of files into the archive; a second run takes what is new and what failed."""

import csv
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, Refused
from hoitu.kernel.ids import new_id
from hoitu.kernel.storage import store
from hoitu.kernel.text import nfc
from hoitu.media.models import AssetRow, ImportedFile
from hoitu.media.operations.ingest import ingest, take_in
from hoitu.media.operations.words import clean

_READ_BYTES = 1024 * 1024
COLUMNS = (
    "file",
    "caption",
    "credit",
    "alt",
    "rights_note",
    "tags",
    "headline",
    "creator",
    "people",
    "place",
    "event",
)
Watch = Callable[[int], None]


@dataclass(frozen=True)
class Line:
    """One file to take in and what is said about it."""

    path: Path
    name: str  # inside the source
    said: Mapping[str, str]


@dataclass
class Ended:
    """How a run ended: files taken in, there before, and those that failed with their reasons."""

    new: int = 0
    known: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


def lines_of(source: Path) -> list[Line]:
    """Return the files of a folder (hidden ones left out), or of a table whose column `file` names them.

    Raises `BadInput` when the table cannot be read or has no such column.
    """
    if source.is_dir():
        return list(_in_folder(source))
    return list(_in_table(source))


def import_files(*, actor: Actor, source: Path, lines: list[Line], watch: Watch = lambda done: None) -> Ended:
    """Take the files in, each with its own outcome, and return how it ended. Raises `NotAllowed`."""
    actor.require("media.add")
    ended = Ended()
    for number, line in enumerate(lines, 1):
        row = ImportedFile.objects.for_agency(actor.agency).filter(
            source=str(source.resolve()), path=line.name
        )
        known = row.first()
        try:
            stamp = _stamp(line.path)
            if known and known.stamp == stamp and known.asset_id and not known.failure:
                ended.known += 1
            else:
                asset, is_new = _take(actor, line)
                _note(actor, source, line, stamp, asset)
                ended.new, ended.known = ended.new + is_new, ended.known + (not is_new)
        except (Refused, OSError) as error:
            reason = error.sentence if isinstance(error, Refused) else _("Không đọc được tệp.")
            _note(actor, source, line, "", None, reason)
            ended.failed.append((line.name, reason))
        watch(number)
    return ended


def _in_folder(source: Path) -> Iterator[Line]:
    root = source.resolve()
    for folder, inside, names in os.walk(root):
        inside[:] = sorted(name for name in inside if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder) / name
            # A link could lead out of the folder.
            if not name.startswith(".") and path.is_file() and path.resolve().is_relative_to(root):
                yield Line(path, str(path.relative_to(root)), {})


def _in_table(source: Path) -> Iterator[Line]:
    try:
        with source.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput(_("Bảng không đọc được. Hãy lưu lại thành CSV UTF-8.")) from error
    if rows and "file" not in rows[0]:
        raise BadInput(_("Bảng cần cột “file”; có thể thêm: caption, credit, alt, rights_note, tags."))
    for row in rows:
        name = (row.get("file") or "").strip()
        if name:
            said = {column: row[column] for column in COLUMNS[1:] if row.get(column)}
            yield Line((source.parent / name), name, said)


def _take(actor: Actor, line: Line) -> tuple[AssetRow, bool]:
    """Copy the file into the store and make its asset at once; return it and whether it is new."""
    key = f"arriving/{new_id()}"
    try:
        with line.path.open("rb") as file:
            store().put_file(key, file)
        digest = hashlib.sha256()
        with store().open(key) as kept:
            while part := kept.read(_READ_BYTES):
                digest.update(part)
        with transaction.atomic():
            asset, is_new = take_in(
                agency_id=actor.agency,
                key=key,
                sha256=digest.hexdigest(),
                name=nfc(line.path.name)[:200],
                said=clean(line.said),
                person_id=actor.person_id,
            )
    finally:
        store().delete(key)
    ingest(asset_id=asset.pk)  # its job finds nothing left to do
    asset.refresh_from_db()
    if asset.state == AssetRow.State.REFUSED:
        raise BadInput(asset.refused_because)
    return asset, is_new


def _note(
    actor: Actor, source: Path, line: Line, stamp: str, asset: AssetRow | None, failure: str = ""
) -> None:
    rows = ImportedFile.objects.for_agency(actor.agency)
    known, _is_new = rows.update_or_create(
        agency_id=actor.agency,
        source=str(source.resolve())[:1000],
        path=line.name[:1000],
        defaults={"stamp": stamp, "asset": asset, "failure": failure, "tried_at": clock.now()},
    )
    known.attempts += 1
    known.save(update_fields=["attempts"])


def _stamp(path: Path) -> str:
    found = path.stat()
    return f"{found.st_size}-{found.st_mtime_ns}"
