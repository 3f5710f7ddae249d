"""A paper as PDF: its words and the form's figures go to `paper.typ` as data, never as markup."""

from dataclasses import asdict
from typing import Any

from hoitu.papers.adapters.typeset import pdf_of, pictures_of
from hoitu.papers.data import Block, Heading, Items, Paper, Paragraph, Table
from hoitu.papers.form import Form, nd30
from hoitu.papers.wording import printed

TEMPLATE = "paper.typ"


def pdf(paper: Paper) -> bytes:
    """Return the paper as tagged PDF/A-2b that looks like its DOCX. Raises PaperNotPrintable."""
    return pdf_of(TEMPLATE, template_data(paper))


def pictures(paper: Paper) -> list[bytes]:
    """Return the pages of the PDF as PNG."""
    return pictures_of(TEMPLATE, template_data(paper))


def template_data(paper: Paper) -> dict[str, Any]:
    """Return what the template reads: `words`, `blocks` and the form."""
    form = nd30()
    words = printed(paper, form)
    return {
        "words": {**asdict(words), "blocks": [_block(block, form) for block in words.blocks]},
        "measures": form.measures,
        "styles": {name: asdict(style) for name, style in form.styles.items()},
    }


def _block(block: Block, form: Form) -> dict[str, Any]:
    match block:
        case Heading(level, text):
            return {"is": "heading", "level": max(level, 0), "style": form.heading(level), "text": text}
        case Paragraph(text):
            return {"is": "paragraph", "text": text}
        case Items(items):
            return {"is": "items", "items": items}
        case Table():
            return {"is": "table", **asdict(block), "widths": block.shares}
