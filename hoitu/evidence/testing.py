"""What tests of evidence and of rooms above need: small real files, documents that wait or were accepted."""

import io
import zipfile
from datetime import date
from uuid import UUID

from PIL import Image

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import actor_of, make_person
from hoitu.evidence.data import EvidenceInput
from hoitu.evidence.operations.attach import attach
from hoitu.evidence.operations.check import check
from hoitu.kernel.ids import new_id

OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


def pdf_bytes(words: str = "") -> bytes:
    """Return a file that is a PDF by its bytes; different each time unless words are given."""
    return b"%PDF-1.7\n% " + (words or str(new_id())).encode() + b"\ntrailer\n<<>>\n%%EOF\n"


def office_bytes(ending: str, *more: str) -> bytes:
    """Return a small DOCX or XLSX, with more parts if named."""
    return zip_bytes("[Content_Types].xml", OFFICE_PARTS[ending], *more)


def zip_bytes(*names: str) -> bytes:
    """Return an archive of small parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, "<x/>")
    return out.getvalue()


def picture_bytes(kind: str = "PNG") -> bytes:
    """Return a small real picture."""
    out = io.BytesIO()
    Image.new("RGB", (8, 6), (30, 60, 90)).save(out, kind)
    return out.getvalue()


def make_evidence(
    agency: Organisation,
    about: str,
    *,
    accepted: bool | None = None,
    title: str = "Quyết định",
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> UUID:
    """Return a document of an agency; `accepted` None: it waits for the second person."""
    submitter = actor_of(make_person(agency, permissions=("evidence.add",)))
    values = EvidenceInput(title, valid_from=valid_from, valid_until=valid_until)
    evidence_id = attach(
        actor=submitter, about=about, values=values, file=io.BytesIO(pdf_bytes()), file_name="quyet-dinh.pdf"
    )
    if accepted is not None:
        checker = actor_of(make_person(agency, permissions=("evidence.check",)))
        check(actor=checker, evidence_id=evidence_id, accepted=accepted, reason="" if accepted else "Mờ")
    return evidence_id
