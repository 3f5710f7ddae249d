"""What the signatures of a PDF say: who signed, and whether the file still is what was signed."""

import logging
from hashlib import sha256
from io import BytesIO

from asn1crypto import cms
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.status import SignatureCoverageLevel

from hoitu.papers.adapters.chains import chain_of
from hoitu.papers.adapters.names import name_in, organisation_in
from hoitu.papers.data import Signature
from hoitu.papers.errors import NotAPdf

log = logging.getLogger(__name__)

_SIGNED_MARK = b"/ByteRange"
WEAK_DIGESTS = ("md5", "sha1")


def signatures_of(content: bytes) -> tuple[Signature, ...]:
    """Return the signatures of a PDF in the order of signing; an unsigned file has none.

    A file that says it is signed and whose signature cannot be read has one that is `broken`. No request goes out.
    Raises NotAPdf when the file is none, or is locked.
    """
    if b"%PDF-" not in content[:1024]:
        raise NotAPdf
    try:
        reader = PdfFileReader(BytesIO(content))
        is_locked = reader.encrypted
        found = [] if is_locked else [_signature(embedded) for embedded in reader.embedded_regular_signatures]
    except Exception as failure:
        # A damaged file may fail anywhere in its reader, in any way.
        log.info("a PDF could not be read: %s", failure)
        if _SIGNED_MARK in content:
            return (Signature(state="broken"),)
        raise NotAPdf from failure
    if is_locked:
        raise NotAPdf
    if not found and _SIGNED_MARK in content:
        return (Signature(state="broken"),)
    return tuple(found)


def _signature(embedded: EmbeddedPdfSignature) -> Signature:
    certificate = x509.load_der_x509_certificate(embedded.signer_cert.dump())
    return Signature(
        state="intact" if _is_intact(embedded) else "changed",
        signer=name_in(certificate.subject),
        organisation=organisation_in(certificate.subject),
        issuer=name_in(certificate.issuer),
        reason=str(embedded.sig_object.get("/Reason", "")),
        signed_at=embedded.self_reported_timestamp,
        certificate_sha256=sha256(embedded.signer_cert.dump()).hexdigest(),
        chain=chain_of(embedded.signer_cert, embedded.other_embedded_certs, embedded.self_reported_timestamp),
    )


def _is_intact(embedded: EmbeddedPdfSignature) -> bool:
    """Tell whether what was signed is what the file shows: later signatures may stand behind it, nothing else may."""
    embedded.compute_integrity_info()  # type: ignore[no-untyped-call]
    hash_holds, signature_holds = validate_sig_integrity(
        embedded.signer_info,
        embedded.signer_cert,
        expected_content_type="data",
        actual_digest=embedded.compute_digest(),
    )
    is_sound = hash_holds and signature_holds and embedded.md_algorithm not in WEAK_DIGESTS
    # pyHanko compares all that was added behind: only signatures and what keeps them verifiable is allowed there.
    is_whole = bool(embedded.summarise_integrity_info()["docmdp_ok"]) and not _has_loose_end(embedded)
    return is_sound and is_whole and _fills_its_place(embedded)


def _has_loose_end(embedded: EmbeddedPdfSignature) -> bool:
    """Tell whether bytes of no revision follow the last one: some readers would show what stands there."""
    is_last = embedded.signed_revision == embedded.reader.xrefs.total_revisions - 1
    return is_last and embedded.evaluate_signature_coverage() is not SignatureCoverageLevel.ENTIRE_FILE


def _fills_its_place(embedded: EmbeddedPdfSignature) -> bool:
    """Tell whether only zeros follow the signature in the room that was kept for it: the one part no hash covers."""
    content: bytes = embedded.pkcs7_content
    return not content[len(cms.ContentInfo.load(content).dump()) :].strip(b"\0")
