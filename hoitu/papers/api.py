"""The front door of the papers room: files in the form that offices expect. Nothing is stored here.

The libraries behind are slow to load and wanted seldom, so each is loaded when its first file is made.
"""

from collections.abc import Iterable
from typing import Any

from hoitu.papers.data import (
    Block,
    Column,
    DueDay,
    Heading,
    Items,
    Letterhead,
    Paper,
    Paragraph,
    Sheet,
    Signature,
    Signer,
    Table,
)
from hoitu.papers.errors import (
    BadChart,
    CertificateRefused,
    NotAPdf,
    NotASignature,
    NotSignable,
    PaperNotPrintable,
    SheetTooLong,
)

__all__ = [
    "DOCX",
    "PDF",
    "XLSX",
    "BadChart",
    "Block",
    "CertificateRefused",
    "Column",
    "DueDay",
    "Heading",
    "Items",
    "Letterhead",
    "NotAPdf",
    "NotASignature",
    "NotSignable",
    "Paper",
    "PaperNotPrintable",
    "Paragraph",
    "Sheet",
    "SheetTooLong",
    "Signature",
    "Signer",
    "Table",
    "chart_svg",
    "detached_signatures_of",
    "docx",
    "ics",
    "pdf",
    "sign_pdf",
    "signatures_of",
    "trial_certificate",
    "xlsx",
]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


def docx(paper: Paper) -> bytes:
    """Return the paper as a DOCX file in the form of Nghị định 30/2020/NĐ-CP."""
    from hoitu.papers.adapters import word

    return word.docx(paper)


def pdf(paper: Paper) -> bytes:
    """Return the paper as tagged PDF/A-2b that looks like its DOCX. Raises PaperNotPrintable."""
    from hoitu.papers.adapters import pdf as adapter

    return adapter.pdf(paper)


def xlsx(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook with the sheets in their order, in typed columns; no text ever becomes a formula.

    Raises SheetTooLong when a sheet has more rows than a spreadsheet holds, ValueError when there is no sheet.
    """
    from hoitu.papers.adapters import workbook

    return workbook.xlsx(sheets)


def ics(name: str, days: Iterable[DueDay]) -> bytes:
    """Return due days as an iCalendar file that shows itself under `name`."""
    from hoitu.papers.adapters import agenda

    return agenda.ics(name, days)


def sign_pdf(content: bytes, *, pkcs12: bytes, password: str, reason: str) -> bytes:
    """Return the PDF with a PAdES B-B signature whose reason stands in the corner of the first page.

    Earlier signatures stay valid. Raises CertificateRefused when the PKCS#12 file cannot be opened or is not valid
    now, NotAPdf when the file is none or is locked, NotSignable when an earlier signature forbids another.
    """
    from hoitu.papers.adapters import signing

    return signing.sign_pdf(content, pkcs12=pkcs12, password=password, reason=reason)


def signatures_of(content: bytes) -> tuple[Signature, ...]:
    """Return the signatures of a PDF in the order of signing, none for an unsigned file.

    Each says whether the file still is what was signed, who signed, and where the certificate leads to.
    Raises NotAPdf when the file is none or is locked.
    """
    from hoitu.papers.adapters import verifying

    return verifying.signatures_of(content)


def detached_signatures_of(signature: bytes, *, of: bytes) -> tuple[Signature, ...]:
    """Return what a detached signature (CMS, .p7s in DER or PEM) says of the bytes it belongs to.

    Raises NotASignature when the file is none.
    """
    from hoitu.papers.adapters import detached

    return detached.detached_signatures_of(signature, of=of)


def trial_certificate(*, name: str, organisation: str, password: str, days: int) -> bytes:
    """Return a PKCS#12 file with a new key and a certificate that it signed itself: for trials, of no legal value."""
    from hoitu.papers.adapters import certificates

    return certificates.trial_certificate(name=name, organisation=organisation, password=password, days=days)


def chart_svg(spec: dict[str, Any]) -> str:
    """Return a Vega-Lite description as SVG with the house's letters and colours, harmless in any page.

    The data stand in the description. Raises BadChart, in Vietnamese, when it cannot be drawn or names an address.
    """
    from hoitu.papers.adapters import charts

    return charts.chart_svg(spec)
