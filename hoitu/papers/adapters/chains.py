"""Where a signer's certificate leads to: a root that the operator laid down, or none. No request goes out."""

import asyncio
import logging
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from asn1crypto import pem, x509
from django.conf import settings
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from hoitu.kernel import clock
from hoitu.papers.data import Chain

log = logging.getLogger(__name__)

ENDINGS = frozenset({".pem", ".crt", ".cer"})


def chain_of(
    certificate: x509.Certificate, others: Iterable[x509.Certificate], signed_at: datetime | None
) -> Chain:
    """Return where the certificate leads to, judged at the time that the signer's machine gave."""
    moment = signed_at or clock.now()
    valid = certificate["tbs_certificate"]["validity"]
    if not valid["not_before"].native <= moment <= valid["not_after"].native:
        return "not_valid_then"
    roots = _roots()
    if certificate.self_signed in ("yes", "maybe") and certificate.sha256 not in {
        one.sha256 for one in roots
    }:
        return "self_signed"
    return "trusted" if roots and _leads_to(roots, certificate, others, moment) else "unknown"


def _leads_to(
    roots: list[x509.Certificate],
    certificate: x509.Certificate,
    others: Iterable[x509.Certificate],
    moment: datetime,
) -> bool:
    context = ValidationContext(
        trust_roots=roots, moment=moment, allow_fetching=False, revocation_mode="soft-fail"
    )
    validator = CertificateValidator(certificate, list(others), validation_context=context)
    try:
        asyncio.run(validator.async_validate_path())
    except (PathError, ValidationError) as failure:
        log.info("a certificate leads to no trusted root: %s", failure)
        return False
    return True


def _roots() -> list[x509.Certificate]:
    """Return the roots in the folder `trust` of HOITU_HOME, one certificate in each file."""
    folder = Path(settings.TRUST_ROOT)
    if not folder.is_dir():
        return []
    return [_certificate(path.read_bytes()) for path in sorted(folder.iterdir()) if path.suffix in ENDINGS]


def _certificate(content: bytes) -> x509.Certificate:
    if pem.detect(content):
        _kind, _headers, content = pem.unarmor(content)
    return x509.Certificate.load(content)
