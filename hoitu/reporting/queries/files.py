"""The files of a version, and what the signatures in them say."""

from dataclasses import dataclass

from hoitu.evidence import api as evidence
from hoitu.papers import api as papers
from hoitu.papers.data import Signature
from hoitu.reporting.data import FileKind
from hoitu.reporting.models import Report, Version, VersionFile
from hoitu.reporting.queries.reports import WHY


@dataclass(frozen=True)
class SignedFile:
    """A file with signatures, each checked against the version's PDF just now."""

    row: VersionFile
    signatures: tuple[Signature, ...]

    @property
    def is_detached(self) -> bool:
        return self.row.kind == FileKind.DETACHED


def signed_files(version: Version) -> list[SignedFile]:
    """Return the signed files of a version, the last first. Whoever may read the version may read them."""
    rows = list(VersionFile.objects.unscoped(why=WHY).filter(version=version).order_by("-added_at", "-pk"))
    original = next((one for one in rows if one.kind == FileKind.ORIGINAL), None)
    return [
        SignedFile(row, _signatures(row, original))
        for row in rows
        if row.kind != FileKind.ORIGINAL and original is not None
    ]


def address_of(row: VersionFile, report: Report) -> str:
    """Return the file's short-lived address on the readers' origin."""
    ending = "p7s" if row.kind == FileKind.DETACHED else "pdf"
    name = f"bao-cao-{row.version.number}-{row.sha256[:8]}.{ending}"
    return evidence.signed_url(agency_id=report.agency_id, sha256=row.sha256, file_name=name)


def _signatures(row: VersionFile, original: VersionFile) -> tuple[Signature, ...]:
    content = _bytes(row)
    if row.kind == FileKind.DETACHED:
        return papers.detached_signatures_of(content, of=_bytes(original))
    return papers.signatures_of(content)


def _bytes(row: VersionFile) -> bytes:
    return evidence.bytes_of(agency_id=row.agency_id, sha256=row.sha256)
