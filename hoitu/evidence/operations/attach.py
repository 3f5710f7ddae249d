"""Put a document beside a statement."""

import hashlib
import re
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.evidence.data import EvidenceInput, KeptFile
from hoitu.evidence.errors import AlreadyAttached, FileRefused, FileTooLarge
from hoitu.evidence.events import EvidenceAttached
from hoitu.evidence.file_kinds import LIMIT_BYTES, FileKind, kind_of
from hoitu.evidence.models import EvidenceRow
from hoitu.evidence.signing import FOLDER, path_of
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.kernel.facts import announce
from hoitu.kernel.storage import store
from hoitu.kernel.text import nfc

ABOUT = re.compile(r"[a-z][a-z_-]*:[\w.:-]{1,100}")
# Control characters, what other systems cannot have in names, and letters that turn the direction of reading.
NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
LONGEST_NAME = 120
CHUNK_BYTES = 1_000_000


def attach(*, actor: Actor, about: str, values: EvidenceInput, file: BinaryIO, file_name: str) -> UUID:
    """Keep the file, let the document wait for a second person, and return its id.

    Raises `BadInput`, `FileRefused`, `FileTooLarge`, `AlreadyAttached`, `NotAllowed`.
    """
    actor.require("evidence.add")
    words = _words(about, values)
    kept = keep_file(agency_id=actor.agency, file=file, file_name=file_name)
    row = EvidenceRow(
        agency_id=actor.agency,
        about=about,
        file_name=kept.file_name,
        size_bytes=kept.size,
        sha256=kept.sha256,
        submitted_by_id=actor.person_id,
        submitted_at=clock.now(),
        **words,
    )
    with transaction.atomic():
        _save_once(row)
        subject = f"evidence:{row.pk}"
        announce(
            EvidenceAttached(subject=subject, agency_id=row.agency_id, evidence_id=row.pk, about=row.about)
        )
        audit.record(
            actor=actor,
            verb="evidence.attach",
            object_key=subject,
            object_label=row.title,
            changes={"about": ("", about), "file_name": ("", row.file_name), "sha256": ("", row.sha256)},
        )
    return row.pk


def keep_file(*, agency_id: UUID, file: BinaryIO, file_name: str) -> KeptFile:
    """Keep the bytes of a document for an agency and return what to remember of them; `signing` gives its address.

    Rooms above keep their own documents by it. Raises `FileRefused`, `FileTooLarge`.
    """
    sha256, size = _measured(file)
    kind = kind_of(file)
    file.seek(0)
    key = f"{FOLDER}/{path_of(agency_id, sha256)}"
    if not store().exists(key):
        store().put_file(key, file)
    return KeptFile(saved_as(file_name, kind), sha256, size)


def saved_as(file_name: str, kind: FileKind) -> str:
    """Return the name under which people save the file: what they called it, with the ending of what it is."""
    stem = PurePosixPath(NOT_IN_NAMES.sub(" ", nfc(file_name.replace("\\", "/").rpartition("/")[2]))).stem
    stem = " ".join(stem.split()).strip(". ")[:LONGEST_NAME]
    return (stem or "minh-chung") + kind.ending


def _words(about: str, values: EvidenceInput) -> dict[str, object]:
    if not ABOUT.fullmatch(about):
        raise BadInput()
    title = nfc(values.title.strip())
    if not title:
        raise BadInput(_("Hãy ghi tên tài liệu."))
    if values.valid_from and values.valid_until and values.valid_until <= values.valid_from:
        raise BadInput(_("Ngày hết giá trị phải sau ngày bắt đầu có giá trị."))
    return asdict(values) | {
        "title": title[:300],
        "issuer": nfc(values.issuer.strip())[:200],
        "number": nfc(values.number.strip())[:100],
        "note": nfc(values.note.strip())[:2000],
    }


def _measured(file: BinaryIO) -> tuple[str, int]:
    size = file.seek(0, 2)
    limit = min(LIMIT_BYTES, settings.UPLOAD_LIMIT_BYTES)
    if size > limit:
        megabytes = limit // 1_000_000
        raise FileTooLarge(
            _("Tệp lớn hơn %(limit)d MB. Hãy nén ảnh hoặc tách tài liệu.") % {"limit": megabytes}
        )
    if size == 0:
        raise FileRefused(_("Tệp này rỗng. Hãy chọn lại tệp."))
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK_BYTES):
        digest.update(chunk)
    return digest.hexdigest(), size


def _save_once(row: EvidenceRow) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "evidence_bytes_once" not in str(error):
            raise
        raise AlreadyAttached(_("Tệp này đã được nộp làm minh chứng cho mục này.")) from error
