"""A paper as PDF: its words and the form's figures go to `paper.typ` as data, never as markup."""

from dataclasses import asdict
from typing import Any

from hoitu.papers.adapters.typeset import pdf_of, pictures_of
from hoitu.papers.data import Heading, Paper, Paragraph, Table
from hoitu.papers.form import Form, nd30
from hoitu.papers.wording import Part, printed

TEMPLATE = "paper.typ"


def pdf(paper: Paper) -> bytes:
    """Return the paper as tagged PDF/A-2b that looks like its DOCX. Raises PaperNotPrintable."""
    return pdf_of(TEMPLATE, template_data(paper))


def pictures(paper: Paper) -> list[bytes]:
    """Return the pages of the PDF as PNG."""
    return pictures_of(TEMPLATE, template_data(paper))


def template_data(paper: Paper) -> dict[str, Any]:
    """Return what the template reads: the words and the figures of the form."""
    form = nd30()
    words = printed(paper, form)
    return {
        "words": {**asdict(words), "parts": [_part(part, form) for part in words.parts]},
        "measures": form.measures,
        "styles": {name: asdict(style) for name, style in form.styles.items()},
    }


def _part(part: Part, form: Form) -> dict[str, Any]:
    match part:
        case Heading(level, text):
            return {"is": "heading", "level": max(level, 0), "style": form.heading(level), "text": text}
        case Paragraph(text):
            return {"is": "paragraph", "text": text}
        case Table():
            return {"is": "table", **asdict(part), "widths": part.shares}
