"""Signatures in a file of their own (.p7s): who signed which bytes."""

import logging
from hashlib import new as new_hash
from hashlib import sha256

from asn1crypto import cms, pem
from cryptography import x509
from pyhanko.sign.general import extract_signer_info
from pyhanko.sign.validation.generic_cms import (
    extract_certs_for_validation,
    extract_self_reported_ts,
    validate_sig_integrity,
)

from hoitu.papers.adapters.chains import chain_of
from hoitu.papers.adapters.names import name_in, organisation_in
from hoitu.papers.data import Signature
from hoitu.papers.errors import NotASignature

log = logging.getLogger(__name__)

STRONG_DIGESTS = ("sha256", "sha384", "sha512")


def detached_signatures_of(signature: bytes, *, of: bytes) -> tuple[Signature, ...]:
    """Return what a detached signature says of the bytes `of`. Raises NotASignature when the file is none."""
    try:
        return (_signature(signature, of),)
    except Exception as failure:
        # A damaged file may fail anywhere in its reader, in any way.
        log.info("a detached signature could not be read: %s", failure)
        raise NotASignature from failure


def _signature(content: bytes, of: bytes) -> Signature:
    if pem.detect(content):
        _kind, _headers, content = pem.unarmor(content)
    info = cms.ContentInfo.load(content, strict=True)
    signed = info["content"] if info["content_type"].native == "signed_data" else None
    if signed is None:
        raise NotASignature
    signer = extract_signer_info(signed)
    certs = extract_certs_for_validation(signed)
    digest = signer["digest_algorithm"]["algorithm"].native
    holds = digest in STRONG_DIGESTS and all(
        validate_sig_integrity(
            signer,
            certs.signer_cert,
            expected_content_type="data",
            actual_digest=new_hash(digest, of).digest(),
        )
    )
    certificate = x509.load_der_x509_certificate(certs.signer_cert.dump())
    signed_at = extract_self_reported_ts(signer)
    return Signature(
        state="intact" if holds else "changed",
        signer=name_in(certificate.subject),
        organisation=organisation_in(certificate.subject),
        issuer=name_in(certificate.issuer),
        signed_at=signed_at,
        certificate_sha256=sha256(certs.signer_cert.dump()).hexdigest(),
        chain=chain_of(certs.signer_cert, certs.other_certs, signed_at),
    )
