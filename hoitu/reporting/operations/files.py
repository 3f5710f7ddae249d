"""The files of a version that was sent: its PDF, made once, and the signatures that people put to it."""

from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from hoitu.audit import api as audit
from hoitu.evidence import api as evidence
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.papers import api as papers
from hoitu.reporting.adapters import paper_of
from hoitu.reporting.data import FileKind
from hoitu.reporting.models import Version, VersionFile
from hoitu.reporting.operations.find import own_report, title_of
from hoitu.reporting.policies.plain import from_plain
from hoitu.reporting.queries.reports import WHY

REASON = "Phát hành %s"  # stands in the signature: official Vietnamese


class NotThisReport(BadInput):
    """Raised when a signed PDF is not the version's own PDF with signatures behind it."""

    default_sentence = _(
        "Tệp này không phải bản PDF của báo cáo tải từ đây, hoặc phần mềm ký đã ghi lại cả tệp. Hãy tải lại bản PDF, "
        "ký kiểu thêm vào tệp (PAdES), hoặc nộp chữ ký rời .p7s của bản PDF đó."
    )


class NotSigned(BadInput):
    """Raised when a file holds no signature, or one that does not hold for the version."""

    default_sentence = _("Tệp chưa có chữ ký số nào.")


def pdf_of(version: Version) -> bytes:
    """Return the version's PDF: made when first asked for, the same bytes ever after. Raises PaperNotPrintable."""
    return _bytes(original_of(version))


def original_of(version: Version) -> VersionFile:
    """Return the version's own PDF, made when it is first asked for."""
    files = VersionFile.objects.unscoped(why=WHY).filter(version=version, kind=FileKind.ORIGINAL)
    if (found := files.first()) is not None:
        return found
    content = papers.pdf(paper_of(version.report, from_plain(version.content), sent_at=version.sent_at))
    try:
        with transaction.atomic():
            return _keep(version, FileKind.ORIGINAL, content, by="")
    except IntegrityError:
        return files.get()  # somebody else asked in the same moment


@sensitive_variables("password", "pkcs12")
@transaction.atomic
def sign_version(*, actor: Actor, version: Version, pkcs12: bytes, password: str) -> VersionFile:
    """Sign the version's PDF, behind the signatures that it has, with a certificate that is used and forgotten.

    Raises `NotFound`, `papers.CertificateRefused`, `papers.NotSignable`.
    """
    _require(actor, version)
    last = (
        VersionFile.objects.for_agency(actor.agency)
        .filter(version=version, kind=FileKind.SIGNED)
        .order_by("-added_at", "-pk")
        .first()
    )
    content = _bytes(last or original_of(version))
    signed = papers.sign_pdf(
        content, pkcs12=pkcs12, password=password, reason=REASON % title_of(version.report)
    )
    return _record(actor, version, FileKind.SIGNED, signed, papers.signatures_of(signed), "reporting.sign")


@transaction.atomic
def attach_signed(*, actor: Actor, version: Version, content: bytes) -> VersionFile:
    """Keep a PDF that was signed elsewhere, or a detached signature, once it is seen to be of this version's PDF.

    Raises `NotFound`, `NotThisReport`, `NotSigned`, `papers.NotAPdf`, `papers.NotASignature`.
    """
    _require(actor, version)
    original = pdf_of(version)
    if b"%PDF-" not in content[:1024]:
        found = papers.detached_signatures_of(content, of=original)
        kind = FileKind.DETACHED
    else:
        found = papers.signatures_of(content)
        kind = FileKind.SIGNED
        # A signature is written behind what it signs: the file begins with the very bytes that were given out.
        if not content.startswith(original):
            raise NotThisReport()
    if not found:
        raise NotSigned()
    if not all(one.is_intact for one in found):
        raise NotSigned(
            _("Chữ ký không khớp với nội dung: tệp đã bị sửa sau khi ký, hoặc ký trên một bản khác.")
        )
    return _record(actor, version, kind, content, found, "reporting.attach_signed")


def _require(actor: Actor, version: Version) -> None:
    """Let nobody else sign meanwhile: each signature stands behind the last. Raises `NotFound`."""
    actor.require("reporting.send")
    own_report(actor, version.report_id)


def _record(
    actor: Actor,
    version: Version,
    kind: FileKind,
    content: bytes,
    signatures: tuple[papers.Signature, ...],
    verb: str,
) -> VersionFile:
    known = VersionFile.objects.for_agency(actor.agency).filter(
        version=version, sha256=sha256(content).hexdigest()
    )
    if known.exists():
        raise BadInput(_("Tệp này đã có ở đây."))
    row = _keep(version, kind, content, by=actor.name)
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"report:{version.report_id}",
        object_label=title_of(version.report),
        changes={
            "version": ("", version.number),
            "signer": ("", ", ".join(one.signer for one in signatures)),
            "sha256": ("", row.sha256),
        },
    )
    return row


def _keep(version: Version, kind: FileKind, content: bytes, *, by: str) -> VersionFile:
    return VersionFile.objects.create(
        agency_id=version.agency_id,
        version=version,
        kind=kind,
        sha256=evidence.keep_bytes(agency_id=version.agency_id, content=content),
        added_at=clock.now(),
        added_by_name=by,
    )


def _bytes(row: VersionFile) -> bytes:
    return evidence.bytes_of(agency_id=row.agency_id, sha256=row.sha256)


def version_of(*, actor: Actor, report_id: UUID, number: int) -> Version:
    """Return a version of the actor's own report. Raises `NotFound`."""
    rows = Version.objects.for_agency(actor.agency).select_related(
        "report__rule__plan", "report__agency", "agency"
    )
    found = rows.filter(report_id=report_id, number=number).first()
    if found is None:
        raise NotFound()
    return found
