"""Digital signatures in PDF files, by pyHanko: PAdES with a PKCS#12 certificate."""

import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import pkcs12 as pyca_pkcs12
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.stamp import StaticStampStyle

from hoitu.kernel import clock
from hoitu.kernel.text import format_datetime
from hoitu.papers.adapters.names import name_in
from hoitu.papers.adapters.typeset import pdf_of
from hoitu.papers.errors import CertificateRefused, NotAPdf, NotSignable
from hoitu.papers.form import Form, nd30
from hoitu.papers.wording import clean

FIELD: Final = "ChuKySo"
POINTS_PER_MM: Final = 72 / 25.4
REASON_LIMIT_CHARACTERS: Final = 200
MOST_LEVELS: Final = 50


def sign_pdf(content: bytes, *, pkcs12: bytes, password: str, reason: str) -> bytes:
    """Return the PDF with a PAdES B-B signature, its reason shown in the upper right corner of the first page.

    Nothing of `content` changes: the signature is added behind it, so earlier signatures stay valid, and each new
    one is shown left of the last while there is room. Raises CertificateRefused when the PKCS#12 cannot be opened
    or is not valid now, NotAPdf when the file is none.
    """
    certificate = _certificate(pkcs12, password)
    signer = signers.SimpleSigner.load_pkcs12_data(pkcs12, other_certs=[], passphrase=password.encode())
    reason = clean(reason)[:REASON_LIMIT_CHARACTERS]
    form = nd30()
    try:
        writer = IncrementalPdfFileWriter(BytesIO(content))
        if writer.prev.encrypted:
            raise NotAPdf
        place = len(writer.prev.embedded_signatures) + 1
        box = _box(writer, form, place)
    except (PdfError, ValueError, KeyError, IndexError, TypeError, AttributeError) as failure:
        raise NotAPdf from failure
    field = f"{FIELD}-{uuid4().hex[:8]}"
    meta = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason or None,
        name=name_in(certificate.subject),
    )
    with tempfile.TemporaryDirectory() as folder:
        drawing = Path(folder) / "stamp.pdf"
        drawing.write_bytes(_stamp(certificate, reason, form))
        pdf_signer = signers.PdfSigner(
            meta,
            signer,
            stamp_style=StaticStampStyle.from_pdf_file(str(drawing), border_width=0),
            new_field_spec=fields.SigFieldSpec(field, on_page=0, box=box),
        )
        try:
            signed: Any = pdf_signer.sign_pdf(writer)
        except SigningError as failure:
            raise NotSignable from failure
    return bytes(signed.getvalue())


def _certificate(pkcs12: bytes, password: str) -> x509.Certificate:
    """Return the certificate that the file holds beside its key, when it is valid now."""
    try:
        key, certificate, _others = pyca_pkcs12.load_key_and_certificates(pkcs12, password.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm) as failure:
        raise CertificateRefused from failure
    if key is None or certificate is None:
        raise CertificateRefused(
            _("Tệp này không có khóa riêng hoặc không có chứng thư. Hãy xuất lại tệp .p12 hoặc .pfx.")
        )
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not first <= clock.now() <= last:
        raise CertificateRefused(
            _("Chứng thư số chỉ có hiệu lực từ %(first)s đến %(last)s.")
            % {"first": format_datetime(first), "last": format_datetime(last)}
        )
    return certificate


def _stamp(certificate: x509.Certificate, reason: str, form: Form) -> bytes:
    """Return the words of the signature as a small PDF page with its own letters."""
    lines = [("signed_by", name_in(certificate.subject))]
    lines += [("reason", reason)] if reason else []
    lines += [("signed_at", format_datetime(clock.now()))]
    return pdf_of(
        "stamp.typ",
        {
            "lines": [(form.words[name], clean(words)) for name, words in lines],
            "size": form.styles["stamp"].size,
            "width_mm": form.measures["stamp_width_mm"],
            "height_mm": form.measures["stamp_height_mm"],
        },
    )


def _box(writer: IncrementalPdfFileWriter, form: Form, place: int) -> tuple[int, int, int, int] | None:
    """Return where the signature is shown, in points from the lower left; None when the page has no more room."""
    page = writer.prev.root["/Pages"]
    for _level in range(MOST_LEVELS):
        if "/Kids" not in page:
            break
        page = page["/Kids"][0]
    else:
        raise ValueError("a tree of pages that leads round in a circle")
    x1, _y1, x2, y2 = (
        float(edge) for edge in page.get("/MediaBox", writer.prev.root["/Pages"].get("/MediaBox"))
    )
    width, height, from_top, margin = (
        form.measures[name] * POINTS_PER_MM
        for name in ("stamp_width_mm", "stamp_height_mm", "stamp_from_top_mm", "margin_right_mm")
    )
    right, top = x2 - margin - (place - 1) * width, y2 - from_top
    if right - width < x1:
        return None
    return round(right - width), round(top - height), round(right), round(top)
